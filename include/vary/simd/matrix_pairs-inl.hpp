// SPDX-License-Identifier: MIT
// Integer colours weighted as pairs of 16 bits, which x86 multiplies and adds in one instruction.
#if defined(VARY_SIMD_MATRIX_PAIRS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MATRIX_PAIRS_INL_HPP
#undef VARY_SIMD_MATRIX_PAIRS_INL_HPP
#else
#define VARY_SIMD_MATRIX_PAIRS_INL_HPP
#endif

#include "vary/simd/color-inl.hpp"

#undef VARY_MATRIX_PAIRS
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3 && !VARY_COLOR_VBMI
#define VARY_MATRIX_PAIRS 1
#endif

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// What a sum starts with: the bias, and half of what is shifted out.
template <class T>
HWY_INLINE int first_term(const ColorWeights& weights, size_t row) {
  return weights.rows[4 * row + 3] * static_cast<int>(white<T>) + (1 << weights.shift >> 1);
}

/// True where all three colours get the same sum.
template <class T>
HWY_INLINE bool is_gray(const MixColors<T>& job) {
  const auto& w = job.weights.rows;
  bool same = true;
  for (size_t i = 0; i < 8; ++i) same = same && w[i] == w[i + 4];
  return same || job.out_channels == 1;
}

/// Two weights of a row as the pair that meets two colours.
HWY_INLINE int weight_pair(const ColorWeights& weights, size_t row, size_t i, bool both) {
  const auto word = [&](size_t k) { return static_cast<uint32_t>(weights.rows[4 * row + k]) & 0xFFFFu; };
  return static_cast<int>(word(i) | (both ? word(i + 1) << 16 : 0));
}

#if VARY_COLOR_VBMI
/// Where the colours of 16 pixels come from, in vectors of T, and where they go.
template <class T, size_t channels>
struct PairOrder {
  static constexpr size_t lanes = 64 / sizeof(T);
  alignas(64) T red_green[lanes];
  alignas(64) T blue_alpha[lanes];
  alignas(64) T store[4][lanes];
  alignas(64) T spread[4][lanes];

  constexpr PairOrder() : red_green{}, blue_alpha{}, store{}, spread{} {
    constexpr size_t halves = 2 / sizeof(T);  // lanes in half a pair
    for (size_t i = 0; i < lanes; ++i) {
      const size_t p = i / halves / 2, k = i / halves % 2;
      red_green[i] = static_cast<T>(p * channels + k);
      blue_alpha[i] = static_cast<T>(p * channels + (k + 2 < channels ? k + 2 : 2));
      for (size_t v = 0; v < channels; ++v) {
        const size_t place = v * lanes + i;
        store[v][i] = static_cast<T>(packed(place / channels, place % channels, v));
        spread[v][i] = static_cast<T>(place / channels);
      }
    }
  }
  /// Bytes: vectors of 16 pixels, of which output v takes from v and the next; a block of 128 bits has four
  /// reds, greens, blues and alphas. Words: of 16 pixels, the reds and greens, then the rest.
  static constexpr size_t packed(size_t p, size_t c, size_t v) {
    if (sizeof(T) == 1) return (p / 16 - (channels == 3 ? v : p / 16)) * 64 + p % 16 / 4 * 16 + c * 4 + p % 4;
    return c / 2 * 32 + p % 16 / 4 * 8 + c % 2 * 4 + p % 4;
  }
};

