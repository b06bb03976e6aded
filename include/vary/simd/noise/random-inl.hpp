// SPDX-License-Identifier: MIT
// NoiseSampler: the samples of a NoiseSource, one vector at a time.
#if defined(VARY_SIMD_RANDOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RANDOM_INL_HPP
#undef VARY_SIMD_RANDOM_INL_HPP
#else
#define VARY_SIMD_RANDOM_INL_HPP
#endif

#include "vary/simd/lanes/lookup-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR
/// Random bytes come in blocks of 16. A vector has one, two or four blocks, so it never crosses a group
/// of 64.
using NoiseTag = hn::CappedTag<uint8_t, HWY_ARCH_X86 ? 64 : 16>;

#if (HWY_ARCH_X86 && HWY_TARGET <= HWY_SSE4) || (HWY_ARCH_ARM_A64 && HWY_TARGET == HWY_NEON)
/// The blocks n, n + 1, ... of ARS-5 in one vector.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V random_blocks(D d, uint64_t n, const ArsKeys& keys) {
  constexpr size_t blocks = hn::MaxLanes(D()) / 16;
#if HWY_TARGET > HWY_AVX3_DL  // AES rounds of 16 bytes only: combines several vectors
  if constexpr (blocks > 1) {
    const hn::Half<D> half;
    return hn::Combine(d, random_blocks(half, n + blocks / 2, keys), random_blocks(half, n, keys));
  }
#endif
  const hn::Repartition<uint64_t, D> words;
  alignas(64) static constexpr uint64_t steps[8] = {0, 0, 1, 0, 2, 0, 3, 0};
  auto counter = hn::OddEven(hn::Zero(words), hn::Set(words, n));
  if constexpr (blocks > 1) counter = hn::Add(counter, hn::Load(words, steps));
  const auto key = [&](size_t round)
                       HWY_ATTR { return hn::BitCast(d, hn::LoadDup128(words, keys[round].data())); };
  V state = hn::Xor(hn::BitCast(d, counter), key(0));
  state = hn::AESRound(state, key(1));
  state = hn::AESRound(state, key(2));
  state = hn::AESRound(state, key(3));
  state = hn::AESRound(state, key(4));
  return hn::AESLastRound(state, key(5));
}
#else
/// The same for targets without AES instructions: one block, in scalar code.
template <class D>
HWY_NOINLINE hn::Vec<D> random_blocks(D d, uint64_t n, const ArsKeys& keys) {
  const ArsBlock block = ars(n, keys);
  return hn::LoadU(d, block.data());
}
#endif

/// The tables of a source, prepared for vector lookups.
class NoiseSampler {
 public:
  explicit NoiseSampler(const NoiseSource& source)
      : source_(source),
        start_low_(source.tables().start_low.data()),
        start_high_(source.tables().start_high.data()),
        width_low_(source.tables().width_low.data()),
        width_high_(source.tables().width_high.data()),
        tail_low_(source.tables().tail_low.data()),
        tail_high_(source.tables().tail_high.data()) {}

  [[nodiscard]] const DistributionTables& tables() const { return source_.tables(); }

  /// Calls use(i, signs, lower, upper) for the samples n + i and on, one for each byte of a vector, until
  /// `count` are done. `lower` and `upper` are |X|, in the lane order of InterleaveLower and InterleaveUpper
  /// of bytes; the bytes of `signs` are negative where X is.
  template <class D, class Use, class V = hn::Vec<D>>
  HWY_INLINE void for_vectors(D d, uint64_t n, size_t count, const Use& use) const {
    const size_t step = hn::Lanes(d);
    const auto first_block = [](uint64_t number) { return number / 64 * 8 + number % 64 / 16; };
    // Computes the random bytes one vector ahead, to hide the latency of the AES rounds.
    V next0 = random_blocks(d, first_block(n), source_.keys());
    V next1 = random_blocks(d, first_block(n) + 4, source_.keys());
    for (size_t i = 0; i < count; i += step) {
      const V b0 = next0, b1 = next1;
      next0 = random_blocks(d, first_block(n + i + step), source_.keys());
      next1 = random_blocks(d, first_block(n + i + step) + 4, source_.keys());
      hn::Vec<hn::Repartition<uint16_t, D>> lower, upper;
      look_up(d, n + i, b0, b1, lower, upper);
      use(i, b0, lower, upper);
    }
  }

