// SPDX-License-Identifier: MIT
// ShiftField: the displacement of Displace, interpolated between the nodes of a grid.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Shifts that are a cubic or a linear function in each cell of a grid. Cell i depends on the nodes i to
/// i + reach - 1 along each axis.
struct ShiftField {
  const float* nodes;  ///< shifts along x, row by row, then those along y; padded by a vector
  std::size_t columns;
  std::size_t rows;
  std::size_t reach;          ///< 4: uniform cubic B-spline, 2: linear
  double scale;               ///< pixels per unit of the nodes
  double spacing;             ///< rows from node to node, at least 1
  const std::int32_t* cells;  ///< the cell of each column, in steps of 0 or 1; padded by a vector
  const float* places;        ///< the position of each column in its cell, in [0, 1]; padded by a vector
  float* curves;              ///< scratch for shift_scratch(columns) values, initially 0
};

/// The largest number of 32-bit lanes (SVE, 2048 bits): the padding by a vector.
inline constexpr std::size_t shift_lanes = 64;

/// The scratch has an interpolated row of nodes and four coefficients per cell for each axis, each padded.
constexpr std::size_t shift_pitch(std::size_t columns) { return (columns / shift_lanes + 2) * shift_lanes; }
constexpr std::size_t shift_scratch(std::size_t columns) { return 10 * shift_pitch(columns); }

}  // namespace simd
VARY_NAMESPACE_END
