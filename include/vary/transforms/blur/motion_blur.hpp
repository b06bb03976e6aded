// SPDX-License-Identifier: MIT
// MotionBlur: the mean along a line.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/core/math.hpp"
#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The blur of a camera that moves in a straight line during the exposure: the mean along a line through the
/// pixel, from one side of a square window to the other. A point of the line between two pixels is divided
/// between them in steps of 1/256.
struct MotionBlur {
  static constexpr const char* name = "MotionBlur";
  using Ops = OpTypes<ops::Filter>;
  Range<int> size{3, 7};         ///< of the window in pixels, odd, 1 (changes nothing) to 255
  Range<float> degrees{0, 360};  ///< of the line, -360 to 360; 0 is horizontal, positive is counter-clockwise
  /// -1 to 1: 1 puts the largest weight at the end in the direction `degrees`, -1 at the other end, 0 at
  /// none.
  Range<float> direction = 0;
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_odd_between(name, "size", size, 1, 255);
    check_between(name, "degrees", degrees, -360.0f, 360.0f);
    check_between(name, "direction", direction, -1.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int width = draw_odd(draw, size), reach = width / 2;
    const auto angle = static_cast<double>(draw(degrees));
    const auto forward = static_cast<double>(draw(direction));
    if (reach == 0) return;
    ops::Filter::Weights weights;
    for (int k = 0; k < width * width; ++k) weights.push_back(0);
    // The line advances by one pixel along the axis that is closer to its direction.
    const double right = math::cos_degrees(angle), down = -math::sin_degrees(angle);
    const bool horizontal = std::fabs(right) >= std::fabs(down);
    const double slope = horizontal ? down / right : right / down;
    const double ahead = (horizontal ? right : down) < 0 ? -forward : forward;
    const auto add = [&](int along, int across, double weight) {
      if (weight == 0) return;
      const int x = horizontal ? along : across, y = horizontal ? across : along;
      weights[static_cast<std::size_t>((y + reach) * width + x + reach)] += static_cast<float>(weight);
    };
    for (int i = -reach; i <= reach; ++i) {
      const double weight = (1 + ahead * i / reach) / width;
      const double across = math::round_half_up(256 * slope * i) / 256;
      const double fraction = across - std::floor(across);
      add(i, static_cast<int>(std::floor(across)), weight * (1 - fraction));
      add(i, static_cast<int>(std::floor(across)) + 1, weight * fraction);
    }
    recipe.add(
        ops::Filter{.width = width, .height = width, .weights = weights, .border = border, .fill = fill},
        {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MotionBlur&))

VARY_NAMESPACE_END
