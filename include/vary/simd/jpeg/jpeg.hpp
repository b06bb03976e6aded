// SPDX-License-Identifier: MIT
// The job of Compress: the loss of a JPEG file.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// The quantisation of the 64 coefficients of a block, row by row. 8 times a coefficient, plus `half`, is
/// divided by 8 * step: multiplied by `reciprocal`, then by `scale`, each time keeping the upper 16 bits.
/// `restore` is 16 * step.
struct JpegSteps {
  alignas(64) std::uint16_t half[64];
  alignas(64) std::uint16_t reciprocal[64];
  alignas(64) std::uint16_t scale[64];
  alignas(64) std::int16_t restore[64];
};

/// The scratch of an image, in words, and its pitch.
struct JpegScratch {
  std::int16_t* memory;
  std::size_t pitch;  ///< words from row to row: at least jpeg_pitch(width)
};

/// Rows are padded to the largest vectors of bytes, and have this many words before the first one.
inline constexpr std::size_t jpeg_margin = 32;
constexpr std::size_t jpeg_pitch(std::size_t width) { return (width + 63) / 64 * 64 + 2 * jpeg_margin; }
/// The number of rows of words: 17 for each of three planes, 4 for sums of two rows of chroma, 12 for bytes.
inline constexpr std::size_t jpeg_rows = 3 * 17 + 4 + 12;

/// out = in after JPEG compression and decompression, which works on 8 bits for all types. Three channels are
/// converted to luma and chroma, with half of the columns and rows of chroma if `subsampled`; the fourth of
/// four channels is copied; any other number of channels are compressed as separate grey images.
template <Pixel T>
struct CompressRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t width;
  std::size_t height;
  std::size_t channels;
  const JpegSteps* luma;
  const JpegSteps* chroma;
  bool subsampled;
  JpegScratch scratch;
};

}  // namespace simd
VARY_NAMESPACE_END
