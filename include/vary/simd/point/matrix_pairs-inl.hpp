// SPDX-License-Identifier: MIT
// ColorMatrix for integers with pairs of 16-bit words, which x86 multiplies and adds in one instruction.
#if defined(VARY_SIMD_MATRIX_PAIRS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MATRIX_PAIRS_INL_HPP
#undef VARY_SIMD_MATRIX_PAIRS_INL_HPP
#else
#define VARY_SIMD_MATRIX_PAIRS_INL_HPP
#endif

#include "vary/simd/point/color-inl.hpp"

#undef VARY_MATRIX_PAIRS
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3 && !VARY_VBMI
#define VARY_MATRIX_PAIRS 1
#endif

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The initial value of a sum: the bias plus a half for rounding.
template <class T>
HWY_INLINE int first_term(const ColorWeights& weights, size_t row) {
  return weights.rows[4 * row + 3] * static_cast<int>(white<T>) + (1 << weights.shift >> 1);
}

/// True if all three colours of the output are equal.
template <class T>
HWY_INLINE bool is_gray(const MixColors<T>& job) {
  const auto& w = job.weights.rows;
  bool same = true;
  for (size_t i = 0; i < 8; ++i) same = same && w[i] == w[i + 4];
  return same || job.out_channels == 1;
}

/// Two words as a 32-bit pair.
HWY_INLINE int weight_pair(int low, int high) {
  return static_cast<int>((static_cast<uint32_t>(low) & 0xFFFFu) | static_cast<uint32_t>(high) << 16);
}

#if VARY_VBMI
/// The shuffles that load the colours of 16 pixels from vectors of T, and store them.
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
        const size_t index = v * lanes + i;
        store[v][i] = static_cast<T>(packed(index / channels, index % channels, v));
        spread[v][i] = static_cast<T>(index / channels);
      }
    }
  }
  /// The index of colour c of pixel p in the packed sums, for output vector v. Bytes: a vector has 16 pixels,
  /// as four reds, greens, blues and alphas in each 128-bit block; with three channels, output v uses vectors
  /// v and v + 1. Words: one vector has the reds and greens of 16 pixels, the next one blues and alphas.
  static constexpr size_t packed(size_t p, size_t c, size_t v) {
    if (sizeof(T) == 1) return (p / 16 - (channels == 3 ? v : p / 16)) * 64 + p % 16 / 4 * 16 + c * 4 + p % 4;
    return c / 2 * 32 + p % 16 / 4 * 8 + c % 2 * 4 + p % 4;
  }
};

/// Loads the colours of 16 pixels as pairs of signed words: (red, green) and (blue, unused).
template <size_t channels>
HWY_INLINE void load_pairs(const uint8_t* from, __m512i& red_green, __m512i& blue, __m512i& alpha) {
  static constexpr PairOrder<uint8_t, channels> order;
  const __m512i pixels = _mm512_maskz_loadu_epi32(channels == 3 ? 0x0FFF : 0xFFFF, from);
  red_green = _mm512_maskz_permutexvar_epi8(0x5555555555555555u, _mm512_load_si512(order.red_green), pixels);
  blue = _mm512_maskz_permutexvar_epi8(0x1111111111111111u, _mm512_load_si512(order.blue_alpha), pixels);
  alpha = _mm512_srli_epi32(pixels, 24);
}
/// Subtracts 2^15 from words, which the initial value of the sum compensates.
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

/// The weights of one output colour.
struct PairWeights {
  template <class T>
  HWY_INLINE PairWeights(const MixColors<T>& job, size_t row) {
    int start = first_term<T>(job.weights, row);
    if (sizeof(T) == 2) {
      for (size_t i = 0; i < 3; ++i) start += job.weights.rows[4 * row + i] * 32768;
    }
    first = _mm512_set1_epi32(start);
    const int* weights = job.weights.rows.data() + 4 * row;
    red_green = _mm512_set1_epi32(weight_pair(weights[0], weights[1]));
    blue = _mm512_set1_epi32(weight_pair(weights[2], 0));
    shift = _mm_cvtsi32_si128(job.weights.shift);
  }
  HWY_INLINE __m512i operator()(__m512i rg, __m512i b) const {
    const __m512i sum = _mm512_add_epi32(_mm512_madd_epi16(rg, red_green), _mm512_madd_epi16(b, blue));
    return _mm512_sra_epi32(_mm512_add_epi32(sum, first), shift);
  }
  __m512i first, red_green, blue;
  __m128i shift;
};

