// SPDX-License-Identifier: MIT
// Defocus: the mean over a disc.
#pragma once

#include <cstddef>

#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// As if the lens were out of focus: every point becomes a disc of pixels no farther than `radius`, with a
/// rim softened by a Gaussian that reaches one pixel, or two for a radius above 8.
struct Defocus {
  static constexpr const char* name = "Defocus";
  Range<int> radius{3, 10};             ///< pixels, 0 to 64
  Range<float> alias_blur{0.1f, 0.5f};  ///< sigma of the Gaussian in pixels, 0 (a hard rim) to 10
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "radius", radius, 0, 64);
    check_between(name, "alias_blur", alias_blur, 0.0f, 10.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int disc = draw(radius);
    const auto sigma = static_cast<double>(draw(alias_blur));
    if (disc == 0) return;
    const int rim = sigma > 0 ? (disc > 8 ? 2 : 1) : 0;
    const int width = 2 * (disc + rim) + 1;
    // One column of the Gaussian's weights at a time: those within a run of the disc are added up.
    double bell[5] = {1}, bell_sum = 0;
    for (int i = -rim; i <= rim; ++i) {
      bell[i + rim] = sigma > 0 ? math::exp(-0.5 * i * i / (sigma * sigma)) : 1;
      bell_sum += bell[i + rim];
    }
    double pixels = 0;
    for (int y = -disc; y <= disc; ++y) pixels += 2 * half_width(disc, y) + 1;
    ops::Filter::Weights weights;
    for (int y = -disc - rim; y <= disc + rim; ++y) {
      for (int x = -disc - rim; x <= disc + rim; ++x) {
        double sum = 0;
        for (int j = -rim; j <= rim; ++j) {
          const int half = half_width(disc, y + j);
          double run = 0;
          for (int i = -rim; i <= rim; ++i) run += x + i >= -half && x + i <= half ? bell[i + rim] : 0;
          sum += run * bell[j + rim];
        }
        weights.push_back(static_cast<float>(sum / (pixels * bell_sum * bell_sum)));
      }
    }
    recipe.add(
        ops::Filter{.width = width, .height = width, .weights = weights, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  /// How far row y of a disc reaches to either side; -1 outside.
  static int half_width(int disc, int y) {
    int half = -1;
    while ((half + 1) * (half + 1) + y * y <= disc * disc) ++half;
    return half;
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Defocus&))

VARY_NAMESPACE_END
