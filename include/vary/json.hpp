// SPDX-License-Identifier: MIT
// recipe_from_json(): a recipe is read back. Needs nlohmann-json; not part of the umbrella header.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vary/ops/all.hpp"
#include "vary/pipeline/text.hpp"
#include "vary/transforms/custom.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Reads the values that JsonWriter writes. A field that is missing keeps its default, so that recipes
/// outlive the addition of fields; one that is not known is refused.
class JsonReader final : public FieldVisitor {
 public:
  JsonReader(const nlohmann::json& object, std::string owner) : object_(object), owner_(std::move(owner)) {}

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

  /// The member of this name, or null.
  const nlohmann::json* find(const char* name) {
    known_.emplace_back(name);
    field_ = name;
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }

  void boolean(const char* name, bool& value) override {
    const nlohmann::json* json = find(name);
    if (json == nullptr) return;
    if (!json->is_boolean()) wrong(*json, "true or false");
    value = json->get<bool>();
  }
  void integer(const char* name, int& value) override {
    if (const nlohmann::json* json = find(name)) value = integer_of(*json);
  }
  void number(const char* name, float& value) override {
    if (const nlohmann::json* json = find(name)) value = static_cast<float>(number_of(*json));
  }
  void number(const char* name, double& value) override {
    if (const nlohmann::json* json = find(name)) value = number_of(*json);
  }
  void text(const char* name, SharedText& value) override {
    const nlohmann::json* json = find(name);
    if (json == nullptr) return;
    if (!json->is_string()) wrong(*json, "a text");
    value = json->get<std::string>();
  }
  void stream(const char* name, Stream& value) override {
    const nlohmann::json* json = find(name);
    if (json == nullptr) return;
    const auto digits = json->is_string() ? json->get<std::string>() : "";
    if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
      wrong(*json, "32 hexadecimal digits");
    }
    value = {std::stoull(digits.substr(0, 16), nullptr, 16), std::stoull(digits.substr(16), nullptr, 16)};
  }
  void choice(const char* name, std::span<const std::string_view> names, std::size_t& index) override {
    const nlohmann::json* json = find(name);
    if (json == nullptr) return;
    const auto found =
        std::find(names.begin(), names.end(), json->is_string() ? json->get<std::string>() : "");
    if (found == names.end()) {
      std::string all;
      for (const std::string_view each : names) all.append(all.empty() ? "" : ", ").append(each);
      wrong(*json, "one of ", all);
    }
    index = static_cast<std::size_t>(found - names.begin());
  }
  void numbers(const char* name, const NumberList& list) override {
    const nlohmann::json* json = find(name);
    if (json == nullptr) return;
    if (list.resize != nullptr) {
      if (!json->is_array()) wrong(*json, "a list");
      list.resize(list.values, json->size());
    } else if (!json->is_array() || json->size() != list.size(list.values)) {
      wrong(*json, "a list of ", list.size(list.values), " numbers");
    }
    for (std::size_t i = 0; i < json->size(); ++i) read_element(list, i, (*json)[i]);
  }
  void read_element(const NumberList& list, std::size_t i, const nlohmann::json& json) {
    std::array<double, 8> group{};
    if (!list.nested) {
      group[0] = list_number(list.kind, json);
    } else {
      const bool fits = json.is_array() && (json.size() == list.shortest || json.size() == list.group);
      if (!fits && list.shortest < list.group) {
        wrong(json, "a list of ", list.shortest, " or ", list.group, " numbers");
      }
      if (!fits) wrong(json, "a list of ", list.group, " numbers");
      for (std::size_t k = 0; k < json.size(); ++k) group[k] = list_number(list.kind, json[k]);
    }
    list.set(list.values, i, group.data());
  }
  [[nodiscard]] double list_number(NumberList::Kind kind, const nlohmann::json& json) const {
    return kind == NumberList::Kind::integer ? integer_of(json) : number_of(json);
  }
  [[nodiscard]] int integer_of(const nlohmann::json& json) const {
    const double number = json.is_number() ? json.get<double>() : 0.5;  // holds every int
    if (!(std::fabs(number) < 0x1p31) || number != std::floor(number)) {
      wrong(json, "a whole number, of 31 bits at most");
    }
    return static_cast<int>(number);
  }
  [[nodiscard]] double number_of(const nlohmann::json& json) const {
    if (!json.is_number()) wrong(json, "a number");
    return json.get<double>();
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

/// The op of a name with its default values; null if there is none.
template <class... Os>
std::optional<Op> default_op(const std::string& name, OpTypes<Os...>) {
  std::optional<Op> found;
  static_cast<void>(((name == Os::name && (found = Op(Os()), true)) || ...));
  return found;
}

inline Op op_from_json(const nlohmann::json& object, const std::string& name) {
  std::optional<Op> op = default_op(name, AllOps());
  if (!op) refuse("Recipe", "op", "\"", name, "\" is not known to this version of vary; leave it out");
  JsonReader reader(object, name);
  op->fields(reader);
  reader.refuse_unknown({"op", "by"});
  return *std::move(op);
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
    if (auto* custom = op.get_if<ops::Custom>()) {
      for (const CustomTransform& each : functions) {
        if (each.function_name == custom->function_name) custom->function = each.function;
      }
    }
    SharedText origin;
    detail::JsonReader(object, name.get<std::string>())("by", origin);
    recipe.set_origin(detail::keep_name(origin));
    recipe.add(op);
  }
  recipe.set_origin("");
  return recipe;
}

VARY_NAMESPACE_END