/// The grey values of as many pixels as a vector has lanes, clamped.
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
  for_color_blocks(job.rows, job.out_channels, lanes, [&](const T* from, T* to, bool) HWY_ATTR {
    const __m512i gray = gray_pixels<channels>(row, from);
    if (job.out_channels == 1) return _mm512_storeu_si512(to, gray);
    for (size_t v = 0; v < channels; ++v) {
      const __m512i previous = channels == 3 ? gray : _mm512_loadu_si512(from + v * lanes);
      _mm512_storeu_si512(to + v * lanes,
                          shuffle_some(d, previous, colors, _mm512_load_si512(order.spread[v]), gray));
    }
  });
}

/// Writes one block of output pixels: 16 pixels of words, 64 pixels of bytes.
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
  __m512i previous = bytes(0);
  for (size_t v = 0; v < channels; ++v) {
    const __m512i index = _mm512_load_si512(order.store[v]);
    if constexpr (channels == 3) {
      const __m512i next = bytes(v + 1);
      _mm512_storeu_si512(to + 64 * v, _mm512_permutex2var_epi8(previous, index, next));
      previous = next;
    } else {
      _mm512_storeu_si512(to + 64 * v, _mm512_permutexvar_epi8(index, previous));
      if (v < 3) previous = bytes(v + 1);
    }
  }
}

template <size_t channels, class T>
HWY_NOINLINE void mix_wide(const MixColors<T>& job) {
  if (is_gray(job)) return mix_wide_gray<channels>(job);
  const PairWeights red(job, 0), green(job, 1), blue(job, 2);
  for_color_blocks(job.rows, channels, sizeof(T) == 1 ? 64 : 16, [&](const T* from, T* to, bool) HWY_ATTR {
    mix_block<channels>(red, green, blue, from, to);
  });
}
#elif VARY_MATRIX_PAIRS

using BlockBytes = hn::CappedTag<uint8_t, 32>;  // two blocks where vectors are long enough
using BlockWords = hn::Repartition<int16_t, BlockBytes>;
using BlockSums = hn::Repartition<int32_t, BlockBytes>;

/// The shuffles for 128-bit blocks of four RGB pixels: loads make word pairs (red, green) and (blue, 0);
/// stores take interleaved reds and greens, followed by the blues of two blocks. Blocks that are loaded from
/// 4 bytes before their first pixel: the last of four if the memory around them must not be accessed,
/// otherwise the first of two in one vector.
template <bool inner>
struct BlockOrder {
  alignas(64) uint8_t red_green[64];
  alignas(64) uint8_t blue[64];
  alignas(64) uint8_t store[2][32];

  constexpr BlockOrder() : red_green{}, blue{}, store{} {
    constexpr size_t none = 255;
    for (size_t i = 0; i < 64; ++i) {
      const size_t block = i / 16;
      const bool early_load = inner ? hn::MaxLanes(BlockBytes()) == 32 && block % 2 == 0 : block == 3;
      const size_t pixel = (early_load ? 4 : 0) + i % 16 / 4 * 3;
      red_green[i] = static_cast<uint8_t>(i % 2 == 0 ? pixel + i % 4 / 2 : none);
      blue[i] = static_cast<uint8_t>(i % 4 == 0 ? pixel + 2 : none);
      const size_t p = i % 16 / 3, c = i % 16 % 3;
      store[i / 32][i % 32] = static_cast<uint8_t>(p > 3 ? none : c < 2 ? 2 * p + c : 8 + p + i / 32 * 4);
    }
  }
};

