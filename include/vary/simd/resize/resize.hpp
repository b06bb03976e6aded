// SPDX-License-Identifier: MIT
// The jobs of Resize.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The weights to resize one axis: output i is the sum over k of weights[i * taps + k] * input[first[i] + k].
/// For 8-bit pixels they are integers that sum to 2^resize_weight_bits; or, with ResizeRows::two_taps, only
/// the weight of the second tap of each output, in units of 2^-15 (0 if there is one tap).
template <Pixel T>
struct AxisWeights {
  using Weight = std::conditional_t<std::is_same_v<T, std::uint8_t>, std::int16_t, float>;
  const int* first;
  const Weight* weights;
  std::size_t taps;
};

inline constexpr int resize_weight_bits = 14;

/// A separable resize: vertically, then horizontally.
template <Pixel T>
struct ResizeRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  std::size_t in_width;
  std::size_t channels;
  AxisWeights<T> down;
  AxisWeights<T> across;
  bool two_taps;  ///< at most two taps with weights in [0, 1]; only for 8-bit pixels
  std::size_t out_width;
  std::size_t out_height;
  std::byte* room;  ///< scratch for resize_scratch() bytes, 64-byte aligned
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// The mean of 2x2 pixels of 8 bits, rounded half up: the same result as ResizeRows.
struct HalveRows {
  const std::uint8_t* in;
  std::ptrdiff_t in_stride;
  std::size_t channels;
  std::size_t out_width;
  std::size_t out_height;
  std::uint8_t* out;
  std::ptrdiff_t out_stride;
};

/// out(x, y) = in(columns[x], rows[y]), in bytes.
struct PickPixels {
  const std::byte* in;
  std::ptrdiff_t in_stride;
  const int* columns;
  const int* rows;
  std::size_t pixel_bytes;
  std::size_t out_width;
  std::size_t out_height;
  std::byte* out;
  std::ptrdiff_t out_stride;
};

/// The padding in bytes after each array in scratch: kernels read and write vectors past the end.
inline constexpr std::size_t resize_slack = 192;

/// The scratch of a ResizeRows in bytes: a line between both directions and, for 8 bits, tables for the
/// horizontal direction.
template <Pixel T>
constexpr std::size_t resize_scratch(std::size_t in_width, std::size_t out_width, std::size_t channels,
                                     std::size_t across_taps) {
  if (!std::is_same_v<T, std::uint8_t>) return in_width * channels * sizeof(float) + resize_slack;
  constexpr std::size_t vector = 64, parts = 8;
  const std::size_t widest = in_width > 2 * out_width ? in_width : 2 * out_width;
  const std::size_t lines = widest * channels * (sizeof(std::int16_t) + 2);
  const std::size_t gathered = out_width * channels * 3 * sizeof(std::int16_t);
  const std::size_t shuffled = channels > 32 ? 0 : out_width * 2 * vector * ((across_taps + 1) / 2);
  return lines + (gathered > shuffled ? gathered : shuffled) + out_width * sizeof(int) +
         parts * (vector + resize_slack);
}

}  // namespace simd
VARY_NAMESPACE_END
