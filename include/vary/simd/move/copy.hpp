// SPDX-License-Identifier: MIT
// The jobs of Permute and of the reordering of channels. Pixels are opaque bytes here, so one kernel serves
// all types and channel counts.
#pragma once

#include <cstddef>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// `count` pixels of an output row: out[to + i] = in[from + step * i], with step 1, -1 or 0. A negative
/// `from` stands for the constant.
struct PixelRun {
  std::ptrdiff_t to;
  std::ptrdiff_t from;
  std::ptrdiff_t count;
  int step;
};

/// Output row y consists of `runs` of the input row rows[y], or of the constant if rows[y] is null.
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

/// out(y, x) = in(x, y) for `height` input rows of `width` pixels. Negative strides also flip the image.
struct TransposePixels {
  const std::byte* in;
  std::ptrdiff_t in_stride;  ///< bytes
  std::size_t width;
  std::size_t height;
  std::byte* out;
  std::ptrdiff_t out_stride;  ///< bytes
  std::size_t pixel_bytes;
};

/// Channel c of the output is channel order[c] of the input, for `count` pixels in each of `row_count` rows.
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
