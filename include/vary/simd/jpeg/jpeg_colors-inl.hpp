// SPDX-License-Identifier: MIT
// Conversion between RGB and the luma and chroma of a JPEG file.
#if defined(VARY_SIMD_JPEG_COLORS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_JPEG_COLORS_INL_HPP
#undef VARY_SIMD_JPEG_COLORS_INL_HPP
#else
#define VARY_SIMD_JPEG_COLORS_INL_HPP
#endif

#include "vary/simd/jpeg/dct-inl.hpp"
#include "vary/simd/lanes/interleave-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// The working memory of a stripe of 16 rows. Row 0 of a plane is the last row of the previous stripe.
struct JpegStripe {
  int16_t* luma;
  int16_t* blue;
  int16_t* red;
  int16_t* sums[2];  // of two rows of blue and red chroma: 3 * nearer + farther
  size_t pitch;
  size_t width;   // pixels
  size_t padded;  // pixels, padded to full vectors
  bool subsampled;
  [[nodiscard]] size_t chroma_width() const { return subsampled ? (width + 1) / 2 : width; }
};

// The factors of JPEG colours in units of 2^-16. A factor that exceeds 16 bits is split into two.
inline constexpr int16_t luma_red = 19595, luma_green = 38470 - 16384, luma_rest = 16384, luma_blue = 7471;
inline constexpr int16_t blue_red = 11059, blue_green = 21709, red_green = 27439, red_blue = 5329;
// The chroma planes are computed with the opposite sign, so that the factor of a half fits in 16 bits.
inline constexpr int32_t minus_chroma = 32768 - (128 << 16);
// The inverse: green subtracts 22554 * blue and (65536 - 18734) * red, in units of 2^-16; red and blue have
// gains of 1 plus these in units of 2^-15.
inline constexpr int16_t green_blue = -22554, green_red = 18734, red_gain = 13173, blue_gain = 25298;

#if HWY_TARGET != HWY_SCALAR
using BlockBytes8 = hn::Repartition<uint8_t, BlockRow>;
using Bytes = hn::Vec<BlockBytes8>;

/// The number of pixels that are processed at a time.
HWY_INLINE size_t jpeg_step() { return hn::Lanes(BlockBytes8()); }

/// The even and the odd bytes as words.
HWY_INLINE void split_bytes(Bytes v, Words& even, Words& odd) {
  const BlockRow d;
  const hn::RebindToUnsigned<BlockRow> du;
  const auto pairs = hn::BitCast(du, v);
  even = hn::BitCast(d, hn::And(pairs, hn::Set(du, 255)));
  odd = hn::BitCast(d, hn::ShiftRight<8>(pairs));
}

/// The inverse, with saturation.
HWY_INLINE Bytes join_bytes(Words even, Words odd) {
  const BlockRow d;
  const BlockBytes8 bytes;
#if VARY_WORD_PAIRS
  static constexpr uint8_t order[16] = {0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15};
  static_cast<void>(d);
#if HWY_TARGET <= HWY_AVX3
  const Bytes packed{_mm512_packus_epi16(even.raw, odd.raw)};
#elif HWY_TARGET <= HWY_AVX2
  const Bytes packed{_mm256_packus_epi16(even.raw, odd.raw)};
#else
  const Bytes packed{_mm_packus_epi16(even.raw, odd.raw)};
#endif
  return hn::TableLookupBytes(packed, hn::LoadDup128(bytes, order));
#else
  const Words zero = hn::Zero(d), top = hn::Set(d, 255);
  even = hn::Min(hn::Max(even, zero), top);
  odd = hn::Min(hn::Max(odd, zero), top);
  return hn::BitCast(bytes, hn::Or(even, hn::ShiftLeft<8>(odd)));
#endif
}

/// The even and the odd words of two vectors with interleaved 128-bit blocks.
HWY_INLINE void split_words(Words low, Words high, Words& even, Words& odd) {
#if VARY_WORD_PAIRS
#if HWY_TARGET <= HWY_AVX3
  split_bytes(Bytes{_mm512_packus_epi16(low.raw, high.raw)}, even, odd);
#elif HWY_TARGET <= HWY_AVX2
  split_bytes(Bytes{_mm256_packus_epi16(low.raw, high.raw)}, even, odd);
#else
  split_bytes(Bytes{_mm_packus_epi16(low.raw, high.raw)}, even, odd);
#endif
#else
  const BlockRow d;
  even = hn::ConcatEven(d, high, low);
  odd = hn::ConcatOdd(d, high, low);
#endif
}

