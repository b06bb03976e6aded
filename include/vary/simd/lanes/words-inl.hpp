// SPDX-License-Identifier: MIT
// Vectors of 16-bit words with AVX-512: shifts across two vectors, and narrowing to bytes.
#if defined(VARY_SIMD_WORDS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_WORDS_INL_HPP
#undef VARY_SIMD_WORDS_INL_HPP
#else
#define VARY_SIMD_WORDS_INL_HPP
#endif

#include <array>

#include "vary/simd/lanes/rows-inl.hpp"

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

inline constexpr size_t words = 32;  // 16-bit lanes in a vector

/// The order that selects 32 lanes of two consecutive vectors, from lane `first` (at most 32) on.
HWY_INLINE __m512i order_from(size_t first) {
  alignas(64) static constexpr auto iota = [] {
    std::array<uint16_t, words> list{};
    for (size_t i = 0; i < words; ++i) list[i] = static_cast<uint16_t>(i);
    return list;
  }();
  return _mm512_add_epi16(_mm512_load_si512(iota.data()), _mm512_set1_epi16(static_cast<int16_t>(first)));
}

/// Narrows words below 256 to bytes.
HWY_INLINE __m512i join_bytes(__m512i a, __m512i b) {
#if VARY_VBMI
  alignas(64) static constexpr auto even = [] {
    std::array<uint8_t, 64> list{};
    for (size_t i = 0; i < 64; ++i) list[i] = static_cast<uint8_t>(2 * i);
    return list;
  }();
  return _mm512_permutex2var_epi8(a, _mm512_load_si512(even.data()), b);
#else
  return _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7), _mm512_packus_epi16(a, b));
#endif
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
#endif
