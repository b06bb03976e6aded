// SPDX-License-Identifier: MIT
// The job of Convolve: a separable convolution.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/simd/move/copy.hpp"
#include "vary/simd/window/box.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Weights in units of 2^-14 that sum to one, for sums of 16-bit numbers: pairs of consecutive terms, the
/// first in the low half. If the weights are symmetric, term 0 is the middle and term k the two values at
/// distance k.
struct IntegerWeights {
  const std::int32_t* pairs;  ///< null if there are none
  bool symmetric;
};

/// A band of a separable convolution: output row y is the sum of the rows [y, y + down_taps) weighted by
/// `down`, extended by margins, then weighted by `across` along the row.
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
  const PixelRun* margins;  ///< the pixels left and right of a row, in positions of the extended row
  std::size_t margin_count;
  const float* constant;      ///< one pixel
  float* line;                ///< scratch for convolve_memory() floats, 64-byte aligned
  IntegerWeights whole_down;  ///< for integer arithmetic with 8 bits; both or none
  IntegerWeights whole_across;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// True if the sums fit in 16 bits.
template <Pixel T>
bool fits_int16(const ConvolveRows<T>& job) {
  return job.whole_down.pairs != nullptr && job.whole_down.symmetric && job.whole_across.symmetric &&
         box_is_direct(job.across_taps, job.down_taps);
}

/// The number of floats that a job needs for lines, with any weights.
template <Pixel T>
constexpr std::size_t convolve_memory(std::size_t width, std::size_t channels, std::size_t across_taps,
                                      std::size_t down_taps) {
  const std::size_t line = (width + across_taps) * channels;
  if (sizeof(T) > 1 || !box_is_direct(across_taps, down_taps)) return line;
  const std::size_t short_bytes =
      line_bytes(channels) + box_memory<T>(width, channels, across_taps, down_taps);
  const std::size_t floats = short_bytes / sizeof(float);
  return floats > line ? floats : line;
}

}  // namespace simd
VARY_NAMESPACE_END
