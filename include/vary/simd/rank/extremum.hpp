// SPDX-License-Identifier: MIT
// The jobs of Rank and Gradient: the maximum or minimum of a window.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"
#include "vary/simd/window/window.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out(x, y) = the maximum or minimum of the window of (x, y), for each channel.
template <Pixel T>
struct ExtremumRows {
  WindowRows<T> in;
  T* lines;     ///< scratch for two extended rows
  T* suffixes;  ///< scratch for window_height rows if it is above extremum_direct
  bool maximum;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// The largest window height that is processed row by row; taller ones share work between rows.
inline constexpr std::size_t extremum_direct = 9;

/// A rectangle in a window.
struct WindowPart {
  std::size_t row;
  std::size_t row_count;
  std::size_t column;
  std::size_t column_count;
};

/// The same for a window that is the union of two or more rectangles. Each one is taller and narrower than
/// the one before, and its columns are among those of that one. The last one is one pixel wide.
template <Pixel T>
struct ExtremumParts {
  WindowRows<T> in;
  const WindowPart* parts;
  std::size_t part_count;
  T* lines;         ///< scratch for window_height + part_count - 1 extended rows with line_stride()
  const T** terms;  ///< scratch for 2 * (window_width + window_height) pointers
  bool maximum;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// out = from - out, where out <= from; 0 for NaN.
template <Pixel T>
struct SubtractFrom {
  const T* from;
  std::ptrdiff_t from_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< elements in a row
};

}  // namespace simd
VARY_NAMESPACE_END
