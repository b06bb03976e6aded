// SPDX-License-Identifier: MIT
// The job of blend().
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The weight that stands for 1.
inline constexpr int blend_unit = 1 << 15;

/// out = first + (second - first) * weight / blend_unit, rounded half up for integers.
template <Pixel T>
struct BlendRows {
  const T* first;
  std::ptrdiff_t first_stride;  ///< elements
  const T* second;
  std::ptrdiff_t second_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< values in a row
  int weight;         ///< of the second image, 1 to blend_unit - 1
};

}  // namespace simd
VARY_NAMESPACE_END
