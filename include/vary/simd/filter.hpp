// SPDX-License-Identifier: MIT
// Weighted sums over windows of any weights: the job of Filter.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A place in a window: its row, and how many elements it lies right of the middle.
struct FilterTap {
  std::size_t row;
  std::ptrdiff_t offset;
};

/// So many taps that have one weight: their plain sum is multiplied by it.
struct FilterTerm {
  std::size_t tap_count;  ///< 0 to filter_term_taps
  std::int32_t whole;     ///< the weight in steps of 2^-shift, of 16 bits
  float weight;           ///< the same as a fraction
};

/// A term has no more taps than keep the sum of 8-bit pixels in 15 bits, and that of 16-bit ones exact in a
/// float.
inline constexpr std::size_t filter_term_taps = 128;

/// Parts of rows are whole blocks of so many elements, for vectors of any length up to it.
inline constexpr std::size_t filter_block = 64;

/// How a row is divided: its ends need what lies beyond the edges, what is between them does not.
struct FilterParts {
  std::size_t edge;   ///< elements of either end that are taken from extended copies; 0: none
  bool narrow;        ///< no room for three parts: the whole row is extended
  std::size_t strip;  ///< elements of an extended copy: of both ends, or of the row

  FilterParts(std::size_t elements, std::size_t margin, bool keep_edge)
      : edge(keep_edge ? 0 : (margin + filter_block - 1) / filter_block * filter_block),
        narrow(elements < 2 * (keep_edge ? margin : edge) + filter_block) {
    const std::size_t longest = elements > filter_block ? elements : filter_block;
    strip = narrow ? longest + 2 * margin : 2 * (edge + 2 * margin);
  }
};

/// out row y = for each element total * middle + offset + sum over the terms of weight * (the sum of their
/// taps - as many times the middle), in rows[y .. y + window_height) extended to both sides. Of 8 bits in
/// whole numbers: (bias + sum over the terms of whole * the sum of their taps) >> shift.
template <Pixel T>
struct FilterRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t elements;           ///< of a row
  std::size_t margin;             ///< elements that a window reaches beyond either end
  const std::ptrdiff_t* margins;  ///< where those left of a row, then those right of it, are from; below 0:
                                  ///< -1 - c stands for element c of the constant
  const T* constant;              ///< one pixel
  const FilterTap* taps;          ///< those of the first term, then those of the second, ...
  std::size_t tap_count;
  const FilterTerm* terms;
  std::size_t term_count;  ///< even: one without taps may be the last
  int shift;
  std::int32_t bias;
  float total;
  float offset;       ///< in units of T
  bool keep_edge;     ///< elements whose window leaves the picture are copied
  T* strips;          ///< room for window_height extended copies of FilterParts::strip elements
  const T** sources;  ///< room for tap_count
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

}  // namespace simd
VARY_NAMESPACE_END
