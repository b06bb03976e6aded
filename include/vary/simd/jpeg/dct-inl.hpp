// SPDX-License-Identifier: MIT
// The DCT of 8x8 blocks of words, the quantisation of its coefficients, and the inverse DCT.
#if defined(VARY_SIMD_DCT_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_DCT_INL_HPP
#undef VARY_SIMD_DCT_INL_HPP
#else
#define VARY_SIMD_DCT_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

// True if one instruction adds products of pairs of words. Defined anew for each target.
#define VARY_WORD_PAIRS (HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3)

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// The "slow" integer transform of libjpeg (jidctint, jfdctint), with the factors of Loeffler, Ligtenberg and
// Moschytz in 13 bits. It is linear between its roundings, so any order of the sums gives the same bits; here
// each result is a sum of at most four products. Factors are doubled and inputs have 4 more bits, so that the
// result is the upper 16 bits of a sum.

/// The factors of odd results: for d3, d2, d1, d0, the differences of opposite inputs; in the inverse
/// transform for the frequencies 7, 5, 3, 1.
inline constexpr int16_t odd_factors[4][4] = {{4520, 12874, 19266, 22726},
                                              {-12872, -22724, -4518, 19266},
                                              {19266, 4522, -22724, 12874},
                                              {-22726, 19266, -12872, 4520}};
// The factors of results 2 and 6.
inline constexpr int16_t even_major = 21406, even_minor = 8866, even_negative = -21408;
inline constexpr int16_t unit_factor = 16384;

// Added before 16 bits are dropped: a half. The end of the inverse transform drops 3 more bits and adds the
// 128 that the forward transform has subtracted.
inline constexpr int32_t dct_half = 1 << 15;
inline constexpr int32_t last_half = (1 << 18) + (1 << 26);

#if HWY_TARGET != HWY_SCALAR

// Vectors of full blocks. Vectors above 128 bits are only faster with instructions for products of pairs.
#if VARY_WORD_PAIRS
using BlockRow = hn::ScalableTag<int16_t>;
#else
using BlockRow = hn::CappedTag<int16_t, 8>;
#endif
using Words = hn::Vec<BlockRow>;
using SumTag = hn::Repartition<int32_t, BlockRow>;
using Sums = hn::Vec<SumTag>;

/// Prepares two rows for add_products(): interleaved on x86.
HWY_INLINE void pair_up(Words a, Words b, Words& p, Words& q) {
#if VARY_WORD_PAIRS
  const BlockRow d;
  p = hn::InterleaveLower(d, a, b);
  q = hn::InterleaveUpper(d, a, b);
#else
  p = a;
  q = b;
#endif
}

/// {low, high} += a * fa + b * fb, for a and b from pair_up().
HWY_INLINE void add_products(Words p, Words q, int16_t fa, int16_t fb, Sums& low, Sums& high) {
  const SumTag sum;
#if VARY_WORD_PAIRS
  const auto pair = static_cast<int32_t>(static_cast<uint32_t>(static_cast<uint16_t>(fa)) |
                                         static_cast<uint32_t>(static_cast<uint16_t>(fb)) << 16);
  const Words factors = hn::BitCast(BlockRow(), hn::Set(sum, pair));
  Sums unused = hn::Zero(sum);
  low = hn::ReorderWidenMulAccumulate(sum, p, factors, low, unused);
  high = hn::ReorderWidenMulAccumulate(sum, q, factors, high, unused);
#else
  const hn::Half<BlockRow> half;
  const Sums a = hn::Set(sum, fa), b = hn::Set(sum, fb);
  low = hn::Add(low, hn::Add(hn::Mul(hn::PromoteTo(sum, hn::LowerHalf(half, p)), a),
                             hn::Mul(hn::PromoteTo(sum, hn::LowerHalf(half, q)), b)));
  high = hn::Add(high, hn::Add(hn::Mul(hn::PromoteTo(sum, hn::UpperHalf(half, p)), a),
                               hn::Mul(hn::PromoteTo(sum, hn::UpperHalf(half, q)), b)));
#endif
}

#if VARY_VBMI
/// The shuffle that packs the upper words of the lanes of two vectors, by 128-bit blocks.
struct UpperWords {
  alignas(64) uint16_t order[32];
  constexpr UpperWords() : order{} {
    for (size_t i = 0; i < 32; ++i) {
      order[i] = static_cast<uint16_t>(i / 8 * 8 + i % 4 * 2 + 1 + (i % 8 < 4 ? 0 : 32));
    }
  }
};
#endif

