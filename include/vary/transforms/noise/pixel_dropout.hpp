// SPDX-License-Identifier: MIT
// PixelDropout: pixels set to a constant.
#pragma once

#include "vary/ops/noise/impulse.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Sets randomly chosen pixels to the constant `fill` (Albumentations).
struct PixelDropout {
  static constexpr const char* name = "PixelDropout";
  using Ops = OpTypes<ops::Impulse>;
  double dropout_prob = 0.01;  ///< the probability of each pixel, 0 to 1
  bool per_channel = false;    ///< true: chosen for each channel independently
  Fill fill = 0;

  void check() const {
    check_between(name, "dropout_prob", dropout_prob, 0.0, 1.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    recipe.add(ops::Impulse{.low_share = static_cast<float>(dropout_prob),
                            .low = fill,
                            .per_channel = per_channel,
                            .stream = draw.child("impulse").stream()},
               {"dropout_prob", dropout_prob});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const PixelDropout&))

VARY_NAMESPACE_END
