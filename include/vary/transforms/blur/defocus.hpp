// SPDX-License-Identifier: MIT
// Defocus: the mean of a disc.
#pragma once

#include "vary/core/math.hpp"
#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The blur of a lens that is out of focus: the mean of the pixels within `radius`, convolved with a Gaussian
/// that softens the rim of the disc and is cut off at one pixel, or at two for a radius above 8
/// (Albumentations).
struct Defocus {
  static constexpr const char* name = "Defocus";
  using Ops = OpTypes<ops::Filter>;
  Range<int> radius{3, 10};             ///< pixels, 0 (changes nothing) to 64
  Range<float> alias_blur{0.1f, 0.5f};  ///< sigma of the Gaussian in pixels, 0 (none) to 10
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
    // For each row of the Gaussian: the sum of its weights within one row of the disc.
    double gaussian[5] = {1}, gaussian_sum = 0;
    for (int i = -rim; i <= rim; ++i) {
      gaussian[i + rim] = sigma > 0 ? math::exp(-0.5 * i * i / (sigma * sigma)) : 1;
      gaussian_sum += gaussian[i + rim];
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
          for (int i = -rim; i <= rim; ++i) run += x + i >= -half && x + i <= half ? gaussian[i + rim] : 0;
          sum += run * gaussian[j + rim];
        }
        weights.push_back(static_cast<float>(sum / (pixels * gaussian_sum * gaussian_sum)));
      }
    }
    recipe.add(
        ops::Filter{.width = width, .height = width, .weights = weights, .border = border, .fill = fill},
        {"radius", static_cast<double>(disc)});
  }

  VARY_CALL_OPERATOR

 private:
  /// Row y of a disc consists of the pixels from -half_width to half_width; -1: none.
  static int half_width(int disc, int y) {
    int half = -1;
    while ((half + 1) * (half + 1) + y * y <= disc * disc) ++half;
    return half;
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Defocus&))

VARY_NAMESPACE_END
