// SPDX-License-Identifier: MIT
// The job of Box.
#pragma once

#include <cstddef>
#include <type_traits>

#include "vary/core/pixel.hpp"
#include "vary/simd/move/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Pixel x of output row y is the mean of the rows [y, y + window_height), extended by margins, in the pixels
/// [x, x + window_width) of the extended rows; integers are rounded half up.
template <Pixel T>
struct BoxRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t window_width;
  std::size_t width;
  std::size_t channels;
  const PixelRun* margins;  ///< the pixels left and right of a row, in positions of the extended row
  std::size_t margin_count;
  const T* constant;  ///< one pixel
  std::byte* memory;  ///< scratch for box_memory() bytes, 64-byte aligned
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// Windows up to this size in both directions are summed directly; larger ones share sums between pixels.
inline constexpr std::size_t box_direct = 15;

constexpr bool box_is_direct(std::size_t width, std::size_t height) {
  return width <= box_direct && height <= box_direct;
}

/// The size in bytes of a line of a kernel, padded by a vector.
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
