// SPDX-License-Identifier: MIT
// Pixels as the numbers that a network takes: the job of Pipeline::into().
#pragma once

#include <cstddef>

#include "vary/core/float16.hpp"
#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = in * gain + offset: multiplied, then added, each rounded to float, then to U, ties to even. What is
/// not a number becomes the quiet one without a sign.
template <Pixel T, TensorValue U>
struct WriteTensor {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;  ///< pixels
  std::size_t channels;
  const float* gain;    ///< one for each channel, in units of T: 1 / (white * deviation); finite
  const float* offset;  ///< one for each channel; finite
  U* out;
  std::ptrdiff_t out_row;    ///< elements from row to row
  std::ptrdiff_t out_plane;  ///< elements from one channel's plane to the next; 0: channels are interleaved
};

}  // namespace simd
VARY_NAMESPACE_END
