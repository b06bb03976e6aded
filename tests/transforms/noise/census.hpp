// SPDX-License-Identifier: MIT
// Counts of white, black and unchanged pixels.
#pragma once

#include <algorithm>

#include "transforms/checks.hpp"

namespace tests {

/// The number of pixels that are white, black, changed in some channels only, and unchanged.
struct Census {
  int salt = 0, pepper = 0, mixed = 0, kept = 0;
};

/// Those of a copy of a grey image of 200 x 150 pixels.
template <class T, class X>
Census census(const X& transform, int channels, const vary::Key& key = {}) {
  const auto grey = static_cast<T>(vary::white<T> / 2);
  const auto copy = transform(tests::flat_image<T>({200, 150, channels}, grey), key);
  Census counts;
  for (int i = 0; i < 200 * 150; ++i) {
    const T* pixel = copy.data() + channels * i;
    const auto all = [&](T value) { return std::count(pixel, pixel + channels, value) == channels; };
    ++(all(vary::white<T>) ? counts.salt
       : all(T{0})         ? counts.pepper
       : all(grey)         ? counts.kept
                           : counts.mixed);
  }
  return counts;
}

}  // namespace tests
