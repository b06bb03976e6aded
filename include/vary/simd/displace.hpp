// SPDX-License-Identifier: MIT
// Reading where a smooth field says: the job of Displace.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/border.hpp"
#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Shifts between nodes on a grid, a cubic or a linear function of the place in each of its cells. A cell has
/// `reach` nodes on each axis, the first of which has the cell's own number.
struct ShiftField {
  const float* nodes;  ///< shifts along x, row by row, then those along y; with room for a vector more
  std::size_t columns;
  std::size_t rows;
  std::size_t reach;          ///< 4: uniform cubic B-spline, 2: linear
  double scale;               ///< pixels to one unit of the nodes
  double spacing;             ///< rows from node to node, 1 or more
  const std::int32_t* cells;  ///< of each column its cell, in steps of 0 and 1; with room for a vector more
  const float* places;        ///< of each column the place in its cell, 0 to 1; the same
};

/// The most lanes of 32 bits that any target has (SVE, 2048 bits): what room for a vector is.
inline constexpr std::size_t shift_lanes = 64;

/// out = in at the pixel's own place and the shift, in 256ths of a pixel, there, between the four pixels
/// around, or from the nearest.
template <Pixel T>
struct DisplaceRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::int64_t width;        ///< of input and output
  std::int64_t height;
  std::size_t channels;
  Border border;
  const T* constant;  ///< one pixel
  ShiftField field;
  bool nearest;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  float* curves;              ///< room for shift_room(columns) values, all of them 0
  T* taps;                    ///< room for displace_taps(channels) values
  float* fractions;           ///< room for displace_fractions(channels) values
};

/// So many pixels are fetched, then blended: few enough for the first-level cache.
inline constexpr std::size_t displace_chunk = 128;

/// Two rows of nodes blended, and four coefficients for each axis and cell: each with room for vectors more.
constexpr std::size_t shift_pitch(std::size_t columns) { return (columns / shift_lanes + 2) * shift_lanes; }
constexpr std::size_t shift_room(std::size_t columns) { return 10 * shift_pitch(columns); }

/// The pixels around a chunk, in four planes with room for a vector more in each.
constexpr std::size_t displace_plane(std::size_t channels) { return displace_chunk * channels + 64; }
constexpr std::size_t displace_taps(std::size_t channels) { return 4 * displace_plane(channels); }
constexpr std::size_t displace_fractions(std::size_t channels) { return 2 * displace_plane(channels); }

}  // namespace simd
VARY_NAMESPACE_END
