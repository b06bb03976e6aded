// SPDX-License-Identifier: MIT
// Pixels replaced here and there: the job of Impulse.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/noise/numbered.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = low where the 16 random bits of a place are below `low_share`, high where they are 65536 -
/// `high_share` or more, else in. The shares are 65536 in all at most. Value v of the image takes number n
/// = v / share: bytes 2 n % 16 (the lower eight bits) and the next of block n / 8 of ARS-5 under the key
/// child_stream(stream, 0).
template <Pixel T>
struct ReplaceSome {
  NumberedRows<T> rows;
  std::size_t share;  ///< neighbours that take the same number: 1, or the channels
  std::size_t channels;
  const T* low;  ///< a pixel
  const T* high;
  std::uint32_t low_share;
  std::uint32_t high_share;
  Stream stream;
};

}  // namespace simd
VARY_NAMESPACE_END
