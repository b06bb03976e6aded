// SPDX-License-Identifier: MIT
// Weighted sums of rows and columns: the job of Convolve.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/simd/window/box.hpp"
#include "vary/simd/move/copy.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Weights of 2^-14 that sum to one, for sums of 16-bit numbers: pairs of neighbouring terms, the first in
/// the low half. Where weights are symmetric, term 0 is the middle and term k joins those k to both sides of
/// it.
struct IntegerWeights {
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
  float* line;              ///< room for convolve_memory() of them, 64-byte aligned
  IntegerWeights whole_down;  ///< of 8 bits, both or none: sums in whole numbers
  IntegerWeights whole_across;
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// True for sums in 16 bits.
template <Pixel T>
bool whole_is_short(const ConvolveRows<T>& job) {
  return job.whole_down.pairs != nullptr && job.whole_down.symmetric && job.whole_across.symmetric &&
         box_is_direct(job.across_taps, job.down_taps);
}

/// Floats that a job needs for lines, whatever its weights.
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