/// The colours of 16 pixels as pairs of signed words: (red, green), (blue, anything that has no weight).
template <size_t channels>
HWY_INLINE void load_pairs(const uint8_t* from, __m512i& red_green, __m512i& blue, __m512i& alpha) {
  static constexpr PairOrder<uint8_t, channels> order;
  const __m512i pixels = _mm512_maskz_loadu_epi32(channels == 3 ? 0x0FFF : 0xFFFF, from);
  red_green = _mm512_maskz_permutexvar_epi8(0x5555555555555555u, _mm512_load_si512(order.red_green), pixels);
  blue = _mm512_maskz_permutexvar_epi8(0x1111111111111111u, _mm512_load_si512(order.blue_alpha), pixels);
  alpha = _mm512_srli_epi32(pixels, 24);
}
/// Words have 2^15 taken off, which the sum makes up for.
template <size_t channels>
HWY_INLINE void load_pairs(const uint16_t* from, __m512i& red_green, __m512i& blue, __m512i& alpha) {
  static constexpr PairOrder<uint16_t, channels> order;
  const __m512i first = _mm512_loadu_si512(from);
  const __m512i second = _mm512_maskz_loadu_epi32(channels == 3 ? 0x00FF : 0xFFFF, from + 32);
  const __m512i middle = _mm512_set1_epi16(-32768);
  red_green = _mm512_permutex2var_epi16(first, _mm512_load_si512(order.red_green), second);
  blue = _mm512_permutex2var_epi16(first, _mm512_load_si512(order.blue_alpha), second);
  alpha = _mm512_srli_epi32(blue, 16);
  red_green = _mm512_xor_si512(red_green, middle);
  blue = _mm512_xor_si512(blue, middle);
}

/// One row of weights.
struct PairWeights {
  template <class T>
  HWY_INLINE PairWeights(const MixColors<T>& job, size_t row) {
    int start = first_term<T>(job.weights, row);
    if (sizeof(T) == 2) {
      for (size_t i = 0; i < 3; ++i) start += job.weights.rows[4 * row + i] * 32768;
    }
    first = _mm512_set1_epi32(start);
    red_green = _mm512_set1_epi32(weight_pair(job.weights, row, 0, true));
    blue = _mm512_set1_epi32(weight_pair(job.weights, row, 2, false));
    shift = _mm_cvtsi32_si128(job.weights.shift);
  }
  HWY_INLINE __m512i operator()(__m512i rg, __m512i b) const {
    const __m512i sum = _mm512_dpwssd_epi32(_mm512_dpwssd_epi32(first, rg, red_green), b, blue);
    return _mm512_sra_epi32(sum, shift);
  }
  __m512i first, red_green, blue;
  __m128i shift;
};

/// A vector of greys of as many pixels, clamped.
template <size_t channels>
HWY_INLINE __m512i gray_pixels(const PairWeights& row, const uint8_t* from) {
  const auto sums = [&](size_t block) HWY_ATTR {
    __m512i rg, b, a;
    load_pairs<channels>(from + block * 16 * channels, rg, b, a);
    return row(rg, b);
  };
  const __m512i first = _mm512_packs_epi32(sums(0), sums(1));
  const __m512i bytes = _mm512_packus_epi16(first, _mm512_packs_epi32(sums(2), sums(3)));
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  return _mm512_permutexvar_epi32(order, bytes);
}
template <size_t channels>
HWY_INLINE __m512i gray_pixels(const PairWeights& row, const uint16_t* from) {
  const auto sums = [&](size_t block) HWY_ATTR {
    __m512i rg, b, a;
    load_pairs<channels>(from + block * 16 * channels, rg, b, a);
    return row(rg, b);
  };
  const __m512i order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
  return _mm512_permutexvar_epi64(order, _mm512_packus_epi32(sums(0), sums(1)));
}

template <size_t channels, class T>
HWY_INLINE void mix_wide_gray(const MixColors<T>& job) {
  static constexpr PairOrder<T, channels> order;
  constexpr size_t lanes = 64 / sizeof(T);
  constexpr uint64_t colors = channels == 3 ? ~uint64_t{0} : 0x7777777777777777u;
  const hn::Full512<T> d;
  const PairWeights row(job, 0);
  for_color_blocks(job.rows, job.out_channels, lanes, [&](const T* from, T* to) HWY_ATTR {
    const __m512i gray = gray_pixels<channels>(row, from);
    if (job.out_channels == 1) return _mm512_storeu_si512(to, gray);
    for (size_t v = 0; v < channels; ++v) {
      const __m512i before = channels == 3 ? gray : _mm512_loadu_si512(from + v * lanes);
      _mm512_storeu_si512(to + v * lanes,
                          shuffle_some(d, before, colors, _mm512_load_si512(order.spread[v]), gray));
    }
  });
}

