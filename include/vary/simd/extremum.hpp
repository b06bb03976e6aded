// SPDX-License-Identifier: MIT
// The larger or smaller of two neighbours: the job of Rank.
#pragma once

#include <cstddef>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// out[i] = max(in[i], in[i + offset]), or min, for `count` values in each of `row_count` rows. `out`
/// may be `in`.
template <Pixel T>
struct Extremum {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;
  std::size_t offset;
  bool maximum;
};

}  // namespace simd
VARY_NAMESPACE_END
