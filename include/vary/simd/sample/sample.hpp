// SPDX-License-Identifier: MIT
// The job of Warp and Displace: bilinear and nearest sampling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/pixel.hpp"
#include "vary/simd/sample/shift.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The source positions of output pixels, in 32.32 fixed point, where integers are pixel centres: pixel (x,
/// y) reads at start + x * step + y * turn. If `projective` it reads, rounded to 2^-20, at
/// ((m[0] X + m[1] Y + m[2]) / w - 0.5, (m[3] X + m[4] Y + m[5]) / w - 0.5) with m = map, X = x + 0.5,
/// Y = y + 0.5, w = m[6] X + m[7] Y + 1. The magnitude of all positions is below 2^30 pixels.
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

/// out = in at the positions of `grid`, by bilinear interpolation or from the nearest pixel.
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
  T* taps;                            ///< scratch for sample_scratch(channels) values
  float* fractions;                   ///< scratch for sample_fractions(channels) values
  const ShiftField* field = nullptr;  ///< if given, pixels read at their own position plus its shifts
  std::int64_t first_x = 0;           ///< the position of the first output pixel
  std::int64_t first_y = 0;
};

/// The number of pixels that are fetched and then interpolated: few enough for the first-level cache.
inline constexpr std::size_t sample_chunk = 128;

/// The scratch has the taps of a chunk in four planes, each padded by a vector, then a chunk of the constant.
constexpr std::size_t sample_plane(std::size_t channels) { return (sample_chunk + 64) * channels + 64; }
constexpr std::size_t sample_scratch(std::size_t channels) { return 5 * sample_plane(channels); }
constexpr std::size_t sample_fractions(std::size_t channels) { return 2 * sample_plane(channels); }

}  // namespace simd
VARY_NAMESPACE_END
