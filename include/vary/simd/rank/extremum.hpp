// SPDX-License-Identifier: MIT
// The largest or smallest value of a window: the jobs of Rank and Gradient.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"
#include "vary/simd/window/window.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out(x, y) = the maximum, or minimum, of the window of (x, y), value by value.
template <Pixel T>
struct ExtremumRows {
  WindowRows<T> in;
  T* lines;     ///< room for two extended rows
  T* suffixes;  ///< for windows above extremum_direct rows: room for as many rows
  bool maximum;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// Windows of so many rows are looked at row by row; taller ones share what neighbours have in common.
inline constexpr std::size_t extremum_direct = 9;

/// A rectangle within a window.
struct WindowPart {
  std::size_t row;
  std::size_t row_count;
  std::size_t column;
  std::size_t column_count;
};

/// The same for a window that is the union of two or more rectangles, each of which is taller than the one
/// before and narrower: it lies between its left and right side. The last one is one pixel wide.
template <Pixel T>
struct ExtremumParts {
  WindowRows<T> in;
  const WindowPart* parts;
  std::size_t part_count;
  T* lines;         ///< room for window_height + part_count - 1 extended rows of line_stride
  const T** terms;  ///< room for 2 (window_width + window_height)
  bool maximum;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// out = from - out, for values that are not above those of `from`; 0 for what is not a number.
template <Pixel T>
struct SubtractFrom {
  const T* from;
  std::ptrdiff_t from_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< elements of a row
};

}  // namespace simd
VARY_NAMESPACE_END
