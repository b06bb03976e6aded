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

/// Kernels read, and write where they write again later, so many elements at a time at most.
inline constexpr std::size_t filter_block = 64;

/// How a row is divided: its ends need what lies beyond the edges, what is between them does not. A strip
/// holds both ends, with as many elements again to the inside, between what lies beyond the edges. Strips of
/// several rows follow each other and are filtered as if they were one row.
struct FilterParts {
  bool narrow;        ///< no room for ends: a strip holds the whole row
  std::size_t strip;  ///< elements of one
  std::size_t rows;   ///< of the output that are made from strips at a time

  FilterParts(std::size_t elements, std::size_t margin, std::size_t window_height)
      : narrow(elements < 2 * margin + filter_block),
        strip(2 * margin + (narrow ? elements : 4 * margin)),
        rows(window_height + 15) {}
};

/// out row y = for each element total * middle + offset + sum over the terms of weight * (the sum of their
/// taps - as many times the middle), in rows[y .. y + window_height) extended to both sides. Of 8 bits in
/// whole numbers: (bias + sum over the terms of whole * the sum of their taps) >> shift.
template <Pixel T>
struct FilterRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t elements;          ///< of a row
  std::size_t margin;            ///< elements that a window reaches beyond either end
  const std::uint32_t* margins;  ///< which elements of a row stand left of it, then those right of it
  const T* constant;             ///< where it is not null: `margin` elements that stand there instead
  const FilterTap* taps;         ///< those of the first term, then those of the second, ...
  std::size_t tap_count;
  const FilterTerm* terms;
  std::size_t term_count;  ///< even: one without taps may be the last
  int shift;
  std::int32_t bias;
  float total;
  float offset;           ///< in units of T
  bool keep_edge;         ///< elements whose window leaves the image are copied
  std::size_t first_row;  ///< of the image
  std::size_t image_rows;
  T* strips;          ///< room for FilterParts::rows + window_height strips
  T* results;         ///< room for filter_block elements and FilterParts::rows strips
  const T** sources;  ///< room for tap_count
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

}  // namespace simd
VARY_NAMESPACE_END
