// SPDX-License-Identifier: MIT
// Hue: colours rotated around the colour circle.
#pragma once

#include "vary/ops/point/hue.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Adds `turns` of the circle to the hue in HSV (torchvision): a third takes red to green and green to blue.
/// Alpha does not change. Throws Error for images of other than 3 or 4 channels.
struct Hue {
  static constexpr const char* name = "Hue";
  using Ops = OpTypes<ops::Hue>;
  Range<float> turns{-0.1f, 0.1f};  ///< -0.5 to 0.5; 0 changes nothing

  void check() const { check_between(name, "turns", turns, -0.5f, 0.5f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    const float shift = draw(turns);
    recipe.add(ops::Hue{.shift = shift}, {"turns", static_cast<double>(shift)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Hue&))

VARY_NAMESPACE_END
