// SPDX-License-Identifier: MIT
// HueSaturationValue: the components of HSV, each shifted.
#pragma once

#include "vary/ops/point/hue.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Adds to hue, saturation and value in HSV; saturation and value are clamped to [0, 1]. Grey stays grey,
/// alpha does not change. The defaults are Albumentations' limits 20, 30 and 20, in steps of 1/180 turn for
/// hue and of 1/255 for the others. Throws Error for images of other than 3 or 4 channels.
struct HueSaturationValue {
  static constexpr const char* name = "HueSaturationValue";
  using Ops = OpTypes<ops::Hue>;
  Range<float> hue{-20.0f / 180, 20.0f / 180};         ///< in turns of the circle, -0.5 to 0.5
  Range<float> saturation{-30.0f / 255, 30.0f / 255};  ///< -1 to 1
  Range<float> value{-20.0f / 255, 20.0f / 255};       ///< -1 to 1

  void check() const {
    check_between(name, "hue", hue, -0.5f, 0.5f);
    check_between(name, "saturation", saturation, -1.0f, 1.0f);
    check_between(name, "value", value, -1.0f, 1.0f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    const float turns = draw(hue);
    const float more_saturation = draw(saturation);
    const float more_value = draw(value);
    recipe.add(ops::Hue{.shift = turns, .saturation = more_saturation, .value = more_value});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const HueSaturationValue&))

VARY_NAMESPACE_END
