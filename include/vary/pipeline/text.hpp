// SPDX-License-Identifier: MIT
// to_json(): the text form of a recipe.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN

/// The version of the text form. A number changes its meaning never; ops and fields may be added.
inline constexpr int recipe_version = 1;

namespace detail {

/// Writes ops and their fields as JSON.
class JsonWriter final : public FieldVisitor {
 public:
  [[nodiscard]] std::string take() { return std::move(text_); }

  void raw(std::string_view text) { text_ += text; }

  /// {"op":"Noise","by":"GaussianNoise","mean":0,...}; without "by" for an op that comes from no transform.
  void write(Op op, std::string_view origin) {  // a copy: visitors may write to fields
    raw("{\"op\":\"");
    raw(op.name());
    raw("\"");
    if (!origin.empty()) {
      begin("by");
      quote(origin);
    }
    op.fields(*this);
    raw("}");
  }

  /// [width,height,channels]
  void write(Shape shape) {
    char before = '[';
    for (const int size : {shape.width, shape.height, shape.channels}) {
      text_ += std::exchange(before, ',');
      digits(size);
    }
    raw("]");
  }
  void write(int value) { digits(value); }

 private:
  void begin(std::string_view name) {
    raw(",\"");
    raw(name);
    raw("\":");
  }

  void boolean(const char* name, bool& value) override {
    begin(name);
    raw(value ? "true" : "false");
  }
  void integer(const char* name, int& value) override {
    begin(name);
    digits(value);
  }
  void number(const char* name, float& value) override {
    begin(name);
    real(value);
  }
  void number(const char* name, double& value) override {
    begin(name);
    real(value);
  }
  void text(const char* name, SharedText& value) override {
    begin(name);
    quote(value);
  }
  void stream(const char* name, Stream& value) override {
    begin(name);
    std::string hexadecimal;
    for (const std::uint64_t word : {value.a, value.b}) {
      for (int shift = 60; shift >= 0; shift -= 4) hexadecimal += "0123456789abcdef"[word >> shift & 15];
    }
    quote(hexadecimal);
  }
  void choice(const char* name, std::span<const std::string_view> names, std::size_t& index) override {
    begin(name);
    quote(names[index]);
  }
  void numbers(const char* name, const NumberList& list) override {
    begin(name);
    std::array<double, 8> group{};
    raw("[");
    for (std::size_t i = 0; i < list.size(list.values); ++i) {
      if (i > 0) raw(",");
      list.get(list.values, i, group.data());
      // Zeros at the end are left out, all or none.
      const bool short_form = std::all_of(group.begin() + static_cast<std::ptrdiff_t>(list.shortest),
                                          group.begin() + static_cast<std::ptrdiff_t>(list.group),
                                          [](double number) { return number == 0; });
      if (list.nested) raw("[");
      for (std::size_t k = 0; k < (short_form ? list.shortest : list.group); ++k) {
        if (k > 0) raw(",");
        list_number(list.kind, group[k]);
      }
      if (list.nested) raw("]");
    }
    raw("]");
  }
  void list_number(NumberList::Kind kind, double value) {
    if (kind == NumberList::Kind::integer) return digits(static_cast<int>(value));
    if (kind == NumberList::Kind::single_precision) return real(static_cast<float>(value));
    real(value);
  }

  template <class Real>
  void real(Real value) {
    if (value == 0 && std::signbit(value)) return raw("-0.0");  // readers take -0 for the integer
    digits(value);
  }
  /// The shortest decimal that reads back as the same number.
  template <class Number>
  void digits(Number value) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    text_.append(text.data(), end);
  }
  void quote(std::string_view value) {
    text_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') text_ += '\\';
      if (static_cast<unsigned char>(c) >= 0x20) {
        text_ += c;
      } else {
        raw("\\u00");
        text_ += "0123456789abcdef"[c >> 4 & 15];
        text_ += "0123456789abcdef"[c & 15];
      }
    }
    text_ += '"';
  }

  std::string text_;
};

}  // namespace detail

/// One line of JSON: {"vary":1,"input":[width,height,channels],"ops":[{"op":"Noise","by":"GaussianNoise",
/// "mean":0,...},...]}, with the transform that each op comes from behind "by", and its drawn values.
/// `<vary/json.hpp>` reads it back.
inline std::string to_json(const Recipe& recipe) {
  detail::JsonWriter json;
  json.raw("{\"vary\":");
  json.write(recipe_version);
  json.raw(",\"input\":");
  json.write(recipe.input());
  json.raw(",\"ops\":[");
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (i > 0) json.raw(",");
    json.write(recipe.ops()[i], recipe.origin(i));
  }
  json.raw("]}");
  return json.take();
}

VARY_NAMESPACE_END
