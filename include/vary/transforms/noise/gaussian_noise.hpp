// SPDX-License-Identifier: MIT
// GaussianNoise: normal numbers added.
#pragma once

#include "vary/ops/noise/noise.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value + mean + sigma * n, with independent numbers n of the standard normal distribution.
struct GaussianNoise {
  static constexpr const char* name = "GaussianNoise";
  using Ops = OpTypes<ops::Noise>;
  Range<float> sigma{0.1f, 0.1f};  ///< fraction of full scale, 0 to 10
  Range<float> mean{0.0f, 0.0f};   ///< fraction of full scale, -10 to 10
  bool per_channel = true;         ///< false: the same number for all channels of a pixel
  bool clamp = true;               ///< false: floats are not clamped to [0, 1]

  void check() const {
    check_between(name, "sigma", sigma, 0.0f, 10.0f);
    check_between(name, "mean", mean, -10.0f, 10.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float deviation = draw(sigma);
    const float shift = draw(mean);
    const Strength strength = deviation > 0 ? Strength{"sigma", static_cast<double>(deviation)}
                                            : Strength{"mean", static_cast<double>(shift)};
    recipe.add(ops::Noise{.mean = shift,
                          .sigma = deviation,
                          .per_channel = per_channel,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()},
               strength);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GaussianNoise&))

VARY_NAMESPACE_END
