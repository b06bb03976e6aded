// SPDX-License-Identifier: MIT
// The jobs of Equalize and AutoContrast: histogram and extremes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/point/curve.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// counts[c * table_size<T> + v] += the number of times that channel c has the value v. Floats are clamped to
/// [0, 1] and v is the value * 65535, rounded half up.
template <Pixel T>
struct CountValues {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  std::uint32_t* counts;  ///< initially 0
};

/// least[c] and most[c] = the smallest and the largest value of channel c; NaN is ignored.
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
