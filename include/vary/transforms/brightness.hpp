// SPDX-License-Identifier: MIT
// Brightness, Contrast, BrightnessContrast: lighter or darker, harder or softer.
#pragma once

#include "vary/ops/statistics/contrast.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * value (torchvision).
struct Brightness {
  static constexpr const char* name = "Brightness";
  Range<float> factor{0.8f, 1.2f};  ///< 0 (black) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Curve{.segments = {{.gain = draw(factor)}}});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// factor * value + (1 - factor) * mean, with the mean grey of the image (torchvision).
struct Contrast {
  static constexpr const char* name = "Contrast";
  Range<float> factor{0.8f, 1.2f};  ///< 0 (flat grey) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const { recipe.add(ops::Contrast{draw(factor)}); }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// (1 + contrast) * value + brightness, with brightness in fractions of full scale: without a look at the
/// image (Albumentations' RandomBrightnessContrast).
struct BrightnessContrast {
  static constexpr const char* name = "BrightnessContrast";
  Range<float> brightness{-0.2f, 0.2f};  ///< -1 (black) to 1 (white); 0 changes nothing
  Range<float> contrast{-0.2f, 0.2f};    ///< -1 (flat) to 99; 0 changes nothing

  void check() const {
    check_between(name, "brightness", brightness, -1.0f, 1.0f);
    check_between(name, "contrast", contrast, -1.0f, 99.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float light = draw(brightness);
    recipe.add(ops::Curve{.segments = {{.gain = 1 + draw(contrast), .bias = light}}});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Brightness&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Contrast&))
VARY_COMPILE_ONCE(void TransformList::push_back(const BrightnessContrast&))

VARY_NAMESPACE_END
