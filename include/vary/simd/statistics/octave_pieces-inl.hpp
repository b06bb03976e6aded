// SPDX-License-Identifier: MIT
// Vector evaluation of OctavePieces.
#if defined(VARY_SIMD_OCTAVE_PIECES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_OCTAVE_PIECES_INL_HPP
#undef VARY_SIMD_OCTAVE_PIECES_INL_HPP
#else
#define VARY_SIMD_OCTAVE_PIECES_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// A lookup table of 32 numbers, by the low five bits of an index.
class TableOf32 {
 public:
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  HWY_INLINE explicit TableOf32(const float* table)
      : low_(_mm512_load_ps(table)), high_(_mm512_load_ps(table + 16)) {}
  template <class D, class I>
  HWY_INLINE hn::Vec<D> operator()(D, I index) const {
    return hn::Vec<D>{_mm512_permutex2var_ps(low_, index.raw, high_)};
  }

 private:
  __m512 low_, high_;
#else
  HWY_INLINE explicit TableOf32(const float* table) : table_(table) {}
  template <class D, class I>
  HWY_INLINE hn::Vec<D> operator()(D d, I index) const {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
    static_cast<void>(d);
    const auto pick = [&](size_t from) HWY_ATTR {
      return _mm256_permutevar8x32_ps(_mm256_load_ps(table_ + from), index.raw);
    };
    const __m256 bit3 = _mm256_castsi256_ps(_mm256_slli_epi32(index.raw, 28));
    const __m256 bit4 = _mm256_castsi256_ps(_mm256_slli_epi32(index.raw, 27));
    return hn::Vec<D>{_mm256_blendv_ps(_mm256_blendv_ps(pick(0), pick(8), bit3),
                                       _mm256_blendv_ps(pick(16), pick(24), bit3), bit4)};
#else
    return hn::GatherIndex(d, table_, hn::And(index, hn::Set(hn::RebindToSigned<D>(), 31)));
#endif
  }

 private:
  const float* table_;
#endif
};

/// The tables of OctavePieces in registers if possible, so that stores cannot alias them.
struct PieceTables {
  TableOf32 offset, gain, square;
  HWY_INLINE explicit PieceTables(const OctavePieces& pieces)
      : offset(pieces.offset), gain(pieces.gain), square(pieces.square) {}
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V y) const {
    const auto index = hn::ShiftRight<21>(hn::BitCast(hn::RebindToSigned<D>(), y));
    const V slope = hn::Add(hn::Mul(y, square(d, index)), gain(d, index));
    return hn::Add(hn::Mul(y, slope), offset(d, index));
  }
};

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
