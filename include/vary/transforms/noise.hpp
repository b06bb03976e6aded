// SPDX-License-Identifier: MIT
// GaussianNoise, UniformNoise, LaplaceNoise and MultiplicativeNoise: grain.
#pragma once

#include "vary/ops/noise/noise.hpp"
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

/// value + n, with n evenly spread over the range, independent for each value. In fractions of full scale.
struct UniformNoise {
  static constexpr const char* name = "UniformNoise";
  Range<float> low{-0.1f, -0.1f};  ///< the range's ends, -10 to 10
  Range<float> high{0.1f, 0.1f};   ///< not below `low`
  bool per_channel = true;         ///< false: the channels of a pixel get the same noise
  bool clamp = true;               ///< false: floats may leave [0, 1]

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
                          .stream = draw.child("noise").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// value + mean + scale * n, with n of the density exp(-|n|) / 2 (Laplace): more small changes and more large
/// ones than GaussianNoise of the same deviation, which is 1.41 scale. In fractions of full scale.
struct LaplaceNoise {
  static constexpr const char* name = "LaplaceNoise";
  Range<float> scale{0.05f, 0.1f};  ///< 0 to 10
  Range<float> mean{0.0f, 0.0f};    ///< -10 to 10
  bool per_channel = true;          ///< false: the channels of a pixel get the same noise
  bool clamp = true;                ///< false: floats may leave [0, 1]

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
                          .stream = draw.child("noise").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// value * n, with n evenly spread over the range: one for the whole image, or of one's own for each pixel
/// (speckle), for each channel, or for each value.
struct MultiplicativeNoise {
  static constexpr const char* name = "MultiplicativeNoise";
  Range<float> multiplier{0.9f, 1.1f};  ///< 0 to 10
  bool per_channel = false;             ///< channels get numbers of their own
  bool elementwise = false;             ///< pixels do
  bool clamp = true;                    ///< false: floats may leave [0, 1]

  void check() const { check_between(name, "multiplier", multiplier, 0.0f, 10.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Noise{.mean = (multiplier.low + multiplier.high) / 2 - 1,
                          .sigma = (multiplier.high - multiplier.low) / 2,
                          .distribution = Distribution::uniform,
                          .multiplies = true,
                          .per_channel = per_channel,
                          .steady = !elementwise,
                          .clamp = clamp,
                          .stream = draw.child("noise").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GaussianNoise&))
VARY_COMPILE_ONCE(void TransformList::push_back(const UniformNoise&))
VARY_COMPILE_ONCE(void TransformList::push_back(const LaplaceNoise&))
VARY_COMPILE_ONCE(void TransformList::push_back(const MultiplicativeNoise&))

VARY_NAMESPACE_END
