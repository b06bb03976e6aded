// SPDX-License-Identifier: MIT
// Reading between the pixels: the job of Warp and Displace.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/pixel.hpp"
#include "vary/simd/sample/shift.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Source positions along output rows in 32.32 fixed point, where whole numbers are pixel centres: pixel
/// (x, y) reads start + x * step + y * turn. If `projective` it reads instead, rounded to 2^-20,
/// ((m[0] X + m[1] Y + m[2]) / w - 0.5, (m[3] X + m[4] Y + m[5]) / w - 0.5) with X = x + 0.5, Y = y + 0.5,
/// w = m[6] X + m[7] Y + 1, the entries being those of `map`. All positions stay below 2^30 pixels.
struct SampleGrid {
  std::int64_t x_start;
  std::int64_t x_step;
  std::int64_t x_turn;
  std::int64_t y_start;
  std::int64_t y_step;
  std::int64_t y_turn;
  bool projective = false;
  std::array<double, 8> map{};
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
  T* taps;                            ///< room for sample_scratch(channels) values
  float* fractions;                   ///< room for sample_fractions(channels) values
  const ShiftField* field = nullptr;  ///< positions are those of the pixels and its shifts, not of `grid`
  std::int64_t first_x = 0;           ///< the pixel of the output that is written first
  std::int64_t first_y = 0;
};

/// So many pixels are fetched, then blended: few enough for the first-level cache.
inline constexpr std::size_t sample_chunk = 128;

/// The pixels around a chunk, in four planes with room for a vector more in each, then a chunk of the
/// constant.
constexpr std::size_t sample_plane(std::size_t channels) { return (sample_chunk + 64) * channels + 64; }
constexpr std::size_t sample_scratch(std::size_t channels) { return 5 * sample_plane(channels); }
constexpr std::size_t sample_fractions(std::size_t channels) { return 2 * sample_plane(channels); }

}  // namespace simd
VARY_NAMESPACE_END
