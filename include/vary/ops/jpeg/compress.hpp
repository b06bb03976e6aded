// SPDX-License-Identifier: MIT
// Compress: what a JPEG file leaves of an image.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/error.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/bound.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// The pixels that libjpeg reads from a file it has written: quality as `cjpeg -quality`, colours as YCbCr,
/// with `subsampled` chroma of half of the columns and rows. JPEG has 8 bits: other types are rounded to
/// them, and come back as multiples of 257 or 1/255. Alpha stays; with other than 3 or 4 channels each
/// is a grey image by itself.
struct Compress {
  static constexpr const char* name = "Compress";
  static constexpr const char* header = "vary/ops/jpeg/compress.hpp";

  int quality = 75;  ///< 1 to 100
  bool subsampled = true;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::global; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape) const {
    if (quality < 1 || quality > 100) {
      refuse(name, "quality", quality, quality < 1 ? " is below 1" : " is above 100", "; give 1 to 100");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("quality", self.quality);
    visit("subsampled", self.subsampled);
  }
  friend bool operator==(const Compress&, const Compress&) = default;
};

/// The steps of a quality from those of 50, which annex K of the standard has for examples.
inline void scale_steps(const std::array<std::uint8_t, 64>& base, int quality, simd::JpegSteps& steps) {
  const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  for (std::size_t i = 0; i < 64; ++i) {
    const int scaled = (base[i] * percent + 50) / 100;
    const int step = scaled < 1 ? 1 : (scaled > 255 ? 255 : scaled);
    // The reciprocal has 16 bits: 2^shift < divisor <= 2^(shift + 1). Rounded up it is exact for 15 bits.
    const int divisor = 8 * step;
    int shift = 2;
    while (2 << shift < divisor) ++shift;
    steps.half[i] = static_cast<std::uint16_t>(divisor / 2);
    steps.reciprocal[i] = static_cast<std::uint16_t>(((1 << (16 + shift)) + divisor - 1) / divisor);
    steps.scale[i] = static_cast<std::uint16_t>(1 << (16 - shift));
    steps.restore[i] = static_cast<std::int16_t>(16 * step);
  }
}

inline constexpr std::array<std::uint8_t, 64> luma_steps{
    16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,  //
    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,  //
    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,  //
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
inline constexpr std::array<std::uint8_t, 64> chroma_steps{
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,  //
    24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,  //
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,  //
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

template <Pixel T>
void apply(const Compress& op, ImageView<const T> in, ImageView<T> out) {
  simd::JpegSteps luma, chroma;
  scale_steps(luma_steps, op.quality, luma);
  scale_steps(chroma_steps, op.quality, chroma);
  const auto width = static_cast<std::size_t>(in.width());
  const std::size_t pitch = simd::jpeg_pitch(width);
  const Scratch<std::int16_t> words(pitch * simd::jpeg_rows);
  simd::run(simd::CompressRows<T>{in.data(), in.stride(), out.data(), out.stride(), width,
                                  static_cast<std::size_t>(in.height()),
                                  static_cast<std::size_t>(in.channels()), &luma, &chroma, op.subsampled,
                                  simd::JpegScratch{words.data(), pitch}});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Compress)

VARY_NAMESPACE_END