/// The sums of 16 pixels, clamped, as PairOrder tells.
template <size_t channels>
HWY_INLINE void mix_block(const PairWeights& red, const PairWeights& green, const PairWeights& blue,
                          const uint16_t* from, uint16_t* to) {
  static constexpr PairOrder<uint16_t, channels> order;
  __m512i rg, b, a;
  load_pairs<channels>(from, rg, b, a);
  const __m512i first = _mm512_packus_epi32(red(rg, b), green(rg, b));
  const __m512i rest = _mm512_packus_epi32(blue(rg, b), a);
  for (size_t v = 0; v < 2; ++v) {
    const __m512i words = _mm512_permutex2var_epi16(first, _mm512_load_si512(order.store[v]), rest);
    _mm512_mask_storeu_epi32(to + 32 * v, channels == 3 && v == 1 ? 0x00FF : 0xFFFF, words);
  }
}
template <size_t channels>
HWY_INLINE void mix_block(const PairWeights& red, const PairWeights& green, const PairWeights& blue,
                          const uint8_t* from, uint8_t* to) {
  static constexpr PairOrder<uint8_t, channels> order;
  const auto bytes = [&](size_t block) HWY_ATTR {
    __m512i rg, b, a;
    load_pairs<channels>(from + block * 16 * channels, rg, b, a);
    const __m512i first = _mm512_packs_epi32(red(rg, b), green(rg, b));
    return _mm512_packus_epi16(first, _mm512_packs_epi32(blue(rg, b), a));
  };
  __m512i before = bytes(0);
  for (size_t v = 0; v < channels; ++v) {
    const __m512i place = _mm512_load_si512(order.store[v]);
    if constexpr (channels == 3) {
      const __m512i next = bytes(v + 1);
      _mm512_storeu_si512(to + 64 * v, _mm512_permutex2var_epi8(before, place, next));
      before = next;
    } else {
      _mm512_storeu_si512(to + 64 * v, _mm512_permutexvar_epi8(place, before));
      if (v < 3) before = bytes(v + 1);
    }
  }
}

template <size_t channels, class T>
HWY_NOINLINE void mix_wide(const MixColors<T>& job) {
  if (is_gray(job)) return mix_wide_gray<channels>(job);
  const PairWeights red(job, 0), green(job, 1), blue(job, 2);
  for_color_blocks(job.rows, channels, sizeof(T) == 1 ? 64 : 16,
                   [&](const T* from, T* to) HWY_ATTR { mix_block<channels>(red, green, blue, from, to); });
}
#elif VARY_MATRIX_PAIRS

/// Bytes of four pixels, a block of 128 bits: as pairs of words (red, green) and (blue, 0); back from four
/// reds, greens, blues. Of four blocks the last is read from 4 bytes before, to stay within 16 pixels.
struct BlockOrder {
  alignas(64) uint8_t red_green[64];
  alignas(64) uint8_t blue[64];
  alignas(64) uint8_t store[64];

  constexpr BlockOrder() : red_green{}, blue{}, store{} {
    constexpr size_t none = 255;
    for (size_t i = 0; i < 64; ++i) {
      const size_t pixel = (i < 48 ? 0 : 4) + i % 16 / 4 * 3;
      red_green[i] = static_cast<uint8_t>(i % 2 == 0 ? pixel + i % 4 / 2 : none);
      blue[i] = static_cast<uint8_t>(i % 4 == 0 ? pixel + 2 : none);
      store[i] = static_cast<uint8_t>(i % 16 < 12 ? i % 16 % 3 * 4 + i % 16 / 3 : none);
    }
  }
};

using BlockBytes = hn::CappedTag<uint8_t, 32>;  // two blocks where vectors are long enough
using BlockWords = hn::Repartition<int16_t, BlockBytes>;
using BlockSums = hn::Repartition<int32_t, BlockBytes>;

