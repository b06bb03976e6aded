// SPDX-License-Identifier: MIT
// Pixels with three colours: the jobs of ColorMatrix, Hue and Contrast.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Rows of pixels with 3 or 4 channels; the fourth (alpha) is copied.
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

/// Three rows {red, green, blue, bias} in units of 2^-shift, 0 <= shift <= 14. The magnitudes of each row sum
/// to less than 2^15, so that sums of 16-bit pixels fit in 32 bits.
struct ColorWeights {
  std::array<int, 12> rows;
  int shift;
};

/// Colour i of the output = row i of the weights times (red, green, blue, white), rounded half up and clamped
/// to [0, white]. An output with one channel is the first row only.
template <Pixel T>
struct MixColors {
  ColorRows<T> rows;
  ColorWeights weights;
  std::size_t out_channels;  ///< 1, or the number of input channels
};

/// Adds `angle` to the hue, in units of 2^-16 sixths of a turn, 0 to 6 * 2^16 - 1; then adds to saturation
/// and value, as fractions of full scale, and clamps them. Grey stays grey.
template <Pixel T>
struct MoveHue {
  ColorRows<T> rows;
  std::uint32_t angle;
  float saturation;
  float value;
};

/// sums[c] = the sum of channel c in integer units, so that the order does not matter: exact for integers;
/// for floats in units of 2^-20, clamped to [-4, 4].
template <Pixel T>
struct SumChannels {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;
  std::size_t channels;
  std::int64_t* sums;
};

/// The units of a sum in full scale.
template <Pixel T>
inline constexpr double sum_unit = static_cast<double>(white<T>);
template <>
inline constexpr double sum_unit<float> = 0x1p20;

}  // namespace simd
VARY_NAMESPACE_END
