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

/// Windows of 3 and 5 are sorted by networks, which keep sorted columns, or rows and pairs of these; in
/// larger ones values are counted. One line is for the constant; one for a row of the output that is not
/// wanted.
constexpr std::size_t median_lines(std::size_t size) {
  return size == 3 ? 4 + 6 + 1 : (size == 5 ? 4 + 15 + 20 + 2 : size + 1);
}

/// Up to 15 x 15 values are counted in 8 bits.
template <Pixel T>
constexpr std::size_t median_lane_bytes(std::size_t size) {
  return sizeof(T) == 1 && size > 15 ? 2 : sizeof(T);
}

}  // namespace simd
VARY_NAMESPACE_END
