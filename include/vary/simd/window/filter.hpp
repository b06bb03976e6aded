// SPDX-License-Identifier: MIT
// The job of Filter: sums over windows with any weights.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A position in a window: its row, and the offset in elements from the centre column.
struct FilterTap {
  std::size_t row;
  std::ptrdiff_t offset;
};

/// A group of taps with the same weight: their sum is multiplied once.
struct FilterTerm {
  std::size_t tap_count;  ///< 0 to filter_term_taps
  std::int32_t whole;     ///< the weight in units of 2^-shift, 16 bits
  float weight;           ///< the same as a real number
};

/// The largest number of taps in a term: the sum of 8-bit pixels fits in 15 bits, and that of 16-bit pixels
/// in a float without rounding.
inline constexpr std::size_t filter_term_taps = 128;

/// The largest number of elements by which kernels read and write past the end of a row.
inline constexpr std::size_t filter_block = 64;

/// The division of a row: only its ends need the border. A strip is {left margin, both ends with 2 * margin
/// elements each, right margin}. The strips of several rows are contiguous and filtered as one row.
struct FilterParts {
  bool narrow;        ///< the row is too short for two ends: a strip has the full row
  std::size_t strip;  ///< elements in a strip
  std::size_t rows;   ///< output rows that are filtered from strips at a time

  FilterParts(std::size_t elements, std::size_t margin, std::size_t window_height)
      : narrow(elements < 2 * margin + filter_block),
        strip(2 * margin + (narrow ? elements : 4 * margin)),
        rows(window_height + 15) {}
};

/// Output row y, in the rows [y, y + window_height) extended by margins, for each element:
///   total * middle + offset + sum over the terms of weight * (sum of taps - tap_count * middle);
/// for 8 bits in integer arithmetic: (bias + sum over the terms of whole * sum of taps) >> shift.
template <Pixel T>
struct FilterRows {
  const T* const* rows;
  std::size_t row_count;  ///< of the output
  std::size_t window_height;
  std::size_t elements;          ///< of a row
  std::size_t margin;            ///< elements by which a window extends beyond each end
  const std::uint32_t* margins;  ///< the indices of the elements left of a row, then those right of it
  const T* constant;             ///< if not null: `margin` elements to use instead
  const FilterTap* taps;         ///< of the first term, then of the second, ...
  std::size_t tap_count;
  const FilterTerm* terms;
  std::size_t term_count;  ///< even; the last term may have no taps
  int shift;
  std::int32_t bias;
  float total;
  float offset;           ///< in units of T
  bool keep_edge;         ///< copies the elements whose window extends beyond the image
  std::size_t first_row;  ///< of the image
  std::size_t image_rows;
  T* strips;          ///< scratch for FilterParts::rows + window_height strips
  T* results;         ///< scratch for filter_block elements and FilterParts::rows strips
  const T** sources;  ///< scratch for tap_count pointers
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

}  // namespace simd
VARY_NAMESPACE_END
