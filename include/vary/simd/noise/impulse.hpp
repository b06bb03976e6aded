// SPDX-License-Identifier: MIT
// The job of Impulse: replacing random pixels.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/noise/numbered.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = low where the 16 random bits of a value are below `low_share`, high where they are at least
/// 65536 - `high_share`, else in; low_share + high_share <= 65536. Value v of the image takes the random bits
/// n = v / share: byte 2 n % 16 (low) and the next one (high) of block n / 8 of ARS-5 under the key
/// child_stream(stream, 0).
template <Pixel T>
struct ReplaceSome {
  NumberedRows<T> rows;
  std::size_t share;  ///< consecutive values with the same random bits: 1, or the number of channels
  std::size_t channels;
  const T* low;  ///< a pixel
  const T* high;
  std::uint32_t low_share;
  std::uint32_t high_share;
  Stream stream;
};

}  // namespace simd
VARY_NAMESPACE_END
