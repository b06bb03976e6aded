// SPDX-License-Identifier: MIT
// Mean and standard deviation of noise.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/core/image.hpp"
#include "vary/core/pixel.hpp"

namespace tests {

/// Mean and standard deviation.
struct Moments {
  double mean;
  double deviation;
};

/// Those of the difference of two images, in fractions of full scale.
template <class T>
Moments moments(const vary::Image<T>& noisy, const vary::Image<T>& clean) {
  double sum = 0, squares = 0;
  const auto count = static_cast<double>(clean.shape().elements());
  for (std::size_t i = 0; i < clean.shape().elements(); ++i) {
    const double change = (static_cast<double>(noisy.data()[i]) - static_cast<double>(clean.data()[i])) /
                          static_cast<double>(vary::white<T>);
    sum += change;
    squares += change * change;
  }
  return {sum / count, std::sqrt(squares / count - sum / count * (sum / count))};
}

}  // namespace tests
