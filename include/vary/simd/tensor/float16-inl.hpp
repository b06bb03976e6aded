// SPDX-License-Identifier: MIT
// Conversion of floats to 16-bit floats, rounded to nearest, ties to even.
#if defined(VARY_SIMD_FLOAT16_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_FLOAT16_INL_HPP
#undef VARY_SIMD_FLOAT16_INL_HPP
#else
#define VARY_SIMD_FLOAT16_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

// True if the target has an instruction that converts to binary16.
#undef VARY_F16C
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2 && !defined(HWY_DISABLE_F16C)
#define VARY_F16C 1
#endif

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Narrows lanes below 2^16 to words.
template <class D>
HWY_INLINE auto lower_words(D, hn::Vec<D> lanes) {
  return hn::DemoteTo(hn::Rebind<uint16_t, D>(), hn::BitCast(hn::RebindToSigned<D>(), lanes));
}

/// The bits of bfloat16s. The low 16 bits of a NaN must be 0.
template <class D>
HWY_INLINE auto round_bits(bfloat16, D d, hn::Vec<D> value) {
  const hn::RebindToUnsigned<D> du;
  const auto bits = hn::BitCast(du, value);
  const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(du, 1));
  const auto rounded = hn::Add(hn::Add(bits, hn::Set(du, 0x7FFF)), odd);
  static_cast<void>(d);
  return lower_words(du, hn::ShiftRight<16>(rounded));
}

#if VARY_F16C
template <size_t lanes>
HWY_INLINE auto round_bits(float16, hn::Simd<float, lanes, 0> d, hn::Vec<hn::Simd<float, lanes, 0>> value) {
  constexpr int nearest = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
  static_cast<void>(d);
  using Words = hn::Vec<hn::Rebind<uint16_t, decltype(d)>>;
#if HWY_TARGET <= HWY_AVX3
  if constexpr (lanes == 16) return Words{_mm512_cvtps_ph(value.raw, nearest)};
#endif
  if constexpr (lanes == 8) return Words{_mm256_cvtps_ph(value.raw, nearest)};
  if constexpr (lanes <= 4) return Words{_mm_cvtps_ph(value.raw, nearest)};
}
#else
/// The bits of float16s; 0x7E00 for NaN.
template <class D>
HWY_INLINE auto round_bits(float16, D d, hn::Vec<D> value) {
  const hn::RebindToUnsigned<D> du;
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(du, value);
  const auto sign = hn::And(bits, hn::Set(du, 0x80000000u));
  const auto size = hn::BitCast(di, hn::Xor(bits, sign));
  const auto capped = hn::BitCast(du, hn::Min(size, hn::Set(di, 0x47800000)));  // infinite from 2^16 on
  const auto odd = hn::And(hn::ShiftRight<13>(capped), hn::Set(du, 1));
  const auto large = hn::ShiftRight<13>(hn::Add(hn::Add(capped, hn::Set(du, 0xFFFu - (112u << 23))), odd));
  // Below 2^-14: adding 1/2 rounds to multiples of 2^-24.
  const auto half = hn::Set(d, 0.5f);
  const auto sum = hn::Add(hn::BitCast(d, size), half);
  const auto small = hn::Sub(hn::BitCast(di, sum), hn::BitCast(di, half));
  const auto tiny = hn::Lt(size, hn::Set(di, 113 << 23));
  const auto rounded = hn::IfThenElse(tiny, small, hn::BitCast(di, large));
  const auto is_nan = hn::Gt(size, hn::Set(di, 0x7F800000));
  const auto result = hn::IfThenElse(is_nan, hn::Set(di, 0x7E00), rounded);
  return lower_words(du, hn::Or(hn::BitCast(du, result), hn::ShiftRight<16>(sign)));
}
#endif

/// Stores numbers as U.
template <class U, class D>
HWY_INLINE void store_rounded(D d, hn::Vec<D> value, U* to) {
  if constexpr (std::is_same_v<U, float>) {
    hn::StoreU(value, d, to);
  } else {
    hn::StoreU(round_bits(U(), d, value), hn::Rebind<uint16_t, D>(), &to->bits);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
