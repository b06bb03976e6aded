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

/// out color i = m[4 i] red + m[4 i + 1] green + m[4 i + 2] blue + m[4 i + 3], clamped to [0, white]; in
/// fractions of full scale.
template <Pixel T>
struct MixColors {
  ColorRows<T> rows;
  std::array<float, 12> matrix;
};

/// Hue moved by `shift` turns in HSV, saturation and value kept.
template <Pixel T>
struct ShiftHue {
  ColorRows<T> rows;
  float shift;
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
