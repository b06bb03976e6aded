// SPDX-License-Identifier: MIT
// BrightnessContrast: a linear function of the values.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// (1 + contrast) * value + brightness, whatever the image shows (Albumentations' RandomBrightnessContrast).
/// Alpha does not change.
struct BrightnessContrast {
  static constexpr const char* name = "BrightnessContrast";
  using Ops = OpTypes<ops::Curve>;
  Range<float> brightness{-0.2f, 0.2f};  ///< fraction of full scale, -1 (black) to 1 (white); 0: none
  Range<float> contrast{-0.2f, 0.2f};    ///< -1 (flat) to 99; 0: none

  void check() const {
    check_between(name, "brightness", brightness, -1.0f, 1.0f);
    check_between(name, "contrast", contrast, -1.0f, 99.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float bias = draw(brightness);
    recipe.add(ops::Curve{.segments = {{.gain = 1 + draw(contrast), .bias = bias}}});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const BrightnessContrast&))

VARY_NAMESPACE_END
