// SPDX-License-Identifier: MIT
// Gamma, ToneCurve, Posterize, Solarize: other shades for the same image.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/ops/point/posterize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value ^ gamma, of values clamped to [0, 1]: below 1 lighter, above 1 darker.
struct Gamma {
  static constexpr const char* name = "Gamma";
  Range<float> gamma{0.8f, 1.2f};  ///< 0.01 to 100; 1 changes nothing

  void check() const { check_between(name, "gamma", gamma, 0.01f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const { recipe.add(ops::Curve{.exponent = draw(gamma)}); }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// A smooth curve from 0 to 0 and from 1 to 1: a Bezier curve over the values whose inner control points, at
/// 1/3 and 2/3, get the heights 1/3 and 2/3 plus normal numbers of deviation `scale`, clamped to [0, 1]
/// (Albumentations' RandomToneCurve, which starts from 1/4 and 3/4 and so never leaves an image as it is).
struct ToneCurve {
  static constexpr const char* name = "ToneCurve";
  float scale = 0.1f;        ///< 0 (changes nothing) to 1
  bool per_channel = false;  ///< a curve for each channel, which shifts colours

  void check() const { check_between(name, "scale", scale, 0.0f, 1.0f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    if (scale == 0) return;
    ops::Curve curve{.segments = {}, .per_channel = per_channel};
    for (int c = 0; c < (per_channel ? shape.channels : 1); ++c) {
      const float low = height(draw, 1.0 / 3);
      const float high = height(draw, 2.0 / 3);
      curve.segments.push_back(
          {.gain = 3 * low, .square = 3 * high - 6 * low, .cube = 3 * low - 3 * high + 1});
    }
    recipe.add(curve);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  [[nodiscard]] float height(Draw& draw, double middle) const {
    const double value = draw.normal(middle, static_cast<double>(scale));
    return static_cast<float>(value < 0 ? 0 : (value > 1 ? 1 : value));
  }
};

/// The highest bits of each value, the others zero; floats become floor(value 2^bits) / 2^bits.
struct Posterize {
  static constexpr const char* name = "Posterize";
  Range<int> bits{4, 4};  ///< 1 to 16; as many as a pixel has, or more, leave it

  void check() const { check_between(name, "bits", bits, 1, 16); }
  void sample(Draw& draw, Shape, Recipe& recipe) const { recipe.add(ops::Posterize{draw(bits)}); }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// 1 - value from `threshold` on, the value itself below.
struct Solarize {
  static constexpr const char* name = "Solarize";
  Range<float> threshold{0.5f, 0.5f};  ///< 0 (the negative) to 1 (white turns black)

  void check() const { check_between(name, "threshold", threshold, 0.0f, 1.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Curve{.segments = {{.from = 0}, {.from = draw(threshold), .gain = -1, .bias = 1}}});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Gamma&))
VARY_COMPILE_ONCE(void TransformList::push_back(const ToneCurve&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Posterize&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Solarize&))

VARY_NAMESPACE_END