/// Luma, and chroma with the opposite sign.
HWY_INLINE void to_luma_chroma(Words r, Words g, Words b, Words& luma, Words& blue, Words& red) {
  const SumTag d;
  Words rg0, rg1, gb0, gb1;
  pair_up(r, g, rg0, rg1);
  pair_up(g, b, gb0, gb1);
  Sums low = hn::Set(d, dct_half), high = low;
  add_products(rg0, rg1, luma_red, luma_green, low, high);
  add_products(gb0, gb1, luma_rest, luma_blue, low, high);
  luma = upper_words(low, high);
  low = high = hn::Set(d, minus_chroma);
  add_products(rg0, rg1, blue_red, blue_green, low, high);
  add_products(gb0, gb1, 0, -32768, low, high);
  blue = upper_words(low, high);
  low = high = hn::Set(d, minus_chroma);
  add_products(rg0, rg1, -32768, red_green, low, high);
  add_products(gb0, gb1, 0, red_blue, low, high);
  red = upper_words(low, high);
}

/// Converts jpeg_step() pixels of a row: writes 16 times luma, and returns chroma with the opposite sign,
/// even and odd.
HWY_INLINE void split_pixels(const uint8_t* from, int16_t* luma, Words& blue0, Words& blue1, Words& red0,
                             Words& red1) {
  const BlockRow d;
  Bytes r, g, b;
  load_planes(BlockBytes8(), from, r, g, b);
  Words r0, r1, g0, g1, b0, b1, y0, y1;
  split_bytes(r, r0, r1);
  split_bytes(g, g0, g1);
  split_bytes(b, b0, b1);
  to_luma_chroma(r0, g0, b0, y0, blue0, red0);
  to_luma_chroma(r1, g1, b1, y1, blue1, red1);
  y0 = hn::ShiftLeft<4>(y0);
  y1 = hn::ShiftLeft<4>(y1);
  hn::Store(hn::InterleaveLower(d, y0, y1), d, luma);
  hn::Store(hn::InterleaveUpper(d, y0, y1), d, luma + hn::Lanes(d));
}

/// Converts the pixels from x on of two rows to the rows `y` and y + 1 of luma, and to chroma.
HWY_INLINE void split_block(const JpegStripe& stripe, const uint8_t* top, const uint8_t* bottom, size_t x,
                            size_t y) {
  const BlockRow d;
  Words blue0, blue1, red0, red1, blue2, blue3, red2, red3;
  int16_t* luma = stripe.luma + y * stripe.pitch + x;
  split_pixels(top, luma, blue0, blue1, red0, red1);
  split_pixels(bottom, luma + stripe.pitch, blue2, blue3, red2, red3);
  if (stripe.subsampled) {
    // As in libjpeg, halves are rounded down and up alternately.
    const Words bias = hn::BitCast(d, hn::Set(SumTag(), 0x20001));
    const Words mask = hn::Set(d, -16);
    const auto mean = [&](Words a, Words b, Words c, Words e) HWY_ATTR {
      const Words sum = hn::Sub(hn::Sub(bias, hn::Add(a, b)), hn::Add(c, e));
      return hn::And(hn::ShiftLeft<2>(sum), mask);
    };
    const size_t at = (y - 1) / 2 * stripe.pitch + stripe.pitch + x / 2;
    hn::Store(mean(blue0, blue1, blue2, blue3), d, stripe.blue + at);
    hn::Store(mean(red0, red1, red2, red3), d, stripe.red + at);
  } else {
    const auto store = [&](Words even, Words odd, int16_t* to) HWY_ATTR {
      even = hn::ShiftLeft<4>(hn::Neg(even));
      odd = hn::ShiftLeft<4>(hn::Neg(odd));
      hn::Store(hn::InterleaveLower(d, even, odd), d, to);
      hn::Store(hn::InterleaveUpper(d, even, odd), d, to + hn::Lanes(d));
    };
    const size_t at = y * stripe.pitch + x;
    store(blue0, blue1, stripe.blue + at);
    store(red0, red1, stripe.red + at);
    store(blue2, blue3, stripe.blue + at + stripe.pitch);
    store(red2, red3, stripe.red + at + stripe.pitch);
  }
}

