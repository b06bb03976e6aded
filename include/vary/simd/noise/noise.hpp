// SPDX-License-Identifier: MIT
// The jobs of Noise and of jitter().
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/distribution.hpp"
#include "vary/simd/noise/numbered.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Writes the standard normal numbers [first, first + count) of the sequence {a, b}. The numbers 4 n to
/// 4 n + 3 come from the Philox words w of block n (Box-Muller): sqrt(-2 ln u) times the cosine and sine of
/// an angle, with u from w0 and the angle from w1 for the first two, w2 and w3 for the others.
struct FillNormal {
  std::uint64_t a;
  std::uint64_t b;
  std::uint64_t first;
  float* out;
  std::size_t count;
};

/// out = in + noise or, with `multiplies`, out = in * (1 + noise), where noise = mean + sigma * sample, in
/// fractions of full scale. Value n of the image takes sample n / share of the distribution and the stream;
/// `steady` noise repeats the samples of the first pixel for all pixels. For addition to 8 bits, mean and
/// sigma are quantised for 16-bit arithmetic: sigma to 15 bits, the mean to a fraction of a pixel value that
/// becomes smaller with sigma.
template <Pixel T>
struct AddNoise {
  NumberedRows<T> rows;
  std::size_t share;  ///< consecutive values with the same sample: 1, or the number of channels
  std::size_t channels;
  Distribution distribution;
  Stream stream;
  float mean;
  float sigma;
  bool multiplies;
  bool steady;
  bool clamp;  ///< for float; integers are always clamped
};

}  // namespace simd
VARY_NAMESPACE_END
