// SPDX-License-Identifier: MIT
// MotionBlur: the mean along a line.
#pragma once

#include <cmath>

#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// As if the camera had moved in a straight line while the shutter was open: the mean over a line through the
/// pixel, from one side of a square window to the other. Between two pixels the line is shared by both, in
/// 256ths.
struct MotionBlur {
  static constexpr const char* name = "MotionBlur";
  Range<int> size{3, 7};         ///< window in pixels, both ends odd, 1 (leaves the image) to 255
  Range<float> degrees{0, 360};  ///< of the line: 0 is level, positive turns counter-clockwise
  /// Where the line is heaviest: 1 its end in the direction of `degrees`, -1 the other one, 0 nowhere.
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
    // The line steps by whole pixels along the axis that it is nearer to.
    const double right = math::cos_degrees(angle), down = -math::sin_degrees(angle);
    const bool level = std::fabs(right) >= std::fabs(down);
    const double slope = level ? down / right : right / down;
    const double ahead = (level ? right : down) < 0 ? -forward : forward;
    const auto add = [&](int along, int across, double weight) {
      if (weight == 0) return;
      const int x = level ? along : across, y = level ? across : along;
      weights[static_cast<std::size_t>((y + reach) * width + x + reach)] += static_cast<float>(weight);
    };
    for (int i = -reach; i <= reach; ++i) {
      const double weight = (1 + ahead * i / reach) / width;
      const double across = math::round_half_up(256 * slope * i) / 256;
      const double share = across - std::floor(across);
      add(i, static_cast<int>(std::floor(across)), weight * (1 - share));
      add(i, static_cast<int>(std::floor(across)) + 1, weight * share);
    }
    recipe.add(
        ops::Filter{.width = width, .height = width, .weights = weights, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MotionBlur&))

VARY_NAMESPACE_END
