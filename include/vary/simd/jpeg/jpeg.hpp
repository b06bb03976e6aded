// SPDX-License-Identifier: MIT
// Blocks of 8 by 8 values rounded as a JPEG file rounds them: the job of Compress.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// How the 64 coefficients of a block are rounded, those of one row of frequencies after the other. A
/// coefficient of 8 times its size, plus `half`, is divided by 8 * step: of 16 bits times `reciprocal`, then
/// times `scale`, the upper halves are kept. `restore` is 16 * step.
struct JpegSteps {
  alignas(64) std::uint16_t half[64];
  alignas(64) std::uint16_t reciprocal[64];
  alignas(64) std::uint16_t scale[64];
  alignas(64) std::int16_t restore[64];
};

/// Room for words that an image needs of scratch, and where its rows begin in it.
struct JpegScratch {
  std::int16_t* memory;
  std::size_t pitch;  ///< words from row to row: at least jpeg_pitch(width)
};

/// Columns are filled up to the longest vectors of bytes, and every row has some before its first.
inline constexpr std::size_t jpeg_margin = 32;
constexpr std::size_t jpeg_pitch(std::size_t width) { return (width + 63) / 64 * 64 + 2 * jpeg_margin; }
/// Rows of words: 17 of each of three planes, 4 more for sums of two rows of chroma, 12 for the bytes of
/// rows.
inline constexpr std::size_t jpeg_rows = 3 * 17 + 4 + 12;

/// The pixels that a JPEG file gives back. Three channels become luma and chroma, of which chroma has half of
/// the columns and rows if `subsampled`; of four the last is copied; of any other number each is a luma by
/// itself. Through 8 bits whatever the type.
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
