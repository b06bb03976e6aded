// SPDX-License-Identifier: MIT
// Moving whole pixels: the jobs of Permute. Pixels are opaque runs of bytes here, so one kernel
// serves every type and every channel count.
#pragma once

#include <cstddef>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// `count` pixels of an output row, from pixel `to` on: those of the source row from `from` on, going
/// forwards (step 1), backwards (-1), or the same one over and over (0). A negative `from` stands for
/// the constant outside the image.
struct PixelRun {
  std::ptrdiff_t to;
  std::ptrdiff_t from;
  std::ptrdiff_t count;
  int step;
};

/// Output row y is made of `runs` taken from rows[y], or of the constant where rows[y] is null.
struct CopyRuns {
  const std::byte* const* rows;
  std::size_t row_count;
  const PixelRun* runs;
  std::size_t run_count;
  std::byte* out;
  std::ptrdiff_t out_stride;  ///< bytes
  std::size_t out_width;      ///< pixels
  std::size_t pixel_bytes;
  const std::byte* constant;  ///< one pixel
};

/// out(y, x) = in(x, y): `width` pixels of `height` input rows become `height` pixels of `width`
/// output rows. Strides may be negative, for a flip on the way.
struct TransposePixels {
  const std::byte* in;
  std::ptrdiff_t in_stride;  ///< bytes
  std::size_t width;
  std::size_t height;
  std::byte* out;
  std::ptrdiff_t out_stride;  ///< bytes
  std::size_t pixel_bytes;
};

/// out channel c = in channel order[c], for `count` pixels of each of `row_count` rows.
struct ReorderChannels {
  const std::byte* in;
  std::ptrdiff_t in_stride;  ///< bytes
  std::byte* out;
  std::ptrdiff_t out_stride;  ///< bytes
  std::size_t row_count;
  std::size_t count;
  std::size_t element_bytes;
  const int* order;
  std::size_t channels;
};

}  // namespace simd
VARY_NAMESPACE_END
