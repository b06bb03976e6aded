// SPDX-License-Identifier: MIT
// recipe_from_json(): a recipe is read back. Needs nlohmann-json; not part of the umbrella header.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "vary/pipeline/text.hpp"
#include "vary/transforms/custom.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Reads the values that JsonWriter writes. A field that is missing keeps its default, so that recipes
/// outlive the addition of fields; one that is not known is refused.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& object, std::string owner) : object_(object), owner_(std::move(owner)) {}

  template <class Value>
  void operator()(const char* name, Value& value) {
    known_.emplace_back(name);
    field_ = name;
    const auto found = object_.find(name);
    if (found != object_.end()) read(*found, value);
  }

  /// Call after all fields: `others` are the members that are no fields.
  void refuse_unknown(std::initializer_list<std::string_view> others) {
    known_.insert(known_.end(), others);
    for (const auto& member : object_.items()) {
      if (std::find(known_.begin(), known_.end(), member.key()) == known_.end()) {
        refuse(owner_.c_str(), member.key().c_str(), "is not known to this version of vary; leave it out");
      }
    }
  }

 private:
  template <class... Parts>
  [[noreturn]] void wrong(const nlohmann::json& json, const Parts&... wanted) const {
    refuse(owner_.c_str(), field_, json.dump(), " will not do; give ", wanted...);
  }

  void read(const nlohmann::json& json, bool& value) {
    if (!json.is_boolean()) wrong(json, "true or false");
    value = json.get<bool>();
  }
  void read(const nlohmann::json& json, int& value) {
    const double number = json.is_number() ? json.get<double>() : 0.5;  // holds every int
    if (!(std::fabs(number) < 0x1p31) || number != std::floor(number)) {
      wrong(json, "a whole number, of 31 bits at most");
    }
    value = static_cast<int>(number);
  }
  template <std::floating_point Value>
  void read(const nlohmann::json& json, Value& value) {
    if (!json.is_number()) wrong(json, "a number");
    value = json.get<Value>();
  }
  void read(const nlohmann::json& json, std::string& value) {
    if (!json.is_string()) wrong(json, "a text");
    value = json.get<std::string>();
  }
  void read(const nlohmann::json& json, SharedText& value) {
    std::string text;
    read(json, text);
    value = std::move(text);
  }
  void read(const nlohmann::json& json, Border& value) { value = find<Border>(json, border_names); }
  void read(const nlohmann::json& json, Interpolation& value) {
    value = find<Interpolation>(json, interpolation_names);
  }
  void read(const nlohmann::json& json, EraseFill& value) { value = find<EraseFill>(json, erase_fill_names); }
  void read(const nlohmann::json& json, Window& value) { value = find<Window>(json, window_names); }
  void read(const nlohmann::json& json, Distribution& value) { value = find<Distribution>(json, distribution_names); }
  void read(const nlohmann::json& json, Fill& value) { read(json, value.values); }
  void read(const nlohmann::json& json, Stream& value) {
    const auto digits = json.is_string() ? json.get<std::string>() : "";
    if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
      wrong(json, "32 hexadecimal digits");
    }
    value = {std::stoull(digits.substr(0, 16), nullptr, 16), std::stoull(digits.substr(16), nullptr, 16)};
  }
  void read(const nlohmann::json& json, simd::Segment& value) {
    List<float, 5> numbers;
    read(json, numbers);
    if (numbers.size() != 3 && numbers.size() != 5) wrong(json, "a list of 3 or 5 numbers");
    const bool straight = numbers.size() == 3;
    value = {numbers[0], numbers[1], numbers[2], straight ? 0 : numbers[3], straight ? 0 : numbers[4]};
  }
  void read(const nlohmann::json& json, simd::Hole& hole) {
    std::array<int, 8> n{};
    read(json, n);
    hole = {n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]};
  }
  template <class Value, std::size_t n>
  void read(const nlohmann::json& json, std::array<Value, n>& values) {
    if (!json.is_array() || json.size() != n) wrong(json, "a list of ", n, " numbers");
    for (std::size_t i = 0; i < n; ++i) read(json[i], values[i]);
  }
  template <class Value, std::size_t n>
  void read(const nlohmann::json& json, List<Value, n>& values) {
    if (!json.is_array()) wrong(json, "a list");
    values = {};
    for (const nlohmann::json& each : json) {
      Value value{};
      read(each, value);
      values.push_back(value);
    }
  }
  template <class Enum, class Names>
  Enum find(const nlohmann::json& json, const Names& names) {
    const auto found = std::find(names.begin(), names.end(), json.is_string() ? json.get<std::string>() : "");
    if (found == names.end()) {
      std::string all;
      for (const std::string_view name : names) all.append(all.empty() ? "" : ", ").append(name);
      wrong(json, "one of ", all);
    }
    return static_cast<Enum>(found - names.begin());
  }

  const nlohmann::json& object_;
  std::string owner_;
  const char* field_ = "";
  std::vector<std::string_view> known_;
};

/// A name that lives as long as the program; there are only so many transforms.
inline std::string_view keep_name(const std::string& name) {
  static std::mutex guard;
  static std::set<std::string> names;
  const std::lock_guard lock(guard);
  return *names.insert(name).first;
}

template <std::size_t i = 0>
Op op_from_json(const nlohmann::json& object, const std::string& name) {
  if constexpr (i < std::variant_size_v<Op>) {
    using Each = std::variant_alternative_t<i, Op>;
    if (name != Each::name) return op_from_json<i + 1>(object, name);
    Each op{};
    JsonReader reader(object, name);
    Each::fields(op, reader);
    reader.refuse_unknown({"op", "by"});
    return op;
  } else {
    refuse("Recipe", "op", "\"", name, "\" is not known to this version of vary; leave it out");
  }
}

}  // namespace detail

/// The recipe that to_json() wrote. The functions of custom() transforms are found by name in `functions`.
/// Throws Error for text that is not such a recipe, with what is wrong.
inline Recipe recipe_from_json(std::string_view text, const std::vector<CustomTransform>& functions = {}) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    refuse("Recipe", "", "the text is no JSON object; give a line that to_json() wrote");
  }
  const auto version = json.value("vary", nlohmann::json());
  if (version != recipe_version) {
    refuse("Recipe", "vary", version.dump(), " is not a version that is read here; it should be ",
           recipe_version);
  }
  std::array<int, 3> input{};
  detail::JsonReader reader(json, "Recipe");
  reader("input", input);
  reader.refuse_unknown({"vary", "ops"});
  Recipe recipe({detail::extent(input[0], "Recipe", "input"), detail::extent(input[1], "Recipe", "input"),
                 detail::extent(input[2], "Recipe", "input")});
  const auto ops = json.value("ops", nlohmann::json());
  if (!ops.is_array()) refuse("Recipe", "ops", ops.dump(), " will not do; give a list of ops");
  for (const nlohmann::json& object : ops) {
    const auto name = object.is_object() ? object.value("op", nlohmann::json()) : nlohmann::json();
    if (!name.is_string()) refuse("Recipe", "ops", object.dump(), " is not an op; name it by a field `op`");
    Op op = detail::op_from_json(object, name.get<std::string>());
    if (auto* custom = std::get_if<ops::Custom>(&op)) {
      for (const CustomTransform& each : functions) {
        if (each.function_name == custom->function_name) custom->function = each.function;
      }
    }
    std::string origin;
    detail::JsonReader(object, name.get<std::string>())("by", origin);
    recipe.set_origin(detail::keep_name(origin));
    recipe.add(op);
  }
  recipe.set_origin("");
  return recipe;
}

VARY_NAMESPACE_END
