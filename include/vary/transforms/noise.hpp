// SPDX-License-Identifier: MIT
// GaussianNoise: grain.
#pragma once

#include "vary/ops/noise.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value + mean + sigma * n, with normal n, independent for each value. In fractions of full scale.
struct GaussianNoise {
  static constexpr const char* name = "GaussianNoise";
  Range<float> sigma{0.1f, 0.1f};  ///< 0 to 10
  Range<float> mean{0.0f, 0.0f};   ///< -10 to 10
  bool per_channel = true;         ///< false: the channels of a pixel get the same noise
  bool clamp = true;               ///< false: floats may leave [0, 1]

  void check() const {
    check_between(name, "sigma", sigma, 0.0f, 10.0f);
    check_between(name, "mean", mean, -10.0f, 10.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float deviation = draw(sigma);
    const float shift = draw(mean);
    recipe.add(ops::Noise{.mean = shift,
                          .sigma = deviation,
                          .per_channel = per_channel,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GaussianNoise&))

VARY_NAMESPACE_END
