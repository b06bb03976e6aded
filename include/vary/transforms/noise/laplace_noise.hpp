// SPDX-License-Identifier: MIT
// LaplaceNoise: numbers of the Laplace distribution added.
#pragma once

#include "vary/ops/noise/noise.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value + mean + scale * n, with independent numbers n of the Laplace distribution, whose density is
/// exp(-|n|) / 2. The standard deviation is sqrt(2) scale.
struct LaplaceNoise {
  static constexpr const char* name = "LaplaceNoise";
  using Ops = OpTypes<ops::Noise>;
  Range<float> scale{0.05f, 0.1f};  ///< fraction of full scale, 0 to 10
  Range<float> mean{0.0f, 0.0f};    ///< fraction of full scale, -10 to 10
  bool per_channel = true;          ///< false: the same number for all channels of a pixel
  bool clamp = true;                ///< false: floats are not clamped to [0, 1]

  void check() const {
    check_between(name, "scale", scale, 0.0f, 10.0f);
    check_between(name, "mean", mean, -10.0f, 10.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float size = draw(scale);
    const float shift = draw(mean);
    recipe.add(ops::Noise{.mean = shift,
                          .sigma = size,
                          .distribution = Distribution::laplace,
                          .per_channel = per_channel,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()},
               {"scale", static_cast<double>(size)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const LaplaceNoise&))

VARY_NAMESPACE_END
