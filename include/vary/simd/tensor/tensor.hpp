// SPDX-License-Identifier: MIT
// The job of Pipeline::into(): pixels as the elements of a tensor.
#pragma once

#include <cstddef>

#include "vary/core/float16.hpp"
#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = in * gain + offset, multiplied and added in float with two roundings, then converted to U, ties to
/// even. NaN becomes the positive quiet NaN.
template <Pixel T, TensorValue U>
struct WriteTensor {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;  ///< pixels
  std::size_t channels;
  const float* gain;    ///< one for each channel: 1 / (white * deviation); finite
  const float* offset;  ///< one for each channel; finite
  U* out;
  std::ptrdiff_t out_row;    ///< elements from one row to the next
  std::ptrdiff_t out_plane;  ///< elements from one plane to the next; 0 if channels are interleaved
};

}  // namespace simd
VARY_NAMESPACE_END
