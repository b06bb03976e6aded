// SPDX-License-Identifier: MIT
// Shifts between the nodes of a grid: where the pixels of Displace are read.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/config.hpp"

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
  float* curves;              ///< room for shift_scratch(columns) values, all of them 0
};

/// The most lanes of 32 bits that any target has (SVE, 2048 bits): what room for a vector is.
inline constexpr std::size_t shift_lanes = 64;

/// Two rows of nodes blended, and four coefficients for each axis and cell: each with room for vectors more.
constexpr std::size_t shift_pitch(std::size_t columns) { return (columns / shift_lanes + 2) * shift_lanes; }
constexpr std::size_t shift_scratch(std::size_t columns) { return 10 * shift_pitch(columns); }

}  // namespace simd
VARY_NAMESPACE_END
