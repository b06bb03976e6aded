// SPDX-License-Identifier: MIT
// The number of pixels that an erasing transform has changed.
#pragma once

#include <cstdint>

#include "vary/core/image.hpp"

namespace tests {

/// The number of pixels with another value.
inline int changed_pixels(const vary::Image<std::uint8_t>& copy, const vary::Image<std::uint8_t>& photo) {
  int count = 0;
  for (int y = 0; y < photo.height(); ++y) {
    for (int x = 0; x < photo.width(); ++x) count += copy.at(x, y) != photo.at(x, y) ? 1 : 0;
  }
  return count;
}

}  // namespace tests
