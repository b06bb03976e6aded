// SPDX-License-Identifier: MIT
// The middle value of a window: the job of Median.
#pragma once

#include <cstddef>

#include "vary/simd/window.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out(x, y) = the median of the window of (x, y), value by value. Windows are square, of odd size.
template <Pixel T>
struct MedianRows {
  WindowRows<T> in;
  std::byte* lines;  ///< room for median_lines() extended rows of line_stride, of median_lane_bytes()
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// Windows up to this size are sorted by networks; in larger ones values are counted.
inline constexpr std::size_t median_network = 5;

/// Rows that two neighbours need, their columns once they are sorted, and the constant.
constexpr std::size_t median_lines(std::size_t size) {
  return size + 1 + (size <= median_network ? 2 * size : 0) + 1;
}

/// Up to 15 x 15 values are counted in 8 bits.
template <Pixel T>
constexpr std::size_t median_lane_bytes(std::size_t size) {
  return sizeof(T) == 1 && size > 15 ? 2 : sizeof(T);
}

}  // namespace simd
VARY_NAMESPACE_END