template <bool inner>
HWY_INLINE hn::Vec128<uint8_t> load_blocks(hn::Full128<uint8_t> d, const uint8_t* from, size_t block) {
  return hn::LoadU(d, from + (block == 3 && !inner ? 32 : 12 * block));
}
template <bool inner>
HWY_INLINE void store_blocks(hn::Vec128<uint8_t> v, hn::Full128<uint8_t> d, uint8_t* to, size_t block) {
  if (block < 3 || inner) return hn::StoreU(v, d, to + 12 * block);  // the next block overwrites the last 4
  hn::StoreU(hn::LowerHalf(v), hn::Full64<uint8_t>(), to + 36);
  const uint32_t last = hn::ExtractLane(hn::BitCast(hn::Full128<uint32_t>(), v), 2);
  std::memcpy(to + 44, &last, sizeof last);
}
HWY_INLINE hn::Vec128<int16_t> pack(hn::Vec128<int32_t> a, hn::Vec128<int32_t> b) {
  return hn::Vec128<int16_t>{_mm_packs_epi32(a.raw, b.raw)};
}
HWY_INLINE hn::Vec128<uint8_t> pack(hn::Vec128<int16_t> a, hn::Vec128<int16_t> b) {
  return hn::Vec128<uint8_t>{_mm_packus_epi16(a.raw, b.raw)};
}
#if HWY_TARGET <= HWY_AVX2
template <bool inner>
HWY_INLINE hn::Vec256<uint8_t> load_blocks(hn::Full256<uint8_t> d, const uint8_t* from, size_t block) {
  if (inner) return hn::LoadU(d, from + 12 * block - 4);
  const hn::Full128<uint8_t> half;
  return hn::Combine(d, load_blocks<inner>(half, from, block + 1), load_blocks<inner>(half, from, block));
}
template <bool inner>
HWY_INLINE void store_blocks(hn::Vec256<uint8_t> v, hn::Full256<uint8_t>, uint8_t* to, size_t block) {
  const hn::Full128<uint8_t> half;
  store_blocks<inner>(hn::LowerHalf(v), half, to, block);
  store_blocks<inner>(hn::UpperHalf(half, v), half, to, block + 1);
}
HWY_INLINE hn::Vec256<int16_t> pack(hn::Vec256<int32_t> a, hn::Vec256<int32_t> b) {
  return hn::Vec256<int16_t>{_mm256_packs_epi32(a.raw, b.raw)};
}
HWY_INLINE hn::Vec256<uint8_t> pack(hn::Vec256<int16_t> a, hn::Vec256<int16_t> b) {
  return hn::Vec256<uint8_t>{_mm256_packus_epi16(a.raw, b.raw)};
}
#endif

/// The weights of one output colour, for sums before the shift. The initial value of the sum is the weight of
/// the constant 1 next to blue, so it must fit in 16 bits.
struct BlockWeights {
  HWY_INLINE BlockWeights(const ColorWeights& weights, size_t row) {
    const BlockSums d;
    const BlockWords words;
    const int start = first_term<uint8_t>(weights, row);
    red_green = hn::BitCast(words, hn::Set(d, weight_pair(weights.rows[4 * row], weights.rows[4 * row + 1])));
    blue_one = hn::BitCast(words, hn::Set(d, weight_pair(weights.rows[4 * row + 2], start)));
    shift = weights.shift;
  }
  HWY_INLINE hn::Vec<BlockSums> operator()(hn::Vec<BlockWords> rg, hn::Vec<BlockWords> b1) const {
    const BlockSums d;
    hn::Vec<BlockSums> unused = hn::Zero(d);
    const auto sum = hn::ReorderWidenMulAccumulate(d, rg, red_green, hn::Zero(d), unused);
    return hn::ReorderWidenMulAccumulate(d, b1, blue_one, sum, unused);
  }
  hn::Vec<BlockWords> red_green, blue_one;
  int shift;
};

/// True if sums fit in 16 bits after the shift, which needs a shift of at least 8, and so do their initial
/// values.
HWY_INLINE bool fits_blocks(const MixColors<uint8_t>& job) {
  bool fits = job.rows.channels == 3 && job.weights.shift >= 8;
  for (size_t row = 0; row < 3; ++row) {
    const int start = first_term<uint8_t>(job.weights, row);
    fits = fits && start < 32768 && start >= -32768;
  }
  return fits;
}

