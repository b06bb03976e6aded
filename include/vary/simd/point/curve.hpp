// SPDX-License-Identifier: MIT
// The pointwise jobs of Curve and Posterize.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// bias + gain * x + square * x^2 + cube * x^3 for x >= from, up to the next segment; in fractions of full
/// scale.
struct Segment {
  float from = 0;
  float gain = 1;
  float bias = 0;
  float square = 0;
  float cube = 0;
  friend bool operator==(const Segment&, const Segment&) = default;
};

/// The input and output rows of a pointwise job.
template <Pixel T>
struct ValueRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t width;  ///< pixels
  std::size_t channels;
  bool keep_alpha;  ///< copies the fourth of four channels
};

/// out = curve[channel](in^exponent), clamped to [0, white]; floats only if `clamp`.
template <Pixel T>
struct ApplyCurve {
  ValueRows<T> rows;
  const Segment* segments;
  std::size_t segment_count;  ///< in each curve
  std::size_t curve_count;    ///< 1 for all channels, or one for each channel
  float exponent;
  bool clamp;    ///< floats too
  T* tables;     ///< scratch for 256 values of each curve; 8 bits only
  void* scaled;  ///< scratch for all segments; 16 bits and floats only
};

/// out = tables[channel][in]. For floats the index is in * 65535, with in clamped to [0, 1], rounded half up.
template <Pixel T>
struct LookUp {
  ValueRows<T> rows;
  const T* tables;          ///< table_size<T> values each
  std::size_t table_count;  ///< 1 for all channels, or one for each channel
};

/// The number of entries of a table, and of bins of a histogram.
template <Pixel T>
inline constexpr std::size_t table_size = sizeof(T) == 1 ? 256 : 65536;

/// Keeps the high `bits` bits of each value. Floats are clamped to [0, 1] and become
/// min(floor(x 2^bits), 2^bits - 1) / 2^bits.
template <Pixel T>
struct KeepBits {
  ValueRows<T> rows;
  int bits;
};

}  // namespace simd
VARY_NAMESPACE_END
