// SPDX-License-Identifier: MIT
// Light counted photon by photon: the job of Poisson.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/noise/numbered.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = scale * k with a Poisson number k of mean in / scale, in fractions of full scale. Value n of the
/// image takes number n. Up to a mean of 12, k is how many of the cumulated probabilities lie at
/// or below the highest 24 bits of word n % 4 of block n / 4 of ARS-5 under the key child_stream(stream, 2).
/// Beyond, k = floor(y + 1/2) with y = m + s z + (z^2 - 1) / 6 + (z - z^3) / (72 s), s^2 = m - 1/12 and
/// number z of the normal distribution and the stream: mean and variance are m, the skewness is right too.
template <Pixel T>
struct DrawPoisson {
  NumberedRows<T> rows;
  Stream stream;
  float scale;
  bool clamp;  ///< of float; integers always are
};

}  // namespace simd
VARY_NAMESPACE_END
