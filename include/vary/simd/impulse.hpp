// SPDX-License-Identifier: MIT
// Pixels replaced here and there: the job of Impulse.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out = low where the 16 random bits of a place are below `low_share`, high where they are 65536 -
/// `high_share` or more, else in. The shares are 65536 in all at most. Value i of row y takes number
/// n = (y * count + i) / share: bytes 2 n % 16 (the lower eight bits) and the next of block n / 8 of ARS-5
/// under the key child_stream(stream, 0).
template <Pixel T>
struct ReplaceSome {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< values in a row
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
