// SPDX-License-Identifier: MIT
// Normal noise: the jobs of Noise and jitter.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Standard normal numbers `first` .. `first + count` of the sequence {a, b}. Numbers 4n .. 4n + 3 come
/// from the Philox words w of block n: sqrt(-2 ln u) times cos and sin of an angle, u from w0 and the
/// angle from w1 for the first two, w2 and w3 for the others (Box and Muller).
struct FillNormal {
  std::uint64_t a;
  std::uint64_t b;
  std::uint64_t first;
  float* out;
  std::size_t count;
};

/// out = in + mean + sigma * normal, in fractions of full scale. Value i of row y takes number
/// y * row_numbers + i / share of the sequence {a, b}.
template <Pixel T>
struct AddNormal {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;        ///< values in a row
  std::size_t share;        ///< neighbours that take the same number: 1, or the channels
  std::size_t row_numbers;  ///< numbers that a row takes
  std::uint64_t a;
  std::uint64_t b;
  float mean;
  float sigma;
  bool clamp;  ///< of float; integers always are
};

}  // namespace simd
VARY_NAMESPACE_END
