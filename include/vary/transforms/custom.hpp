// SPDX-License-Identifier: MIT
// custom(): the user's own function among the transforms.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "vary/ops/custom.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// What custom() makes.
struct CustomTransform {
  static constexpr const char* name = "custom";
  using Ops = OpTypes<ops::Custom>;
  SharedText function_name;
  std::shared_ptr<const detail::CustomFunction> function;

  void check() const {
    if (function_name.empty()) refuse(name, "name", "is empty; give one, errors and recipes show it");
    if (function == nullptr) {
      refuse(name, function_name.c_str(), "has no function; make it by custom(name, f)");
    }
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Custom{function_name, draw.child(function_name).stream(), function});
  }

  VARY_CALL_OPERATOR
};

/// A transform that calls `function(ImageView<T> pixels, Random& random)` on a copy of the image, which it
/// changes in place. A function for any T takes `auto pixels`. It may be called from several threads at a
/// time, and may run a pipeline; the same `random` comes for the same key.
template <class F>
CustomTransform custom(std::string name, F function) {
  using Plain = std::decay_t<F>;
  static_assert(std::invocable<const Plain&, ImageView<std::uint8_t>, Random&> ||
                    std::invocable<const Plain&, ImageView<std::uint16_t>, Random&> ||
                    std::invocable<const Plain&, ImageView<float>, Random&>,
                "custom(name, f): f takes (vary::ImageView<T>, vary::Random&) and is const");
  return {std::move(name), std::make_shared<const detail::CustomFunctionOf<Plain>>(std::move(function))};
}

VARY_COMPILE_ONCE(void TransformList::push_back(const CustomTransform&))

VARY_NAMESPACE_END
