// SPDX-License-Identifier: MIT
// Weighted sums at other places than pixels have: the job of Resize.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

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
