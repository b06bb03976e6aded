// SPDX-License-Identifier: MIT
// The kernel of impulse noise (salt and pepper).
#if defined(VARY_SIMD_IMPULSE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_IMPULSE_INL_HPP
#undef VARY_SIMD_IMPULSE_INL_HPP
#else
#define VARY_SIMD_IMPULSE_INL_HPP
#endif

#include "vary/simd/lanes/spread-inl.hpp"
#include "vary/simd/noise/random-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Writes a code for each of 64 * `groups` samples: 1 for the low pixel, 2 for the high one, else 0.
struct ImpulseCodes {
  ArsKeys keys;
  uint32_t low_share;
  uint32_t high_share;

#if HWY_TARGET == HWY_SCALAR
  void operator()(uint64_t group, size_t groups, uint8_t* codes) const {
    for (size_t i = 0; i < 64 * groups; i += 8) {
      const ArsBlock bytes = ars(8 * group + i / 8, keys);
      for (size_t j = 0; j < 8; ++j) {
        const uint32_t word = bytes[2 * j] | static_cast<uint32_t>(bytes[2 * j + 1]) << 8;
        const int high = word >= 65536 - high_share ? 2 : 0;
        codes[i + j] = static_cast<uint8_t>(word < low_share ? 1 : high);
      }
    }
  }
#else
  HWY_INLINE void operator()(uint64_t group, size_t groups, uint8_t* codes) const {
    const NoiseTag d;
    const hn::Repartition<uint16_t, decltype(d)> d16;
    if (low_share == 65536 || high_share == 65536) {  // a bound that does not fit 16 bits
      std::memset(codes, low_share == 0 ? 2 : 1, 64 * groups);
      return;
    }
    const auto low = hn::Set(d16, static_cast<uint16_t>(low_share));
    const auto top = hn::Set(d16, static_cast<uint16_t>(65535 - high_share));
#if VARY_VBMI
    // Concatenates the masks of two vectors of words, which saves narrowing the codes to bytes.
    for (size_t i = 0; i < 64 * groups; i += 64) {
      const __m512i first = random_blocks(d, 8 * group + i / 8, keys).raw;
      const __m512i second = random_blocks(d, 8 * group + i / 8 + 4, keys).raw;
      const __mmask64 lows =
          _mm512_kunpackd(_mm512_cmplt_epu16_mask(second, low.raw), _mm512_cmplt_epu16_mask(first, low.raw));
      const __mmask64 highs =
          _mm512_kunpackd(_mm512_cmpgt_epu16_mask(second, top.raw), _mm512_cmpgt_epu16_mask(first, top.raw));
      const __m512i ones = _mm512_maskz_set1_epi8(lows, 1);
      _mm512_storeu_si512(codes + i, _mm512_mask_set1_epi8(ones, highs, 2));
    }
#else
    const hn::Rebind<uint8_t, decltype(d16)> narrow;
    const hn::RebindToSigned<decltype(d16)> signed16;
    for (size_t i = 0; i < 64 * groups; i += hn::Lanes(d16)) {
      const auto words = hn::BitCast(d16, random_blocks(d, 8 * group + i / 8, keys));
      const auto ones = hn::IfThenElseZero(hn::Lt(words, low), hn::Set(d16, uint16_t{1}));
      const auto twos = hn::IfThenElseZero(hn::Gt(words, top), hn::Set(d16, uint16_t{2}));
      hn::StoreU(hn::DemoteTo(narrow, hn::BitCast(signed16, hn::Or(ones, twos))), narrow, codes + i);
    }
#endif
  }
#endif
};

template <class D>
HWY_INLINE hn::Vec<D> load_codes(D d, const uint8_t* from) {
  if constexpr (sizeof(hn::TFromD<D>) == 1) {
    return hn::LoadU(d, from);
  } else {
    return hn::PromoteTo(d, hn::LoadU(hn::Rebind<uint8_t, D>(), from));
  }
}

/// Fills a chunk with copies of a pixel, starting at channel `phase`.
template <class T>
HWY_INLINE void repeat_pixel(const T* pixel, size_t channels, size_t phase, T* out) {
  for (size_t i = 0; i < noise_chunk; ++i) {
    out[i] = pixel[phase];
    if (++phase == channels) phase = 0;
  }
}

template <class T>
void kernel(const ReplaceSome<T>& shared) {
  ReplaceSome<T> job = shared;
  job.rows = shared.rows.joined();
  const Stream key = vary::detail::child_stream(job.stream, 0);
  const ImpulseCodes codes{ars_keys(key.a, key.b), job.low_share, job.high_share};
  alignas(64) T low[noise_chunk], high[noise_chunk];
  size_t pattern = job.channels;  // the phase of `low` and `high`; invalid so far
  with_numbers<uint8_t>(job, codes, [&](size_t y, size_t i, const uint8_t* numbers, size_t count) HWY_ATTR {
    if (pattern != i % job.channels) {
      pattern = i % job.channels;
      repeat_pixel(job.low, job.channels, pattern, low);
      repeat_pixel(job.high, job.channels, pattern, high);
    }
    const T* in = job.rows.in + static_cast<std::ptrdiff_t>(y) * job.rows.in_stride + i;
    T* out = job.rows.out + static_cast<std::ptrdiff_t>(y) * job.rows.out_stride + i;
    for_lanes<T>(count, [&](auto d, size_t j) HWY_ATTR {
      using Lane = hwy::MakeUnsigned<T>;
      const hn::Rebind<Lane, decltype(d)> du;
      const auto code = load_codes(du, numbers + j);
      const auto is_low = hn::RebindMask(d, hn::Eq(code, hn::Set(du, Lane{1})));
      const auto is_high = hn::RebindMask(d, hn::Eq(code, hn::Set(du, Lane{2})));
      const auto x = hn::IfThenElse(is_high, hn::LoadU(d, high + j), hn::LoadU(d, in + j));
      hn::StoreU(hn::IfThenElse(is_low, hn::LoadU(d, low + j), x), d, out + j);
    });
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
