// SPDX-License-Identifier: MIT
// Weighted sums of rows and columns: the jobs of Convolve and Resize.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/simd/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Weights of 2^-14 that sum to one, for sums of 16-bit numbers: pairs of neighbouring terms, the first in
/// the low half. Where weights are symmetric, term 0 is the middle and term k joins those k to both sides of
/// it.
struct WholeWeights {
  const std::int32_t* pairs;  ///< null: none
  bool symmetric;
};

/// A band of a separable convolution: out row y = the rows rows[y .. y + down_taps) weighted by
/// `down`, extended to both sides, then weighted by `across` along the row.
template <Pixel T>
struct ConvolveRows {
  const T* const* rows;
  std::size_t row_count;
  const float* down;
  std::size_t down_taps;
  const float* across;
  std::size_t across_taps;
  std::size_t width;
  std::size_t channels;
  const PixelRun* margins;  ///< what lies left and right of a row, in pixels of the extended row
  std::size_t margin_count;
  const float* constant;    ///< one pixel
  float* line;              ///< room for width + across_taps - 1 pixels
  WholeWeights whole_down;  ///< of 8 bits, both or none: sums in whole numbers
  WholeWeights whole_across;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// The weights that make an axis of another length: output i is the sum over k of
/// weights[i * taps + k] * input[first[i] + k].
struct AxisWeights {
  const int* first;
  const float* weights;
  std::size_t taps;
};

/// A band of at most resize_band rows of a separable resize, from output row `first_row` on.
template <Pixel T>
struct ResizeRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t in_width;
  std::size_t channels;
  AxisWeights down;
  AxisWeights across;
  std::size_t first_row;
  std::size_t row_count;
  std::size_t out_width;
  float* lines;    ///< room for resize_band rows of in_width pixels
  float* columns;  ///< the same, plus one vector
  T* turned;       ///< room for out_width columns of resize_band pixels
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// So many rows are resized together that every channel count fills whole vectors.
inline constexpr std::size_t resize_band = 16;

}  // namespace simd
VARY_NAMESPACE_END
