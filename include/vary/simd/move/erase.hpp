// SPDX-License-Identifier: MIT
// The jobs of Erase: copying an image except for rectangles.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A rectangle of pixels that is repeated as a grid: `columns` times with the spacing `step_x`, and `rows`
/// times with the spacing `step_y`.
struct Hole {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  int columns = 1;
  int rows = 1;
  int step_x = 0;
  int step_y = 0;
  friend constexpr bool operator==(const Hole&, const Hole&) = default;
};

/// out = in, except in the holes. Every copy of a hole must intersect the image.
struct HoledRows {
  const std::byte* in;
  std::ptrdiff_t in_stride;  ///< bytes
  std::byte* out;
  std::ptrdiff_t out_stride;  ///< bytes
  std::size_t row_count;
  std::size_t width;  ///< pixels
  std::size_t pixel_bytes;
  const Hole* holes;
  std::size_t hole_count;
};

/// Fills all holes with one colour.
struct FillHoles {
  HoledRows rows;
  const std::byte* pixel;  ///< the colour
  std::byte* line;         ///< scratch for `widest` pixels
  std::size_t widest;      ///< the width of the widest hole in pixels
};

/// The random bytes of a value. All types use the same bytes for their upper bits.
template <Pixel T>
inline constexpr std::size_t scatter_planes = sizeof(T) < 4 ? sizeof(T) : 3;

/// Fills the holes with values that are uniform in [0, white]. Value i of the image, counted row by row, has
/// one byte of each plane, the high byte from plane 0: byte i % 16 of block 2^62 * plane + i / 16 of the
/// sequence {a, b}. Value i of row y is value first + y * pitch + i of the image.
template <Pixel T>
struct ScatterHoles {
  HoledRows rows;
  std::uint64_t a;
  std::uint64_t b;
  std::uint64_t first;
  std::uint64_t pitch;  ///< values in a row of the full image
};

}  // namespace simd
VARY_NAMESPACE_END
