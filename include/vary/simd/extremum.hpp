// SPDX-License-Identifier: MIT
// The largest or smallest value of a window: the job of Rank.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"
#include "vary/simd/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out row y = for each value the maximum, or minimum, of rows[y .. y + window_height), extended to both
/// sides, over window_width pixels from its own place on.
template <Pixel T>
struct ExtremumRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t window_width;
  std::size_t left;  ///< pixels of the margin before a row
  std::size_t width;
  std::size_t channels;
  const PixelRun* margins;  ///< what lies left and right of a row, in pixels of the extended row
  std::size_t margin_count;
  const T* constant;  ///< one pixel
  T* lines;           ///< room for two extended rows
  T* suffixes;        ///< for windows above extremum_direct rows: room for as many rows
  bool maximum;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// Windows of so many rows are looked at row by row; taller ones share what neighbours have in common.
inline constexpr std::size_t extremum_direct = 9;

}  // namespace simd
VARY_NAMESPACE_END
