// SPDX-License-Identifier: MIT
// MultiplicativeNoise: values times random numbers.
#pragma once

#include "vary/ops/noise/noise.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value * n, with n uniform in the range `multiplier`: one number for the whole image, for each channel, for
/// each pixel (speckle), or for each value (Albumentations).
struct MultiplicativeNoise {
  static constexpr const char* name = "MultiplicativeNoise";
  using Ops = OpTypes<ops::Noise>;
  Range<float> multiplier{0.9f, 1.1f};  ///< 0 to 10
  bool per_channel = false;             ///< true: a number for each channel
  bool elementwise = false;             ///< true: a number for each pixel
  bool clamp = true;                    ///< false: floats are not clamped to [0, 1]

  void check() const { check_between(name, "multiplier", multiplier, 0.0f, 10.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Noise{.mean = (multiplier.low + multiplier.high) / 2 - 1,
                          .sigma = (multiplier.high - multiplier.low) / 2,
                          .distribution = Distribution::uniform,
                          .multiplies = true,
                          .per_channel = per_channel,
                          .steady = !elementwise,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()},
               {"multiplier", static_cast<double>(multiplier.high)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MultiplicativeNoise&))

VARY_NAMESPACE_END
