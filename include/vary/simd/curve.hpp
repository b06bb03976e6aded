// SPDX-License-Identifier: MIT
// One value in, one value out: the jobs of Curve.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// gain * x + bias, from `from` up to the next segment; in fractions of full scale.
struct Segment {
  float from = 0;
  float gain = 1;
  float bias = 0;
  friend bool operator==(const Segment&, const Segment&) = default;
};

/// out = curve(in), clamped to [0, white], for `count` values in each of `row_count` rows; with
/// `skip_alpha`, every fourth value is copied.
template <Pixel T>
struct ApplyCurve {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;
  const Segment* segments;
  std::size_t segment_count;
  bool skip_alpha;
};

}  // namespace simd
VARY_NAMESPACE_END
