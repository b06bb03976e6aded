// SPDX-License-Identifier: MIT
// Loads pixels with three channels as three vectors, one for each channel, and stores them.
#if defined(VARY_SIMD_INTERLEAVE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_INTERLEAVE_INL_HPP
#undef VARY_SIMD_INTERLEAVE_INL_HPP
#else
#define VARY_SIMD_INTERLEAVE_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Loads as many pixels as a vector has lanes: one vector for each channel.
template <class D, class V = hn::Vec<D>, class T = hn::TFromD<D>>
HWY_INLINE void load_planes(D d, const T* from, V& v0, V& v1, V& v2) {
  hn::LoadInterleaved3(d, from, v0, v1, v2);
}
template <class D, class V = hn::Vec<D>, class T = hn::TFromD<D>>
HWY_INLINE void store_planes(V v0, V v1, V v2, D d, T* to) {
  hn::StoreInterleaved3(v0, v1, v2, d, to);
}

#if VARY_VBMI
// With VBMI a plane takes two shuffles of a full vector; Highway uses more.

/// Lane i of plane c is lane 3 i + c of three consecutive vectors. `load_first` selects from the first two of
/// them; the bits of `in_third` mark the lanes from the third, which `load_second` selects.
template <size_t lanes>
struct PlaneOrder {
  using Lane = hwy::UnsignedFromSize<64 / lanes>;
  alignas(64) Lane load_first[3][lanes];
  alignas(64) Lane load_second[3][lanes];
  uint64_t in_third[3];
  alignas(64) Lane store_first[3][lanes];
  alignas(64) Lane store_second[3][lanes];
  uint64_t third_channel[3];

  constexpr PlaneOrder()
      : load_first{}, load_second{}, in_third{}, store_first{}, store_second{}, third_channel{} {
    for (size_t c = 0; c < 3; ++c) {
      for (size_t i = 0; i < lanes; ++i) {
        const size_t source = 3 * i + c;
        load_first[c][i] = static_cast<Lane>(source % (2 * lanes));
        load_second[c][i] = static_cast<Lane>(source % lanes);
        if (source >= 2 * lanes) in_third[c] |= uint64_t{1} << i;
        // Stores: lane i of vector c is channel k of pixel p.
        const size_t p = (c * lanes + i) / 3, k = (c * lanes + i) % 3;
        store_first[c][i] = static_cast<Lane>(p + (k == 1 ? lanes : 0));
        store_second[c][i] = static_cast<Lane>(p);
        if (k == 2) third_channel[c] |= uint64_t{1} << i;
      }
    }
  }
};

HWY_INLINE __m512i shuffle_two(hn::Full512<uint8_t>, __m512i a, __m512i order, __m512i b) {
  return _mm512_permutex2var_epi8(a, order, b);
}
HWY_INLINE __m512i shuffle_some(hn::Full512<uint8_t>, __m512i merged, uint64_t mask, __m512i order,
                                __m512i a) {
  return _mm512_mask_permutexvar_epi8(merged, mask, order, a);
}
HWY_INLINE __m512i shuffle_two(hn::Full512<uint16_t>, __m512i a, __m512i order, __m512i b) {
  return _mm512_permutex2var_epi16(a, order, b);
}
HWY_INLINE __m512i shuffle_some(hn::Full512<uint16_t>, __m512i merged, uint64_t mask, __m512i order,
                                __m512i a) {
  return _mm512_mask_permutexvar_epi16(merged, static_cast<__mmask32>(mask), order, a);
}
HWY_INLINE __m512i shuffle_two(hn::Full512<uint32_t>, __m512i a, __m512i order, __m512i b) {
  return _mm512_permutex2var_epi32(a, order, b);
}
HWY_INLINE __m512i shuffle_some(hn::Full512<uint32_t>, __m512i merged, uint64_t mask, __m512i order,
                                __m512i a) {
  return _mm512_mask_permutexvar_epi32(merged, static_cast<__mmask16>(mask), order, a);
}

