// SPDX-License-Identifier: MIT
// WindowRows: the input of jobs that read windows.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"
#include "vary/simd/move/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The window of output pixel (x, y) has the rows [y, y + window_height), extended by margins, and the pixels
/// [x, x + window_width) of the extended rows.
template <Pixel T>
struct WindowRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t window_width;
  std::size_t left;  ///< pixels in the left margin
  std::size_t width;
  std::size_t channels;
  const PixelRun* margins;  ///< the pixels left and right of a row, in positions of the extended row
  std::size_t margin_count;
  const T* constant;  ///< one pixel
};

/// The stride of extended rows in scratch, in elements: a multiple of a cache line.
template <Pixel T>
constexpr std::size_t line_stride(const WindowRows<T>& in) {
  return ((in.width + in.window_width - 1) * in.channels + 63) / 64 * 64;
}

}  // namespace simd
VARY_NAMESPACE_END
