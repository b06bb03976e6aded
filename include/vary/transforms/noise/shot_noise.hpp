// SPDX-License-Identifier: MIT
// ShotNoise: the noise of counted photons.
#pragma once

#include "vary/ops/noise/poisson.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// scale * n, with independent numbers n of the Poisson distribution with the mean value / scale, as a sensor
/// counts photons: white is 1 / scale photons on average. The noise is small in dark regions, and black stays
/// black. Values count as linear light, without a gamma.
struct ShotNoise {
  static constexpr const char* name = "ShotNoise";
  using Ops = OpTypes<ops::Poisson>;
  Range<float> scale{0.1f, 0.3f};  ///< the value of one photon, a fraction of full scale: 0, or 1e-6 to 10
  bool clamp = true;               ///< false: floats are not clamped to [0, 1]

  void check() const {
    if (scale.low == 0 && scale.high == 0) return;
    check_between(name, "scale", scale, 1e-6f, 10.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float photon = draw(scale);
    recipe.add(ops::Poisson{.scale = photon, .clamp = clamp, .stream = draw.child("photons").stream()},
               {"scale", static_cast<double>(photon)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ShotNoise&))

VARY_NAMESPACE_END
