// SPDX-License-Identifier: MIT
// One value in, one value out: the jobs of Curve and Posterize.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// bias + gain * x + square * x^2 + cube * x^3, from `from` up to the next segment; in fractions of full
/// scale.
struct Segment {
  float from = 0;
  float gain = 1;
  float bias = 0;
  float square = 0;
  float cube = 0;
  friend bool operator==(const Segment&, const Segment&) = default;
};

/// Rows of pixels, values of which are looked at one by one.
template <Pixel T>
struct ValueRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;  ///< pixels
  std::size_t channels;
  bool keep_alpha;  ///< of four channels, copy the fourth
};

/// out = the curve of the channel at in^exponent; clamped to [0, white] for integers always.
template <Pixel T>
struct ApplyCurve {
  ValueRows<T> rows;
  const Segment* segments;
  std::size_t segment_count;  ///< of one curve
  std::size_t curve_count;    ///< 1 for all channels, or one for each
  float exponent;
  bool clamp;    ///< floats too
  T* tables;     ///< 8 bits: room for 256 values of each curve; others need none
  void* scaled;  ///< 16 bits and floats: room for all segments; 8 bits need none
};

/// out = tables[channel][in]: of 8 and 16 bits, every value is its own index; floats are clamped to [0, 1]
/// and take that of the nearest of 65535 steps.
template <Pixel T>
struct LookUp {
  ValueRows<T> rows;
  const T* tables;          ///< table_size<T> values each
  std::size_t table_count;  ///< 1 for all channels, or one for each
};

/// How many values are told apart, by tables and by counts.
template <Pixel T>
inline constexpr std::size_t table_size = sizeof(T) == 1 ? 256 : 65536;

/// The highest `bits` bits of each value; floats are clamped to [0, 1] and become floor(x 2^bits) / 2^bits,
/// the last of these steps at most.
template <Pixel T>
struct KeepBits {
  ValueRows<T> rows;
  int bits;
};

}  // namespace simd
VARY_NAMESPACE_END
