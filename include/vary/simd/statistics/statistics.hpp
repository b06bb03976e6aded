// SPDX-License-Identifier: MIT
// What an image is made of: the jobs of Equalize and AutoContrast.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/point/curve.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// counts[c * table_size<T> + v] = how often channel c has the value v; of floats, how often v is the nearest
/// of 65535 steps from 0 to 1.
template <Pixel T>
struct CountValues {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  std::uint32_t* counts;  ///< zeros before
};

/// least[c] and most[c] = the smallest and the largest value of channel c; what is not a number does not
/// count.
template <Pixel T>
struct FindExtremes {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  T* least;
  T* most;
};

}  // namespace simd
VARY_NAMESPACE_END
