// SPDX-License-Identifier: MIT
// The job of Poisson: shot noise.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/noise/numbered.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = scale * k, in fractions of full scale, where k has the Poisson distribution with mean m = in /
/// scale. Value n of the image takes sample n. For m <= 12, k is the number of cumulative probabilities that
/// are at most u, the high 24 bits of word n % 4 of block n / 4 of ARS-5 under the key child_stream(stream,
/// 2). Otherwise k = floor(y + 1/2) with y = m + s z + (z^2 - 1) / 6 + (z - z^3) / (72 s), s^2 = m - 1/12,
/// and sample z of the normal distribution and the stream (Cornish-Fisher expansion): mean, variance and
/// skewness are those of the Poisson distribution.
template <Pixel T>
struct DrawPoisson {
  NumberedRows<T> rows;
  Stream stream;
  float scale;
  bool clamp;  ///< for float; integers are always clamped
};

}  // namespace simd
VARY_NAMESPACE_END
