// SPDX-License-Identifier: MIT
// The weights of a Gaussian, for GaussianBlur and UnsharpMask.
#pragma once

#include "vary/core/math.hpp"
#include "vary/ops/window/convolve.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The weights exp(-d^2 / (2 sigma^2)) for d from -radius to radius, divided by their sum.
inline ops::Convolve::Taps gaussian_taps(double sigma, int radius) {
  const auto weight = [&](int distance) { return math::exp(-0.5 * distance * distance / (sigma * sigma)); };
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) sum += weight(i);
  ops::Convolve::Taps taps;
  for (int i = -radius; i <= radius; ++i) taps.push_back(static_cast<float>(weight(i) / sum));
  return taps;
}

}  // namespace detail
VARY_NAMESPACE_END
