// SPDX-License-Identifier: MIT
// Weighted sums of the pixels around any position: the job of a Warp that is smooth, or makes smaller.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/sample/sample.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The weights of one axis by the fraction of a position. At position p, where whole numbers are pixel
/// centres, the pixels floor(p + shift) + k are read, for k below `taps`. Their weights stand in row
/// 2^phase_bits * (the fraction of p + shift) of the table; between two rows they are interpolated.
struct FootprintAxis {
  const float* weights;  ///< 2^phase_bits + 1 rows of `stride`
  std::size_t taps;
  std::size_t stride;  ///< a multiple of 4; what is behind the taps is 0
  int phase_bits;      ///< 0 to 16
  std::int64_t shift;  ///< in 32.32 bits
};

/// out = the pixels around the positions of `grid`, weighted by `down`, then by `across`.
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
  std::size_t chunk;     ///< so many pixels are worked on together, at most sample_chunk
  std::int64_t* places;  ///< room for 2 * chunk
  float* weights;        ///< room for chunk * (across.stride + down.stride)
  float* sums;           ///< room for chunk * footprint_row() + footprint_slack
  float* line;           ///< room for chunk pixels
  T* patch;              ///< room for down.taps * footprint_row() + footprint_slack
  std::int64_t first_x;  ///< the pixel of the output that is written first
  std::int64_t first_y;
};

/// The values in a row of a window: many rows fit the first-level cache. Vectors may reach into the next row,
/// and after the last one there is room for footprint_slack values.
constexpr std::size_t footprint_row(const FootprintAxis& across, std::size_t channels) {
  return (across.taps * channels + 15) / 16 * 16;
}
inline constexpr std::size_t footprint_slack = 64;

}  // namespace simd
VARY_NAMESPACE_END