/// The colours from luma and chroma - 128.
HWY_INLINE void to_colors(Words luma, Words blue, Words red, Words& r, Words& g, Words& b) {
  const BlockRow d;
  r = hn::Add(hn::Add(luma, red), hn::MulFixedPoint15(red, hn::Set(d, red_gain)));
  b = hn::Add(hn::Add(luma, blue), hn::MulFixedPoint15(blue, hn::Set(d, blue_gain)));
  Words p, q;
  pair_up(blue, red, p, q);
  g = hn::Add(hn::Sub(luma, red), weighted_pair(p, q, green_blue, green_red));
}

/// Chroma - 128 at even and odd pixels, from sums of rows and those at the distance `beside` on both sides.
HWY_INLINE void upsample(const int16_t* sums, size_t beside, Words& even, Words& odd) {
  const BlockRow d;
  const Words center = hn::Load(d, sums);
  const Words triple = hn::Add(center, hn::Add(center, center));
  const Words before = hn::LoadU(d, sums - beside), after = hn::LoadU(d, sums + beside);
  even = hn::ShiftRight<4>(hn::Add(triple, hn::Add(before, hn::Set(d, 8 - 16 * 128))));
  odd = hn::ShiftRight<4>(hn::Add(triple, hn::Add(after, hn::Set(d, 7 - 16 * 128))));
}

/// Writes the pixels from x on of a row, from row `y` of luma.
HWY_INLINE void join_block(const JpegStripe& stripe, size_t x, size_t y, size_t beside, uint8_t* to) {
  const BlockRow d;
  const auto load = [&](const int16_t* from, Words& even, Words& odd) HWY_ATTR {
    const int16_t* at = from + y * stripe.pitch + x;
    split_words(hn::Load(d, at), hn::Load(d, at + hn::Lanes(d)), even, odd);
  };
  Words luma0, luma1, blue0, blue1, red0, red1, r0, g0, b0, r1, g1, b1;
  load(stripe.luma, luma0, luma1);
  if (stripe.subsampled) {
    upsample(stripe.sums[0] + x / 2, beside, blue0, blue1);
    upsample(stripe.sums[1] + x / 2, beside, red0, red1);
  } else {
    const Words middle = hn::Set(d, 128);
    load(stripe.blue, blue0, blue1);
    load(stripe.red, red0, red1);
    blue0 = hn::Sub(blue0, middle), blue1 = hn::Sub(blue1, middle);
    red0 = hn::Sub(red0, middle), red1 = hn::Sub(red1, middle);
  }
  to_colors(luma0, blue0, red0, r0, g0, b0);
  to_colors(luma1, blue1, red1, r1, g1, b1);
  store_planes(join_bytes(r0, r1), join_bytes(g0, g1), join_bytes(b0, b1), BlockBytes8(), to);
}

/// to = 3 * near + far, for a row of chroma.
HWY_INLINE void sum_rows(const int16_t* near, const int16_t* far, size_t width, int16_t* to) {
  const BlockRow d;
  for (size_t x = 0; x < width; x += hn::Lanes(d)) {
    const Words center = hn::Load(d, near + x);
    hn::Store(hn::Add(hn::Add(center, hn::Load(d, far + x)), hn::Add(center, center)), d, to + x);
  }
}

/// Converts the values of a grey row to 16 times the value, and back.
HWY_INLINE void widen_bytes(const uint8_t* from, int16_t* to) {
  const BlockRow d;
  const hn::Rebind<uint8_t, BlockRow> narrow;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < 2 * lanes; i += lanes) {
    hn::Store(hn::ShiftLeft<4>(hn::PromoteTo(d, hn::LoadU(narrow, from + i))), d, to + i);
  }
}
HWY_INLINE void narrow_words(const int16_t* from, uint8_t* to) {
  const BlockRow d;
  const hn::Rebind<uint8_t, BlockRow> narrow;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < 2 * lanes; i += lanes) {
    hn::StoreU(hn::DemoteTo(narrow, hn::Load(d, from + i)), narrow, to + i);
  }
}

