// SPDX-License-Identifier: MIT
// Noise: the jobs of Noise and jitter.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/distribution.hpp"
#include "vary/simd/noise/numbered.hpp"

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

/// out = in + change or, with `multiplies`, out = in * (1 + change), for change = mean + sigma * number, in
/// fractions of full scale. Value n of the image takes number n / share of the distribution and the stream; of
/// `steady` noise all rows and pixels take the numbers of the first pixel. Where 8 bits are added to, mean
/// and sigma are rounded to what arithmetic of 16 bits holds: sigma to 15 bits, the mean to a fraction of a
/// level that is the finer the smaller sigma is.
template <Pixel T>
struct AddNoise {
  NumberedRows<T> rows;
  std::size_t share;  ///< neighbours that take the same number: 1, or the channels
  std::size_t channels;
  Distribution distribution;
  Stream stream;
  float mean;
  float sigma;
  bool multiplies;
  bool steady;
  bool clamp;  ///< of float; integers always are
};

}  // namespace simd
VARY_NAMESPACE_END
