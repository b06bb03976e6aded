// SPDX-License-Identifier: MIT
// The three colours of a pixel together: the jobs of ColorMatrix, Hue and Contrast.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Rows of pixels with 3 channels or 4, of which the last is copied.
template <Pixel T>
struct ColorRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;     ///< pixels
  std::size_t channels;  ///< 3 or 4
};

/// Three rows of red, green, blue and bias in steps of 2^-shift, 0 <= shift <= 14. In each row the magnitudes
/// add up to less than 2^15, so that sums of 16-bit pixels fit 32 bits.
struct ColorWeights {
  std::array<int, 12> rows;
  int shift;
};

/// out colour i = row i of the weights times (red, green, blue, white), rounded half up, clamped to [0, white].
/// With one channel out, the first row alone, which needs no alpha.
template <Pixel T>
struct MixColors {
  ColorRows<T> rows;
  ColorWeights weights;
  std::size_t out_channels;  ///< 1, or as many as come in
};

/// Hue moved by `angle` in steps of 2^-16 sixths of a turn, 0 to 6 * 2^16 - 1; then saturation and value by
/// fractions of full scale, clamped. What has no saturation gets none.
template <Pixel T>
struct MoveHue {
  ColorRows<T> rows;
  std::uint32_t angle;
  float saturation;
  float value;
};

/// sums[c] = the sum of channel c in whole units: of integers exact, of floats in steps of 2^-20 and between
/// -4 and 4. Whole numbers add up to the same in any order.
template <Pixel T>
struct SumChannels {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  std::int64_t* sums;
};

/// What a sum counts in one of full scale.
template <Pixel T>
inline constexpr double sum_unit = static_cast<double>(white<T>);
template <>
inline constexpr double sum_unit<float> = 0x1p20;

}  // namespace simd
VARY_NAMESPACE_END
