// SPDX-License-Identifier: MIT
// ColorJitter: brightness, contrast, saturation and hue.
#pragma once

#include <array>
#include <span>

#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/ops/point/hue.hpp"
#include "vary/ops/statistics/contrast.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The transforms Brightness, Contrast, Saturation and Hue in random order, each result clamped
/// (torchvision). If all fields are single values, the order is the one listed. Alpha does not change. Unless
/// saturation is 1 and hue 0, throws Error for images of other than 3 or 4 channels.
struct ColorJitter {
  static constexpr const char* name = "ColorJitter";
  using Ops = OpTypes<ops::Curve, ops::Contrast, ops::ColorMatrix, ops::Hue>;
  Range<float> brightness{1, 1};  ///< 0 (black) to 100; 1 changes nothing
  Range<float> contrast{1, 1};    ///< 0 (flat grey) to 100; 1 changes nothing
  Range<float> saturation{1, 1};  ///< 0 (grey) to 100; 1 changes nothing
  Range<float> hue{0, 0};         ///< in turns of the circle, -0.5 to 0.5; 0 changes nothing

  void check() const {
    check_between(name, "brightness", brightness, 0.0f, 100.0f);
    check_between(name, "contrast", contrast, 0.0f, 100.0f);
    check_between(name, "saturation", saturation, 0.0f, 100.0f);
    check_between(name, "hue", hue, -0.5f, 0.5f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const bool needs_color = saturation != Range<float>(1) || hue != Range<float>(0);
    if (needs_color) detail::check_color(name, shape);
    const float gain = draw(brightness);
    const float spread = draw(contrast);
    const float color = draw(saturation);
    const float turns = draw(hue);
    std::array<int, 4> order{0, 1, 2, 3};
    const bool fixed = brightness.fixed() && contrast.fixed() && saturation.fixed() && hue.fixed();
    if (!fixed) draw.shuffle(std::span(order.data(), order.size()));
    for (const int step : order) {
      if (step == 0) {
        recipe.add(ops::Curve{.segments = {{.from = 0, .gain = gain, .bias = 0}}},
                   {"brightness", static_cast<double>(gain)});
      }
      if (step == 1) recipe.add(ops::Contrast{spread}, {"contrast", static_cast<double>(spread)});
      if (step == 2 && needs_color) {
        recipe.add(ops::saturation(color), {"saturation", static_cast<double>(color)});
      }
      if (step == 3 && needs_color) recipe.add(ops::Hue{turns}, {"hue", static_cast<double>(turns)});
    }
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ColorJitter&))

VARY_NAMESPACE_END