 private:
  template <class D, class V = hn::Vec<D>, class V16 = hn::Vec<hn::Repartition<uint16_t, D>>>
  HWY_INLINE void look_up(D d, uint64_t n, V b0, V b1, V16& lower, V16& upper) const {
    const hn::Repartition<uint16_t, D> d16;
    const V last = hn::Set(d, 127);
    const V cell = hn::And(b0, last);
    const auto in_tail = hn::Eq(cell, last);
    V low = start_low_(d, cell);
    V high = start_high_(d, cell);
#if !VARY_VBMI  // with VBMI the lookup costs less than a branch
    if (HWY_UNLIKELY(!hn::AllFalse(d, in_tail)))
#endif
    {
      low = hn::IfThenElse(in_tail, tail_low_(d, b1), low);
      high = hn::IfThenElse(in_tail, tail_high_(d, b1), high);
    }
    const V width_low = width_low_(d, cell);
    const V width_high = width_high_(d, cell);
    const V zero = hn::Zero(d);
    const auto pairs_below = [&](V even, V odd)
                                 HWY_ATTR { return hn::BitCast(d16, hn::InterleaveLower(d, even, odd)); };
    const auto pairs_above = [&](V even, V odd)
                                 HWY_ATTR { return hn::BitCast(d16, hn::InterleaveUpper(d, even, odd)); };
    lower = hn::Add(pairs_below(low, high),
                    hn::MulHigh(pairs_below(width_low, width_high), pairs_below(zero, b1)));
    upper = hn::Add(pairs_above(low, high),
                    hn::MulHigh(pairs_above(width_low, width_high), pairs_above(zero, b1)));
    const auto redrawn = hn::And(in_tail, hn::Gt(b1, hn::Set(d, source_.tables().tail_last)));
    if (HWY_UNLIKELY(!hn::AllFalse(d, redrawn))) {
      HWY_ALIGN uint8_t lanes[64];
      HWY_ALIGN uint16_t below[32], above[32];
      hn::Store(hn::VecFromMask(d, redrawn), d, lanes);
      hn::Store(lower, d16, below);
      hn::Store(upper, d16, above);
      redraw_tail(source_, n, lanes, hn::Lanes(d), below, above);
      lower = hn::Load(d16, below);
      upper = hn::Load(d16, above);
    }
  }

  static HWY_NOINLINE void redraw_tail(const NoiseSource& source, uint64_t n, const uint8_t* lanes,
                                       size_t count, uint16_t* below, uint16_t* above) {
    for (size_t i = 0; i < count; ++i) {
      if (lanes[i] == 0) continue;
      uint16_t* half = i % 16 < 8 ? below : above;
      const size_t position = i / 16 * 8 + i % 8;
      half[position] = static_cast<uint16_t>(half[position] + source.draw_tail(n + i));
    }
  }

  const NoiseSource& source_;
  ByteTable<128> start_low_, start_high_, width_low_, width_high_;
  ByteTable<256> tail_low_, tail_high_;
};

/// Stores words that are in the order of InterleaveLower and InterleaveUpper of bytes, in byte order.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_interleaved(D d, V lower, V upper, int16_t* to) {
  const size_t lanes = hn::Lanes(d);
  if constexpr (hn::MaxLanes(D()) <= 8) {
    hn::StoreU(lower, d, to);
    hn::StoreU(upper, d, to + lanes);
  }
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  if constexpr (hn::MaxLanes(D()) == 16) {
    hn::StoreU(hn::ConcatLowerLower(d, upper, lower), d, to);
    hn::StoreU(hn::ConcatUpperUpper(d, upper, lower), d, to + lanes);
  }
#endif
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  if constexpr (hn::MaxLanes(D()) == 32) {
    const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
    const __m512i second = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
    _mm512_storeu_si512(to, _mm512_permutex2var_epi64(lower.raw, first, upper.raw));
    _mm512_storeu_si512(to + lanes, _mm512_permutex2var_epi64(lower.raw, second, upper.raw));
  }
#endif
}

/// Narrows words that are in the order of InterleaveLower and InterleaveUpper of bytes, with saturation.
template <class D, class V16>
HWY_INLINE hn::Vec<D> pack_bytes(D d, V16 lower, V16 upper) {
  static_cast<void>(d);
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
  if constexpr (hn::MaxLanes(D()) == 16) {
    return hn::Vec<D>{_mm_packus_epi16(lower.raw, upper.raw)};
#if HWY_TARGET <= HWY_AVX2
  } else if constexpr (hn::MaxLanes(D()) == 32) {
    return hn::Vec<D>{_mm256_packus_epi16(lower.raw, upper.raw)};
#endif
#if HWY_TARGET <= HWY_AVX3
  } else {
    return hn::Vec<D>{_mm512_packus_epi16(lower.raw, upper.raw)};
#endif
  }
#else
  const hn::Half<D> half;
  return hn::Combine(d, hn::DemoteTo(half, upper), hn::DemoteTo(half, lower));
#endif
}

/// Writes X of 64 * `groups` samples, from group `g` on.
HWY_INLINE void fill_noise(const NoiseSampler& sampler, uint64_t g, size_t groups, int16_t* out) {
  const NoiseTag d;
  const hn::Repartition<int16_t, decltype(d)> di;
  const auto zero = hn::Zero(di);
  const auto with_sign = [&](auto word, auto sign) HWY_ATTR {
    const auto x = hn::BitCast(di, word);
    return hn::IfNegativeThenElse(hn::BitCast(di, sign), hn::Sub(zero, x), x);
  };
  sampler.for_vectors(d, 64 * g, 64 * groups, [&](size_t i, auto signs, auto lower, auto upper) HWY_ATTR {
    store_interleaved(di, with_sign(lower, hn::InterleaveLower(d, signs, signs)),
                      with_sign(upper, hn::InterleaveUpper(d, signs, signs)), out + i);
  });
}
#else
using NoiseSampler = NoiseSource;

HWY_INLINE void fill_noise(const NoiseSampler& sampler, uint64_t g, size_t groups, int16_t* out) {
  for (size_t i = 0; i < groups; ++i) sampler.fill_group(g + i, out + 64 * i);
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