/// The upper halves of sums.
HWY_INLINE Words upper_words(Sums low, Sums high) {
#if VARY_VBMI
  static constexpr UpperWords upper;
  return Words{_mm512_permutex2var_epi16(low.raw, _mm512_load_si512(upper.order), high.raw)};
#else
  low = hn::ShiftRight<16>(low);
  high = hn::ShiftRight<16>(high);
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  return Words{_mm512_packs_epi32(low.raw, high.raw)};
#elif HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  return Words{_mm256_packs_epi32(low.raw, high.raw)};
#elif VARY_WORD_PAIRS
  return Words{_mm_packs_epi32(low.raw, high.raw)};
#else
  const hn::Half<BlockRow> half;
  return hn::Combine(BlockRow(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
#endif
#endif
}

/// The upper word of a * fa + b * fb + half.
HWY_INLINE Words weighted_pair(Words p, Words q, int16_t fa, int16_t fb) {
  const SumTag sum;
  Sums low = hn::Set(sum, dct_half), high = low;
  add_products(p, q, fa, fb, low, high);
  return upper_words(low, high);
}
/// The same for four rows with four factors.
HWY_INLINE Words weighted_pair(Words p0, Words q0, Words p1, Words q1, const int16_t* factors) {
  const SumTag sum;
  Sums low = hn::Set(sum, dct_half), high = low;
  add_products(p0, q0, factors[0], factors[1], low, high);
  add_products(p1, q1, factors[2], factors[3], low, high);
  return upper_words(low, high);
}

/// Interleaves rows i and i + 4; three times this is a transpose of 8x8 blocks.
HWY_INLINE void interleave_rows(Words& r0, Words& r1, Words& r2, Words& r3, Words& r4, Words& r5, Words& r6,
                                Words& r7) {
  const BlockRow d;
  const Words s0 = hn::InterleaveLower(d, r0, r4), s1 = hn::InterleaveUpper(d, r0, r4);
  const Words s2 = hn::InterleaveLower(d, r1, r5), s3 = hn::InterleaveUpper(d, r1, r5);
  const Words s4 = hn::InterleaveLower(d, r2, r6), s5 = hn::InterleaveUpper(d, r2, r6);
  const Words s6 = hn::InterleaveLower(d, r3, r7), s7 = hn::InterleaveUpper(d, r3, r7);
  r0 = s0, r1 = s1, r2 = s2, r3 = s3, r4 = s4, r5 = s5, r6 = s6, r7 = s7;
}
HWY_INLINE void transpose_blocks(Words& r0, Words& r1, Words& r2, Words& r3, Words& r4, Words& r5, Words& r6,
                                 Words& r7) {
  interleave_rows(r0, r1, r2, r3, r4, r5, r6, r7);
  interleave_rows(r0, r1, r2, r3, r4, r5, r6, r7);
  interleave_rows(r0, r1, r2, r3, r4, r5, r6, r7);
}

/// The forward DCT of eight values in eight vectors. The first direction takes values in [0, 255] in units of
/// 1/16, subtracts 128, and gives results with two more bits, which the second direction drops.
template <bool first>
HWY_INLINE void to_frequencies(Words& r0, Words& r1, Words& r2, Words& r3, Words& r4, Words& r5, Words& r6,
                               Words& r7) {
  const BlockRow d;
  const Words s0 = hn::Add(r0, r7), d0 = hn::Sub(r0, r7), s1 = hn::Add(r1, r6), d1 = hn::Sub(r1, r6);
  const Words s2 = hn::Add(r2, r5), d2 = hn::Sub(r2, r5), s3 = hn::Add(r3, r4), d3 = hn::Sub(r3, r4);
  const Words e0 = hn::Add(s0, s3), e3 = hn::Sub(s0, s3), e1 = hn::Add(s1, s2), e2 = hn::Sub(s1, s2);
  const Words sum = hn::Add(e0, e1), difference = hn::Sub(e0, e1);
  const Words half = hn::Set(d, 2);
  r0 = hn::ShiftRight<2>(hn::Add(sum, first ? hn::Set(d, -8 * 128 * 16) : half));
  r4 = hn::ShiftRight<2>(first ? difference : hn::Add(difference, half));
  Words p, q, p0, q0, p1, q1;
  pair_up(e2, e3, p, q);
  r2 = weighted_pair(p, q, even_minor, even_major);
  r6 = weighted_pair(p, q, even_negative, even_minor);
  pair_up(d3, d2, p0, q0);
  pair_up(d1, d0, p1, q1);
  r1 = weighted_pair(p0, q0, p1, q1, odd_factors[0]);
  r3 = weighted_pair(p0, q0, p1, q1, odd_factors[1]);
  r5 = weighted_pair(p0, q0, p1, q1, odd_factors[2]);
  r7 = weighted_pair(p0, q0, p1, q1, odd_factors[3]);
}

/// Two results from their even and odd terms.
template <bool last>
HWY_INLINE void add_parts(Sums even_low, Sums even_high, Words p0, Words q0, Words p1, Words q1,
                          const int16_t* factors, Words& sum, Words& difference) {
  const SumTag d;
  Sums low = hn::Zero(d), high = low;
  add_products(p0, q0, factors[0], factors[1], low, high);
  add_products(p1, q1, factors[2], factors[3], low, high);
  sum = upper_words(hn::Add(even_low, low), hn::Add(even_high, high));
  difference = upper_words(hn::Sub(even_low, low), hn::Sub(even_high, high));
  if (last) {
    sum = hn::ShiftRight<3>(sum);
    difference = hn::ShiftRight<3>(difference);
  }
}

/// The inverse DCT. The first direction takes 16 times the coefficients; the last one gives values in the
/// scale of [0, 255], which may be out of range.
template <bool last>
HWY_INLINE void from_frequencies(Words& r0, Words& r1, Words& r2, Words& r3, Words& r4, Words& r5, Words& r6,
                                 Words& r7) {
  const SumTag d;
  const Sums start = hn::Set(d, last ? last_half : dct_half), zero = hn::Zero(d);
  Words p, q, p0, q0, p1, q1;
  pair_up(r0, r4, p, q);
  Sums a_low = start, a_high = start, c_low = start, c_high = start;
  add_products(p, q, unit_factor, unit_factor, a_low, a_high);
  add_products(p, q, unit_factor, -unit_factor, c_low, c_high);
  pair_up(r2, r6, p, q);
  Sums b_low = zero, b_high = zero, d_low = zero, d_high = zero;
  add_products(p, q, even_major, even_minor, b_low, b_high);
  add_products(p, q, even_minor, even_negative, d_low, d_high);
  pair_up(r7, r5, p0, q0);
  pair_up(r3, r1, p1, q1);
  add_parts<last>(hn::Add(a_low, b_low), hn::Add(a_high, b_high), p0, q0, p1, q1, odd_factors[0], r0, r7);
  add_parts<last>(hn::Add(c_low, d_low), hn::Add(c_high, d_high), p0, q0, p1, q1, odd_factors[1], r1, r6);
  add_parts<last>(hn::Sub(c_low, d_low), hn::Sub(c_high, d_high), p0, q0, p1, q1, odd_factors[2], r2, r5);
  add_parts<last>(hn::Sub(a_low, b_low), hn::Sub(a_high, b_high), p0, q0, p1, q1, odd_factors[3], r3, r4);
}

/// Quantises row v of the coefficients to multiples of their steps, times 16. Halves are rounded away from 0.
HWY_INLINE Words quantised(Words x, const JpegSteps& steps, size_t v) {
  const BlockRow d;
  const hn::RebindToUnsigned<BlockRow> du;
  const auto magnitude = hn::Add(hn::BitCast(du, hn::Abs(x)), hn::LoadDup128(du, steps.half + 8 * v));
  const auto quotient = hn::MulHigh(hn::MulHigh(magnitude, hn::LoadDup128(du, steps.reciprocal + 8 * v)),
                                    hn::LoadDup128(du, steps.scale + 8 * v));
  const Words size = hn::Mul(hn::BitCast(d, quotient), hn::LoadDup128(d, steps.restore + 8 * v));
#if HWY_TARGET == HWY_AVX2
  return Words{_mm256_sign_epi16(size.raw, x.raw)};
#elif HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4
  return Words{_mm_sign_epi16(size.raw, x.raw)};
#else
  return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Neg(size), size);
#endif
}

/// Compresses and decompresses eight rows of a plane: the input is 16 times the values, the output is values
/// in the scale of [0, 255].
HWY_NOINLINE inline void compress_blocks(int16_t* rows, size_t pitch, size_t width, const JpegSteps& steps) {
  const BlockRow d;
  const Words zero = hn::Zero(d), top = hn::Set(d, 255);
  for (size_t x = 0; x < width; x += hn::Lanes(d)) {
    int16_t* at = rows + x;
    Words r0 = hn::Load(d, at), r1 = hn::Load(d, at + pitch), r2 = hn::Load(d, at + 2 * pitch),
          r3 = hn::Load(d, at + 3 * pitch), r4 = hn::Load(d, at + 4 * pitch),
          r5 = hn::Load(d, at + 5 * pitch), r6 = hn::Load(d, at + 6 * pitch),
          r7 = hn::Load(d, at + 7 * pitch);
    transpose_blocks(r0, r1, r2, r3, r4, r5, r6, r7);
    to_frequencies<true>(r0, r1, r2, r3, r4, r5, r6, r7);
    transpose_blocks(r0, r1, r2, r3, r4, r5, r6, r7);
    to_frequencies<false>(r0, r1, r2, r3, r4, r5, r6, r7);
    r0 = quantised(r0, steps, 0), r1 = quantised(r1, steps, 1), r2 = quantised(r2, steps, 2);
    r3 = quantised(r3, steps, 3), r4 = quantised(r4, steps, 4), r5 = quantised(r5, steps, 5);
    r6 = quantised(r6, steps, 6), r7 = quantised(r7, steps, 7);
    from_frequencies<false>(r0, r1, r2, r3, r4, r5, r6, r7);
    transpose_blocks(r0, r1, r2, r3, r4, r5, r6, r7);
    from_frequencies<true>(r0, r1, r2, r3, r4, r5, r6, r7);
    transpose_blocks(r0, r1, r2, r3, r4, r5, r6, r7);
    const auto store = [&](Words r, size_t y)
                           HWY_ATTR { hn::Store(hn::Min(hn::Max(r, zero), top), d, at + y * pitch); };
    store(r0, 0), store(r1, 1), store(r2, 2), store(r3, 3);
    store(r4, 4), store(r5, 5), store(r6, 6), store(r7, 7);
  }
}

#else  // one lane: the same sums, one number after the other

/// The forward DCT of eight numbers with a spacing of `step`.
HWY_INLINE void to_frequencies(int32_t* x, size_t step, bool first) {
  int32_t s[4], d[4];
  for (size_t i = 0; i < 4; ++i) {
    s[i] = x[i * step] + x[(7 - i) * step];
    d[i] = x[i * step] - x[(7 - i) * step];
  }
  const int32_t e0 = s[0] + s[3], e3 = s[0] - s[3], e1 = s[1] + s[2], e2 = s[1] - s[2];
  x[0] = (e0 + e1 + (first ? -8 * 128 * 16 : 2)) >> 2;
  x[4 * step] = (e0 - e1 + (first ? 0 : 2)) >> 2;
  x[2 * step] = (e2 * even_minor + e3 * even_major + dct_half) >> 16;
  x[6 * step] = (e2 * even_negative + e3 * even_minor + dct_half) >> 16;
  for (size_t k = 0; k < 4; ++k) {
    int32_t sum = dct_half;
    for (size_t i = 0; i < 4; ++i) sum += d[3 - i] * odd_factors[k][i];
    x[(2 * k + 1) * step] = sum >> 16;
  }
}

/// The inverse DCT.
HWY_INLINE void from_frequencies(int32_t* x, size_t step, bool last) {
  const int32_t start = last ? last_half : dct_half;
  const int32_t a = (x[0] + x[4 * step]) * unit_factor + start;
  const int32_t c = (x[0] - x[4 * step]) * unit_factor + start;
  const int32_t b = x[2 * step] * even_major + x[6 * step] * even_minor;
  const int32_t d = x[2 * step] * even_minor + x[6 * step] * even_negative;
  const int32_t even[4] = {a + b, c + d, c - d, a - b};
  const int32_t odd[4] = {x[7 * step], x[5 * step], x[3 * step], x[step]};
  const int shift = last ? 19 : 16;
  for (size_t k = 0; k < 4; ++k) {
    int32_t sum = 0;
    for (size_t i = 0; i < 4; ++i) sum += odd[i] * odd_factors[k][i];
    x[k * step] = (even[k] + sum) >> shift;
    x[(7 - k) * step] = (even[k] - sum) >> shift;
  }
}

inline void compress_blocks(int16_t* rows, size_t pitch, size_t width, const JpegSteps& steps) {
  int32_t block[64];
  for (size_t x = 0; x < width; x += 8) {
    for (size_t i = 0; i < 64; ++i) block[i] = rows[i / 8 * pitch + x + i % 8];
    for (size_t i = 0; i < 8; ++i) to_frequencies(block + 8 * i, 1, true);
    for (size_t i = 0; i < 8; ++i) to_frequencies(block + i, 8, false);
    for (size_t i = 0; i < 64; ++i) {
      const auto magnitude = static_cast<uint32_t>(block[i] < 0 ? -block[i] : block[i]) + steps.half[i];
      const uint32_t quotient = ((magnitude * steps.reciprocal[i]) >> 16) * steps.scale[i] >> 16;
      const int32_t size = static_cast<int32_t>(quotient) * steps.restore[i];
      block[i] = block[i] < 0 ? -size : size;
    }
    for (size_t i = 0; i < 8; ++i) from_frequencies(block + i, 8, false);
    for (size_t i = 0; i < 8; ++i) from_frequencies(block + 8 * i, 1, true);
    for (size_t i = 0; i < 64; ++i) {
      const int32_t value = block[i] < 0 ? 0 : (block[i] > 255 ? 255 : block[i]);
      rows[i / 8 * pitch + x + i % 8] = static_cast<int16_t>(value);
    }
  }
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
