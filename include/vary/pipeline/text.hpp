// SPDX-License-Identifier: MIT
// to_json(): the text form of a recipe.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN

/// The version of the text form. A number changes its meaning never; ops and fields may be added.
inline constexpr int recipe_version = 1;

namespace detail {

inline constexpr std::array<std::string_view, 5> border_names{"constant", "edge", "reflect", "symmetric",
                                                              "wrap"};
inline constexpr std::array<std::string_view, 5> interpolation_names{"nearest", "bilinear", "bicubic",
                                                                     "lanczos", "area"};
inline constexpr std::array<std::string_view, 4> erase_fill_names{"constant", "mean", "random", "mirrored"};
inline constexpr std::array<std::string_view, 3> distribution_names{"normal", "uniform", "laplace"};
inline constexpr std::array<std::string_view, 3> window_names{"rectangle", "ellipse", "cross"};

/// Writes values of the kinds that ops are made of.
class JsonWriter {
 public:
  [[nodiscard]] std::string take() { return std::move(text_); }

  void raw(std::string_view text) { text_ += text; }

  /// `"name": value,` as a visitor of fields.
  template <class Value>
  void operator()(std::string_view name, const Value& value) {
    raw(",\"");
    raw(name);
    raw("\":");
    write(value);
  }

  void write(bool value) { raw(value ? "true" : "false"); }
  void write(Border value) { quote(border_names[static_cast<std::size_t>(value)]); }
  void write(Interpolation value) { quote(interpolation_names[static_cast<std::size_t>(value)]); }
  void write(EraseFill value) { quote(erase_fill_names[static_cast<std::size_t>(value)]); }
  void write(Window value) { quote(window_names[static_cast<std::size_t>(value)]); }
  void write(Distribution value) { quote(distribution_names[static_cast<std::size_t>(value)]); }
  void write(const std::string& value) { quote(value); }
  void write(const Fill& value) { write(value.values); }
  void write(const Stream& value) {
    std::string digits;
    for (const std::uint64_t word : {value.a, value.b}) {
      for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[word >> shift & 15];
    }
    quote(digits);
  }
  void write(const simd::Segment& value) {
    if (value.square == 0 && value.cube == 0) return list(std::array{value.from, value.gain, value.bias});
    list(std::array{value.from, value.gain, value.bias, value.square, value.cube});
  }
  void write(const simd::Hole& hole) {
    list(std::array{hole.x, hole.y, hole.width, hole.height, hole.columns, hole.rows, hole.step_x,
                    hole.step_y});
  }
  template <class Value, std::size_t n>
  void write(const std::array<Value, n>& values) {
    list(values);
  }
  template <class Value, std::size_t n>
  void write(const List<Value, n>& values) {
    list(values);
  }
  /// The shortest decimal that reads back as the same number.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  void write(Number value) {
    if constexpr (std::is_floating_point_v<Number>) {
      if (value == 0 && std::signbit(value)) return raw("-0.0");  // readers take -0 for the integer
    }
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text_.append(digits.data(), end);
  }

 private:
  template <class Values>
  void list(const Values& values) {
    char before = '[';
    for (const auto& value : values) {
      text_ += before;
      write(value);
      before = ',';
    }
    raw(before == '[' ? "[]" : "]");
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

/// {"op":"Noise","by":"GaussianNoise","mean":0,...}; without "by" for an op that comes from no transform.
inline void write_op(JsonWriter& json, const Op& any, std::string_view origin) {
  std::visit(
      [&](const auto& op) {
        json.raw("{\"op\":\"");
        json.raw(op.name);
        json.raw("\"");
        if (!origin.empty()) json("by", std::string(origin));
        op.fields(op, json);
        json.raw("}");
      },
      any);
}

}  // namespace detail

/// One line of JSON: {"vary":1,"input":[width,height,channels],"ops":[{"op":"Noise","by":"GaussianNoise",
/// "mean":0,...},...]}, with the transform that each op comes from behind "by", and its drawn values.
/// `<vary/json.hpp>` reads it back.
inline std::string to_json(const Recipe& recipe) {
  detail::JsonWriter json;
  json.raw("{\"vary\":");
  json.write(recipe_version);
  const Shape in = recipe.input();
  json("input", std::array{in.width, in.height, in.channels});
  json.raw(",\"ops\":[");
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    if (i > 0) json.raw(",");
    detail::write_op(json, recipe.ops()[i], recipe.origin(i));
  }
  json.raw("]}");
  return json.take();
}

VARY_NAMESPACE_END
