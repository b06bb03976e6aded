// SPDX-License-Identifier: MIT
// UniformNoise: uniform numbers added.
#pragma once

#include "vary/ops/noise/noise.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value + n, with independent numbers n uniform in [low, high].
struct UniformNoise {
  static constexpr const char* name = "UniformNoise";
  using Ops = OpTypes<ops::Noise>;
  Range<float> low{-0.1f, -0.1f};  ///< fraction of full scale, -10 to 10
  Range<float> high{0.1f, 0.1f};   ///< fraction of full scale, -10 to 10; all of it above or at `low`
  bool per_channel = true;         ///< false: the same number for all channels of a pixel
  bool clamp = true;               ///< false: floats are not clamped to [0, 1]

  void check() const {
    check_between(name, "low", low, -10.0f, 10.0f);
    check_between(name, "high", high, -10.0f, 10.0f);
    if (low.high > high.low) {
      refuse(name, "high", high.low, " can be below the low end of ", low.high, "; give ranges in order");
    }
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float from = draw(low);
    const float to = draw(high);
    recipe.add(ops::Noise{.mean = (from + to) / 2,
                          .sigma = (to - from) / 2,
                          .distribution = Distribution::uniform,
                          .per_channel = per_channel,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()},
               {"high", static_cast<double>(to)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const UniformNoise&))

VARY_NAMESPACE_END