template <class D>
HWY_INLINE void load_planes_wide(D d, const hn::TFromD<D>* from, hn::Vec<D>& v0, hn::Vec<D>& v1,
                                 hn::Vec<D>& v2) {
  constexpr size_t lanes = hn::MaxLanes(D());
  static constexpr PlaneOrder<lanes> order;
  const __m512i a = _mm512_loadu_si512(from);
  const __m512i b = _mm512_loadu_si512(from + lanes);
  const __m512i c = _mm512_loadu_si512(from + 2 * lanes);
  const auto plane = [&](size_t k) HWY_ATTR {
    const __m512i merged = shuffle_two(d, a, _mm512_load_si512(order.load_first[k]), b);
    return hn::Vec<D>{shuffle_some(d, merged, order.in_third[k], _mm512_load_si512(order.load_second[k]), c)};
  };
  v0 = plane(0);
  v1 = plane(1);
  v2 = plane(2);
}
template <class D>
HWY_INLINE void store_planes_wide(hn::Vec<D> v0, hn::Vec<D> v1, hn::Vec<D> v2, D d, hn::TFromD<D>* to) {
  constexpr size_t lanes = hn::MaxLanes(D());
  static constexpr PlaneOrder<lanes> order;
  for (size_t k = 0; k < 3; ++k) {
    const __m512i merged = shuffle_two(d, v0.raw, _mm512_load_si512(order.store_first[k]), v1.raw);
    _mm512_storeu_si512(to + k * lanes, shuffle_some(d, merged, order.third_channel[k],
                                                     _mm512_load_si512(order.store_second[k]), v2.raw));
  }
}

HWY_INLINE void load_planes(hn::Full512<uint8_t> d, const uint8_t* from, hn::Vec512<uint8_t>& v0,
                            hn::Vec512<uint8_t>& v1, hn::Vec512<uint8_t>& v2) {
  load_planes_wide(d, from, v0, v1, v2);
}
HWY_INLINE void load_planes(hn::Full512<uint16_t> d, const uint16_t* from, hn::Vec512<uint16_t>& v0,
                            hn::Vec512<uint16_t>& v1, hn::Vec512<uint16_t>& v2) {
  load_planes_wide(d, from, v0, v1, v2);
}
HWY_INLINE void store_planes(hn::Vec512<uint8_t> v0, hn::Vec512<uint8_t> v1, hn::Vec512<uint8_t> v2,
                             hn::Full512<uint8_t> d, uint8_t* to) {
  store_planes_wide(v0, v1, v2, d, to);
}
HWY_INLINE void store_planes(hn::Vec512<uint16_t> v0, hn::Vec512<uint16_t> v1, hn::Vec512<uint16_t> v2,
                             hn::Full512<uint16_t> d, uint16_t* to) {
  store_planes_wide(v0, v1, v2, d, to);
}
HWY_INLINE void load_planes(hn::Full512<float> d, const float* from, hn::Vec512<float>& v0,
                            hn::Vec512<float>& v1, hn::Vec512<float>& v2) {
  const hn::Full512<uint32_t> bits;
  hn::Vec512<uint32_t> b0, b1, b2;
  load_planes_wide(bits, reinterpret_cast<const uint32_t*>(from), b0, b1, b2);
  v0 = hn::BitCast(d, b0);
  v1 = hn::BitCast(d, b1);
  v2 = hn::BitCast(d, b2);
}
HWY_INLINE void store_planes(hn::Vec512<float> v0, hn::Vec512<float> v1, hn::Vec512<float> v2,
                             hn::Full512<float>, float* to) {
  const hn::Full512<uint32_t> bits;
  store_planes_wide(hn::BitCast(bits, v0), hn::BitCast(bits, v1), hn::BitCast(bits, v2), bits,
                    reinterpret_cast<uint32_t*>(to));
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