/// Loads the pairs of the blocks from `block` on: one block for each 128 bits of a vector.
template <bool inner>
HWY_INLINE void load_pairs(const uint8_t* from, size_t block, hn::Vec<BlockWords>& rg,
                           hn::Vec<BlockWords>& b1) {
  static constexpr BlockOrder<inner> order;
  const BlockBytes d;
  const BlockWords words;
  const auto ones = hn::BitCast(d, hn::Set(BlockSums(), 1 << 16));
  const auto bytes = load_blocks<inner>(d, from, block);
  const auto blue = hn::TableLookupBytesOr0(bytes, hn::Load(d, order.blue + 16 * block));
  rg = hn::BitCast(words, hn::TableLookupBytesOr0(bytes, hn::Load(d, order.red_green + 16 * block)));
  b1 = hn::BitCast(words, hn::Or(blue, ones));
}

template <bool inner>
HWY_INLINE void mix_block(const BlockWeights& red, const BlockWeights& green, const BlockWeights& blue,
                          bool gray, const uint8_t* from, uint8_t* to) {
  static constexpr BlockOrder<inner> order;
  constexpr size_t step = hn::MaxLanes(BlockBytes()) / 16;
  const BlockBytes d;
  const BlockWords words;
  // Interleaves red and green.
  const auto interleave = [&](auto even, auto odd) HWY_ATTR {
    const auto low = hn::BitCast(words, hn::ShiftRightSame(even, red.shift));
    return hn::OddEven(hn::BitCast(words, hn::ShiftLeftSame(odd, 16 - red.shift)), low);
  };
  for (size_t k = 0; k < 4; k += 2 * step) {
    hn::Vec<BlockWords> rg0, b0, rg1, b1;
    load_pairs<inner>(from, k, rg0, b0);
    load_pairs<inner>(from, k + step, rg1, b1);
    const auto red0 = red(rg0, b0), red1 = red(rg1, b1);
    auto green0 = red0, green1 = red1, blue0 = red0, blue1 = red1;
    if (!gray) {
      green0 = green(rg0, b0), green1 = green(rg1, b1);
      blue0 = blue(rg0, b0), blue1 = blue(rg1, b1);
    }
    const auto last = pack(hn::ShiftRightSame(blue0, red.shift), hn::ShiftRightSame(blue1, red.shift));
    const auto first = pack(interleave(red0, green0), last);
    const auto second = pack(interleave(red1, green1), last);
    store_blocks<inner>(hn::TableLookupBytesOr0(first, hn::Load(d, order.store[0])), d, to, k);
    store_blocks<inner>(hn::TableLookupBytesOr0(second, hn::Load(d, order.store[1])), d, to, k + step);
  }
}

/// Writes the grey values of 16 pixels.
HWY_INLINE void gray_block(const BlockWeights& row, const uint8_t* from, uint8_t* to) {
  const hn::Full128<uint8_t> half;
  const auto sums = [&](size_t block) HWY_ATTR {
    hn::Vec<BlockWords> rg, b1;
    load_pairs<false>(from, block, rg, b1);
    return hn::ShiftRightSame(row(rg, b1), row.shift);
  };
#if HWY_TARGET <= HWY_AVX2
  const auto both = pack(sums(0), sums(2));
  const auto packed = pack(both, both);
  const hn::Repartition<uint32_t, decltype(half)> d;
  const auto even = hn::BitCast(d, hn::LowerHalf(packed));
  const auto odd = hn::BitCast(d, hn::UpperHalf(half, packed));
  hn::StoreU(hn::BitCast(half, hn::InterleaveLower(even, odd)), half, to);
#else
  hn::StoreU(pack(pack(sums(0), sums(1)), pack(sums(2), sums(3))), half, to);
#endif
}

/// The kernel for bytes with three channels.
HWY_NOINLINE inline void mix_blocks(const MixColors<uint8_t>& job) {
  const BlockWeights red(job.weights, 0), green(job.weights, 1), blue(job.weights, 2);
  const bool gray = is_gray(job);
  for_color_blocks(job.rows, job.out_channels, 16,
                   [&](const uint8_t* from, uint8_t* to, bool inner) HWY_ATTR {
                     if (job.out_channels == 1) return gray_block(red, from, to);
                     inner ? mix_block<true>(red, green, blue, gray, from, to)
                           : mix_block<false>(red, green, blue, gray, from, to);
                   });
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