HWY_INLINE hn::Vec128<uint8_t> load_blocks(hn::Full128<uint8_t> d, const uint8_t* from, size_t block) {
  return hn::LoadU(d, from + (block == 3 ? 32 : 12 * block));
}
HWY_INLINE void store_blocks(hn::Vec128<uint8_t> v, hn::Full128<uint8_t> d, uint8_t* to, size_t block) {
  if (block < 3) return hn::StoreU(v, d, to + 12 * block);  // the next block overwrites the last 4
  hn::StoreU(hn::LowerHalf(v), hn::Full64<uint8_t>(), to + 36);
  const uint32_t last = hn::ExtractLane(hn::BitCast(hn::Full128<uint32_t>(), v), 2);
  std::memcpy(to + 44, &last, sizeof last);
}
HWY_INLINE hn::Vec128<uint8_t> pack(hn::Vec128<int32_t> a, hn::Vec128<int32_t> b, hn::Vec128<int32_t> c) {
  const __m128i first = _mm_packs_epi32(a.raw, b.raw);
  return hn::Vec128<uint8_t>{_mm_packus_epi16(first, _mm_packs_epi32(c.raw, c.raw))};
}
#if HWY_TARGET <= HWY_AVX2
HWY_INLINE hn::Vec256<uint8_t> load_blocks(hn::Full256<uint8_t> d, const uint8_t* from, size_t block) {
  const hn::Full128<uint8_t> half;
  return hn::Combine(d, load_blocks(half, from, block + 1), load_blocks(half, from, block));
}
HWY_INLINE void store_blocks(hn::Vec256<uint8_t> v, hn::Full256<uint8_t> d, uint8_t* to, size_t block) {
  const hn::Full128<uint8_t> half;
  store_blocks(hn::LowerHalf(v), half, to, block);
  store_blocks(hn::UpperHalf(half, v), half, to, block + 1);
}
HWY_INLINE hn::Vec256<uint8_t> pack(hn::Vec256<int32_t> a, hn::Vec256<int32_t> b, hn::Vec256<int32_t> c) {
  const __m256i first = _mm256_packs_epi32(a.raw, b.raw);
  return hn::Vec256<uint8_t>{_mm256_packus_epi16(first, _mm256_packs_epi32(c.raw, c.raw))};
}
#endif

/// One row of weights.
struct BlockWeights {
  HWY_INLINE BlockWeights(const ColorWeights& weights, size_t row) {
    const BlockSums d;
    const BlockWords words;
    first = hn::Set(d, first_term<uint8_t>(weights, row));
    red_green = hn::BitCast(words, hn::Set(d, weight_pair(weights, row, 0, true)));
    blue = hn::BitCast(words, hn::Set(d, weight_pair(weights, row, 2, false)));
    shift = weights.shift;
  }
  HWY_INLINE hn::Vec<BlockSums> operator()(hn::Vec<BlockWords> rg, hn::Vec<BlockWords> b) const {
    const BlockSums d;
    hn::Vec<BlockSums> unused = hn::Zero(d);
    const auto sum = hn::ReorderWidenMulAccumulate(d, rg, red_green, first, unused);
    return hn::ShiftRightSame(hn::ReorderWidenMulAccumulate(d, b, blue, sum, unused), shift);
  }
  hn::Vec<BlockSums> first;
  hn::Vec<BlockWords> red_green, blue;
  int shift;
};

/// Bytes of three channels.
HWY_INLINE void mix_blocks(const MixColors<uint8_t>& job) {
  static constexpr BlockOrder order;
  const BlockBytes d;
  const BlockWords words;
  const BlockWeights red(job.weights, 0), green(job.weights, 1), blue(job.weights, 2);
  const bool gray = is_gray(job);
  constexpr size_t step = hn::MaxLanes(BlockBytes()) / 16;
  for_color_blocks(job.rows, job.out_channels, 16, [&](const uint8_t* from, uint8_t* to) HWY_ATTR {
    for (size_t k = 0; k < 4; k += step) {
      const auto bytes = load_blocks(d, from, k);
      const auto rg =
          hn::BitCast(words, hn::TableLookupBytesOr0(bytes, hn::Load(d, order.red_green + 16 * k)));
      const auto b = hn::BitCast(words, hn::TableLookupBytesOr0(bytes, hn::Load(d, order.blue + 16 * k)));
      const auto sum = red(rg, b);
      const auto packed = gray ? pack(sum, sum, sum) : pack(sum, green(rg, b), blue(rg, b));
      store_blocks(hn::TableLookupBytesOr0(packed, hn::Load(d, order.store + 16 * k)), d, to, k);
    }
  });
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
