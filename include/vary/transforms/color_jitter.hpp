// SPDX-License-Identifier: MIT
// ColorJitter: brightness, contrast, saturation and hue.
#pragma once

#include <array>
#include <span>

#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/statistics/contrast.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/ops/point/hue.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Four moves in random order (as listed, if all fields are single values), each clamped (torchvision):
/// values times `brightness`; away from the mean grey of the image by `contrast`; away from the grey of the
/// pixel by `saturation`; round the colour circle by `hue` turns. Saturation and hue need three channels, or
/// four, of which alpha stays.
struct ColorJitter {
  static constexpr const char* name = "ColorJitter";
  Range<float> brightness{1, 1};  ///< 0 (black) to 100; 1 changes nothing
  Range<float> contrast{1, 1};    ///< 0 (flat grey) to 100; 1 changes nothing
  Range<float> saturation{1, 1};  ///< 0 (grey) to 100; 1 changes nothing
  Range<float> hue{0, 0};         ///< -0.5 to 0.5 turns; 0 changes nothing

  void check() const {
    check_between(name, "brightness", brightness, 0.0f, 100.0f);
    check_between(name, "contrast", contrast, 0.0f, 100.0f);
    check_between(name, "saturation", saturation, 0.0f, 100.0f);
    check_between(name, "hue", hue, -0.5f, 0.5f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const bool needs_color = saturation != Range<float>(1) || hue != Range<float>(0);
    if (needs_color) detail::check_color(name, shape);
    const float light = draw(brightness);
    const float spread = draw(contrast);
    const float color = draw(saturation);
    const float turns = draw(hue);
    std::array<int, 4> order{0, 1, 2, 3};
    const bool fixed = brightness.fixed() && contrast.fixed() && saturation.fixed() && hue.fixed();
    if (!fixed) draw.shuffle(std::span(order.data(), order.size()));
    for (const int step : order) {
      if (step == 0) recipe.add(ops::Curve{.segments = {{.from = 0, .gain = light, .bias = 0}}});
      if (step == 1) recipe.add(ops::Contrast{spread});
      if (step == 2 && needs_color) recipe.add(ops::saturation(color));
      if (step == 3 && needs_color) recipe.add(ops::Hue{turns});
    }
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ColorJitter&))

VARY_NAMESPACE_END
