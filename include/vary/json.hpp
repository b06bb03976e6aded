// SPDX-License-Identifier: MIT
// recipe_from_json(): a recipe is read back. Needs nlohmann-json; not part of the umbrella header.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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
    const auto found = object_.find(name);
    if (found == object_.end()) return;
    ++known_;
    try {
      read(*found, value);
    } catch (const nlohmann::json::exception&) {
      refuse(owner_.c_str(), name, found->dump(), " is not a value of this field");
    }
  }

  /// Call after all fields: `others` are the members that are no fields.
  void refuse_unknown(std::size_t others) const {
    if (object_.size() != known_ + others) refuse(owner_.c_str(), "", "has unknown fields: ", object_.dump());
  }

 private:
  template <class Value>
  void read(const nlohmann::json& json, Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
      value = json.get<bool>();
    } else if constexpr (std::is_floating_point_v<Value>) {
      value = json.get<Value>();
    } else if constexpr (std::is_integral_v<Value>) {
      value = Range<Value>(json.get<double>()).low;  // a fraction, or what does not fit, is refused
    } else {
      value = json.get<Value>();
    }
  }
  void read(const nlohmann::json& json, Border& value) { value = find<Border>(json, border_names); }
  void read(const nlohmann::json& json, Interpolation& value) {
    value = find<Interpolation>(json, interpolation_names);
  }
  void read(const nlohmann::json& json, Fill& value) { read(json, value.values); }
  void read(const nlohmann::json& json, Stream& value) {
    const auto digits = json.get<std::string>();
    if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
      refuse(owner_.c_str(), "stream", "\"", digits, "\" is not 32 hexadecimal digits");
    }
    value = {std::stoull(digits.substr(0, 16), nullptr, 16), std::stoull(digits.substr(16), nullptr, 16)};
  }
  void read(const nlohmann::json& json, simd::Segment& value) {
    std::array<float, 3> numbers{};
    read(json, numbers);
    value = {numbers[0], numbers[1], numbers[2]};
  }
  template <class Value, std::size_t n>
  void read(const nlohmann::json& json, std::array<Value, n>& values) {
    if (json.size() != n) refuse(owner_.c_str(), "", json.dump(), " should have ", n, " numbers");
    for (std::size_t i = 0; i < n; ++i) read(json.at(i), values[i]);
  }
  template <class Value, std::size_t n>
  void read(const nlohmann::json& json, List<Value, n>& values) {
    values = {};
    for (const nlohmann::json& each : json) {
      Value value{};
      read(each, value);
      values.push_back(value);
    }
  }
  template <class Enum, class Names>
  Enum find(const nlohmann::json& json, const Names& names) {
    const auto name = json.get<std::string>();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) refuse(owner_.c_str(), "", "\"", name, "\" is not known");
    return static_cast<Enum>(found - names.begin());
  }

  const nlohmann::json& object_;
  std::string owner_;
  std::size_t known_ = 0;
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
    reader.refuse_unknown(object.contains("by") ? 2 : 1);  // "op" is no field, "by" neither
    return op;
  } else {
    refuse("Recipe", "op", "\"", name, "\" is not known to this version of vary");
  }
}

}  // namespace detail

/// The recipe that to_json() wrote. The functions of custom() transforms are found by name in `functions`.
/// Throws Error for text that is not such a recipe, with what is wrong.
inline Recipe recipe_from_json(std::string_view text, std::initializer_list<CustomTransform> functions = {}) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) refuse("Recipe", "", "is not a JSON object");
  if (json.value("vary", 0) != recipe_version) {
    refuse("Recipe", "vary",
           json.value("vary", nlohmann::json()).dump(), " is not a version that is read here; it should be ",
           recipe_version);
  }
  std::array<int, 3> input{};
  detail::JsonReader(json, "Recipe")("input", input);
  Recipe recipe({detail::extent(input[0], "Recipe", "input"), detail::extent(input[1], "Recipe", "input"),
                 detail::extent(input[2], "Recipe", "input")});
  for (const nlohmann::json& object : json.value("ops", nlohmann::json::array())) {
    if (!object.is_object()) refuse("Recipe", "ops", object.dump(), " is not an op");
    Op op = detail::op_from_json(object, object.value("op", ""));
    if (auto* custom = std::get_if<ops::Custom>(&op)) {
      for (const CustomTransform& each : functions) {
        if (each.function_name == custom->function_name) custom->function = each.function;
      }
    }
    recipe.set_origin(object.contains("by") ? detail::keep_name(object.value("by", "")) : "");
    recipe.add(op);
  }
  recipe.set_origin("");
  return recipe;
}

VARY_NAMESPACE_END