#else  // one lane: the same sums, one pixel after the other

HWY_INLINE size_t jpeg_step() { return 16; }

/// Luma, and chroma with the opposite sign.
HWY_INLINE void to_luma_chroma(const uint8_t* from, int32_t& luma, int32_t& blue, int32_t& red) {
  const int32_t r = from[0], g = from[1], b = from[2];
  luma = (r * luma_red + g * (luma_green + luma_rest) + b * luma_blue + dct_half) >> 16;
  blue = (r * blue_red + g * blue_green - b * 32768 + minus_chroma) >> 16;
  red = (g * red_green + b * red_blue - r * 32768 + minus_chroma) >> 16;
}

inline void split_block(const JpegStripe& stripe, const uint8_t* top, const uint8_t* bottom, size_t x,
                        size_t y) {
  const size_t step = jpeg_step(), scale = stripe.subsampled ? 2 : 1;
  int32_t blue_sums[32] = {}, red_sums[32] = {};
  for (size_t i = 0; i < 2 * step; ++i) {
    const size_t row = i / step, column = i % step;
    int32_t luma, blue, red;
    to_luma_chroma((row == 0 ? top : bottom) + 3 * column, luma, blue, red);
    stripe.luma[(y + row) * stripe.pitch + x + column] = static_cast<int16_t>(16 * luma);
    const size_t at = scale == 2 ? column / 2 : i;
    blue_sums[at] -= blue;
    red_sums[at] -= red;
  }
  for (size_t i = 0; i < 2 * step / scale / scale; ++i) {
    const auto value = [&](int32_t sum) {
      return static_cast<int16_t>(scale == 1 ? 16 * sum
                                             : ((sum + 1 + static_cast<int32_t>(i % 2)) >> 2) * 16);
    };
    const size_t at = scale == 2 ? ((y - 1) / 2 + 1) * stripe.pitch + x / 2 + i
                                 : (y + i / step) * stripe.pitch + x + i % step;
    stripe.blue[at] = value(blue_sums[i]);
    stripe.red[at] = value(red_sums[i]);
  }
}

inline void join_block(const JpegStripe& stripe, size_t x, size_t y, size_t beside, uint8_t* to) {
  for (size_t i = 0; i < jpeg_step(); ++i) {
    const auto chroma = [&](const int16_t* plane, const int16_t* sums) {
      if (!stripe.subsampled) return plane[y * stripe.pitch + x + i] - 128;
      const int16_t* center = sums + (x + i) / 2;
      return i % 2 == 0 ? (3 * *center + *(center - beside) + 8 - 2048) >> 4
                        : (3 * *center + center[beside] + 7 - 2048) >> 4;
    };
    const int32_t luma = stripe.luma[y * stripe.pitch + x + i];
    const int32_t blue = chroma(stripe.blue, stripe.sums[0]), red = chroma(stripe.red, stripe.sums[1]);
    const int32_t colors[3] = {luma + red + ((red * red_gain + (1 << 14)) >> 15),
                               luma - red + ((blue * green_blue + red * green_red + dct_half) >> 16),
                               luma + blue + ((blue * blue_gain + (1 << 14)) >> 15)};
    for (size_t c = 0; c < 3; ++c) {
      to[3 * i + c] = static_cast<uint8_t>(colors[c] < 0 ? 0 : (colors[c] > 255 ? 255 : colors[c]));
    }
  }
}

HWY_INLINE void sum_rows(const int16_t* near, const int16_t* far, size_t width, int16_t* to) {
  for (size_t x = 0; x < width; ++x) to[x] = static_cast<int16_t>(3 * near[x] + far[x]);
}
HWY_INLINE void widen_bytes(const uint8_t* from, int16_t* to) {
  for (size_t i = 0; i < jpeg_step(); ++i) to[i] = static_cast<int16_t>(16 * from[i]);
}
HWY_INLINE void narrow_words(const int16_t* from, uint8_t* to) {
  for (size_t i = 0; i < jpeg_step(); ++i) to[i] = static_cast<uint8_t>(from[i]);
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
