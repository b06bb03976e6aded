// SPDX-License-Identifier: MIT
// ShotNoise: too little light.
#pragma once

#include "vary/ops/noise/poisson.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Each value as if counted in photons: scale times a Poisson number of mean value / scale. White is 1 /
/// scale photons on average, so the default shows as few as 3 to 10 in the brightest places. Dark places stay
/// calm, black stays black. Values are taken for light as they are, without a gamma.
struct ShotNoise {
  static constexpr const char* name = "ShotNoise";
  Range<float> scale{0.1f,
                     0.3f};  ///< the light of one photon, a fraction of full scale: 0.000001 to 10; or 0
  bool clamp = true;         ///< false: floats may leave [0, 1]

  void check() const {
    if (scale.low == 0 && scale.high == 0) return;
    check_between(name, "scale", scale, 1e-6f, 10.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float light = draw(scale);
    recipe.add(ops::Poisson{.scale = light, .clamp = clamp, .stream = draw.child("photons").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ShotNoise&))

VARY_NAMESPACE_END
