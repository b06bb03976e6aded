// SPDX-License-Identifier: MIT
// What jobs that look at windows read: rows, and what lies left and right of them.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"
#include "vary/simd/move/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The window of output pixel (x, y) lies in rows[y .. y + window_height), each extended to both sides, over
/// window_width pixels from place x of the extended row on.
template <Pixel T>
struct WindowRows {
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
};

/// Elements between extended rows that are kept in scratch memory: whole lines of the cache.
template <Pixel T>
constexpr std::size_t line_stride(const WindowRows<T>& in) {
  return ((in.width + in.window_width - 1) * in.channels + 63) / 64 * 64;
}

}  // namespace simd
VARY_NAMESPACE_END
