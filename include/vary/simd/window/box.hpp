// SPDX-License-Identifier: MIT
// Plain means of windows: the job of Box.
#pragma once

#include <cstddef>
#include <type_traits>

#include "vary/core/pixel.hpp"
#include "vary/simd/move/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out row y = for each value the mean of rows[y .. y + window_height), extended to both sides, over
/// window_width pixels from its own place on. Of integers half rounds up.
template <Pixel T>
struct BoxRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t window_width;
  std::size_t width;
  std::size_t channels;
  const PixelRun* margins;  ///< what lies left and right of a row, in pixels of the extended row
  std::size_t margin_count;
  const T* constant;  ///< one pixel
  std::byte* memory;  ///< 64-byte aligned, box_memory() of them
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// Windows up to so many pixels both ways are added pixel by pixel; in larger ones neighbours share their
/// sums.
inline constexpr std::size_t box_direct = 15;

constexpr bool box_is_direct(std::size_t width, std::size_t height) {
  return width <= box_direct && height <= box_direct;
}

/// Bytes of lines that a kernel fills, with room for a vector behind each.
constexpr std::size_t line_bytes(std::size_t bytes) { return (bytes + 127) / 64 * 64; }

template <Pixel T>
constexpr std::size_t box_memory(std::size_t width, std::size_t channels, std::size_t window_width,
                                 std::size_t window_height) {
  const std::size_t row = width * channels;
  const std::size_t extended = row + (window_width - 1) * channels;
  if (box_is_direct(window_width, window_height)) {
    return line_bytes(extended * sizeof(T)) + line_bytes(row * sizeof(T)) +
           (window_height + 1) * line_bytes(2 * row * sizeof(T));
  }
  const std::size_t suffixes = std::is_same_v<T, float> ? window_height + 1 : 0;
  return 2 * line_bytes(extended * sizeof(double)) + suffixes * line_bytes(row * sizeof(double)) +
         line_bytes(channels * sizeof(double));
}

}  // namespace simd
VARY_NAMESPACE_END
