// SPDX-License-Identifier: MIT
// The test image.
#pragma once

#include <cmath>
#include <cstdint>
#include <vary/vary.hpp>

namespace benchmarks {

/// Something like a photo: gradients, edges, and a little noise.
template <vary::Pixel T>
vary::Image<T> image(vary::Shape shape) {
  vary::Image<T> image(shape.width, shape.height, shape.channels);
  std::uint32_t grain = 1;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const bool disc = std::hypot(x % 160 - 80, y % 160 - 80) < 50;
      for (int c = 0; c < shape.channels; ++c) {
        const double shade = 0.45 + 0.25 * std::sin(x / 31.0 + c) * std::cos(y / 23.0 - c);
        grain = grain * 1664525 + 1013904223;
        const double noise = grain * 0x1p-32 - 0.5;
        const double value = shade + (disc ? 0.1 * (c + 1) : 0) + 0.06 * noise;
        image.at(x, y, c) = vary::to_pixel<T>(value * static_cast<double>(vary::white<T>));
      }
    }
  }
  return image;
}

}  // namespace benchmarks
