// SPDX-License-Identifier: MIT
// The job of Unsharp.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The amount that stands for 1.
inline constexpr int unsharp_unit = 1 << 14;

/// out = in + (in - smooth) * amount / unsharp_unit where |in - smooth| > threshold, else in; integers are
/// rounded half up and clamped.
template <Pixel T>
struct UnsharpRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  const T* smooth;
  std::ptrdiff_t smooth_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< values in a row
  int amount;         ///< 1 to unsharp_unit
  float threshold;    ///< in units of T, at most white; an integer for integer types
};

}  // namespace simd
VARY_NAMESPACE_END
