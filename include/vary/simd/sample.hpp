// SPDX-License-Identifier: MIT
// Reading between the pixels: the job of Warp.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Source positions along output rows in 32.32 fixed point: pixel (x, y) reads
/// start + x * step + y * turn, where whole numbers are pixel centres.
struct SampleGrid {
  std::int64_t x_start;
  std::int64_t x_step;
  std::int64_t x_turn;
  std::int64_t y_start;
  std::int64_t y_step;
  std::int64_t y_turn;
};

/// out = in at the positions of `grid`, between the four pixels around each, or from the nearest.
template <Pixel T>
struct SampleRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::int64_t width;
  std::int64_t height;
  std::size_t channels;
  Border border;
  const T* constant;  ///< one pixel
  SampleGrid grid;
  bool nearest;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t out_width;
  std::size_t row_count;
  T* taps;                ///< room for sample_room(channels) values
  std::uint32_t* places;  ///< room for sample_room(channels) values
};

/// So many pixels are fetched, then blended: few enough for the first-level cache.
inline constexpr std::size_t sample_chunk = 128;

/// The pixels around a chunk, in four planes with room for a vector more in each.
constexpr std::size_t sample_plane(std::size_t channels) { return sample_chunk * channels + 64; }
constexpr std::size_t sample_room(std::size_t channels) { return 4 * sample_plane(channels); }

}  // namespace simd
VARY_NAMESPACE_END
