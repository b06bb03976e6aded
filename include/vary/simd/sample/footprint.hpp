// SPDX-License-Identifier: MIT
// The job of a Warp that is antialiased, or has a smooth interpolation: weighted sums around each position.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/sample/sample.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The weights along one axis. For a position p, where integers are pixel centres, the pixels
/// floor(p + shift) + k with 0 <= k < taps are read. Their weights are in row 2^phase_bits * (fraction of
/// p + shift) of the table, interpolated linearly between two rows.
struct FootprintAxis {
  const float* weights;  ///< 2^phase_bits + 1 rows of `stride`
  std::size_t taps;
  std::size_t stride;  ///< a multiple of 4; elements after the taps are 0
  int phase_bits;      ///< 0 to 16
  std::int64_t shift;  ///< 32.32 fixed point
};

/// out = the weighted sum of the pixels around each position of `grid`, first vertically, then horizontally.
template <Pixel T>
struct FootprintRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::int64_t width;
  std::int64_t height;
  std::size_t channels;
  Border border;
  const T* constant;  ///< one pixel
  SampleGrid grid;
  FootprintAxis across;
  FootprintAxis down;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t out_width;
  std::size_t row_count;
  std::size_t chunk;     ///< the number of pixels processed together, at most sample_chunk
  std::int64_t* places;  ///< scratch for 2 * chunk
  float* weights;        ///< scratch for chunk * (across.stride + down.stride)
  float* sums;           ///< scratch for chunk * footprint_row() + footprint_slack
  float* line;           ///< scratch for chunk pixels
  T* patch;              ///< scratch for down.taps * footprint_row() + footprint_slack
  std::int64_t first_x;  ///< the position of the first output pixel
  std::int64_t first_y;
};

/// The values in a row of a window, few enough for many rows to fit in the first-level cache. Vectors may
/// reach into the next row; after the last one there are footprint_slack values.
constexpr std::size_t footprint_row(const FootprintAxis& across, std::size_t channels) {
  return (across.taps * channels + 15) / 16 * 16;
}
inline constexpr std::size_t footprint_slack = 64;

}  // namespace simd
VARY_NAMESPACE_END
