// SPDX-License-Identifier: MIT
// GaussianBlur: convolution with a Gaussian.
#pragma once

#include "vary/ops/window/convolve.hpp"
#include "vary/transforms/blur/gaussian_taps.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Convolution with a Gaussian: the weight at the distance d along each axis is exp(-d^2 / (2 sigma^2)), and
/// the weights are divided by their sum.
struct GaussianBlur {
  static constexpr const char* name = "GaussianBlur";
  using Ops = OpTypes<ops::Convolve>;
  Range<float> sigma{0.1f, 2.0f};  ///< pixels, 0 (changes nothing) to 100
  int size = 0;                    ///< of the window in pixels, odd, up to 1023; 0: radius 3.5 sigma
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "sigma", sigma, 0.0f, 100.0f);
    check_between(name, "size", size, 0, 1023);
    if (size != 0 && size % 2 == 0) {
      refuse(name, "size", size, " has no middle; give an odd number, or 0");
    }
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto deviation = static_cast<double>(draw(sigma));
    const int radius = size == 0 ? static_cast<int>(3.5 * deviation) : size / 2;
    if (deviation <= 0 || radius == 0) return;
    const ops::Convolve::Taps taps = detail::gaussian_taps(deviation, radius);
    recipe.add(ops::Convolve{.across = taps, .down = taps, .border = border, .fill = fill},
               {"sigma", deviation});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GaussianBlur&))

VARY_NAMESPACE_END
