// SPDX-License-Identifier: MIT
// Saturation: colours away from grey or towards it.
#pragma once

#include "vary/ops/point/color_matrix.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * value + (1 - factor) * grey, with the grey of the same pixel as in Grayscale (torchvision). Alpha
/// does not change. Throws Error for images of other than 3 or 4 channels.
struct Saturation {
  static constexpr const char* name = "Saturation";
  using Ops = OpTypes<ops::ColorMatrix>;
  Range<float> factor{0.8f, 1.2f};  ///< 0 (grey) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    const float gain = draw(factor);
    recipe.add(ops::saturation(gain), {"factor", static_cast<double>(gain)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Saturation&))

VARY_NAMESPACE_END
