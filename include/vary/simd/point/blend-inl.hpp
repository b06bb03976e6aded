// SPDX-License-Identifier: MIT
// The kernel of blend().
#if defined(VARY_SIMD_BLEND_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_BLEND_INL_HPP
#undef VARY_SIMD_BLEND_INL_HPP
#else
#define VARY_SIMD_BLEND_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Blends one value. The product of 17 and 15 bits fits in 32 bits.
template <class T>
HWY_INLINE T blend_value(T first, T second, int weight) {
  if constexpr (std::is_same_v<T, float>) {
    return first + (second - first) * (static_cast<float>(weight) * 0x1p-15f);
  } else {
    const int change = ((int{second} - int{first}) * weight + blend_unit / 2) >> 15;
    return static_cast<T>(int{first} + change);
  }
}

#if HWY_TARGET != HWY_SCALAR
/// 8 bits: even and odd bytes separately, as 16-bit words, which needs no shuffle. MulFixedPoint15 rounds
/// half up.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V blend_vector(D d, const uint8_t* first, const uint8_t* second, int weight) {
  const hn::Repartition<int16_t, D> wide;
  const hn::RebindToUnsigned<decltype(wide)> bits;
  const auto a = hn::BitCast(bits, hn::LoadU(d, first));
  const auto b = hn::BitCast(bits, hn::LoadU(d, second));
  const auto w = hn::Set(wide, static_cast<int16_t>(weight));
  const auto low = hn::Set(bits, 0xFF);
  const auto blend = [&](auto from, auto to) HWY_ATTR {
    const auto x = hn::BitCast(wide, from);
    const auto y = hn::BitCast(wide, to);
    return hn::BitCast(bits, hn::Add(x, hn::MulFixedPoint15(hn::Sub(y, x), w)));
  };
  const auto even = blend(hn::And(a, low), hn::And(b, low));
  const auto odd = blend(hn::ShiftRight<8>(a), hn::ShiftRight<8>(b));
  return hn::BitCast(d, hn::Or(even, hn::ShiftLeft<8>(odd)));
}

#if HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128
/// 16 bits: interleaves the values of both images, less 2^15 to make them signed; one instruction multiplies
/// and adds the pairs in 32 bits.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V blend_vector(D d, const uint16_t* first, const uint16_t* second, int weight) {
  const hn::RebindToSigned<D> di;
  const hn::RepartitionToWide<decltype(di)> wide;
  const auto sign_bit = hn::Set(d, 0x8000);
  const auto a = hn::BitCast(di, hn::Xor(hn::LoadU(d, first), sign_bit));
  const auto b = hn::BitCast(di, hn::Xor(hn::LoadU(d, second), sign_bit));
  const auto weights = hn::BitCast(di, hn::Set(wide, weight << 16 | (blend_unit - weight)));
  const auto half = hn::Set(wide, blend_unit / 2);
  auto unused = hn::Zero(wide);
  const auto low = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveLower(di, a, b), weights, half, unused);
  const auto high = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveUpper(di, a, b), weights, half, unused);
  // Packing restores the order: it works on 128-bit blocks as the interleaving does.
  const auto packed = hn::ReorderDemote2To(di, hn::ShiftRight<15>(low), hn::ShiftRight<15>(high));
  return hn::Xor(hn::BitCast(d, packed), sign_bit);
}
#else
template <class D, class V = hn::Vec<D>>
HWY_INLINE V blend_vector(D, const uint16_t* first, const uint16_t* second, int weight) {
  const hn::Half<D> half;
  const hn::Rebind<int32_t, decltype(half)> wide;
  const auto blend = [&](size_t i) HWY_ATTR {
    const auto a = hn::PromoteTo(wide, hn::LoadU(half, first + i));
    const auto b = hn::PromoteTo(wide, hn::LoadU(half, second + i));
    const auto product = hn::Mul(hn::Sub(b, a), hn::Set(wide, weight));
    const auto change = hn::ShiftRight<15>(hn::Add(product, hn::Set(wide, blend_unit / 2)));
    return hn::DemoteTo(half, hn::Add(a, change));
  };
  return hn::Combine(D(), blend(hn::Lanes(half)), blend(0));
}
#endif

template <class D, class V = hn::Vec<D>>
HWY_INLINE V blend_vector(D d, const float* first, const float* second, int weight) {
  const V a = hn::LoadU(d, first);
  const V b = hn::LoadU(d, second);
  return hn::Add(a, hn::Mul(hn::Sub(b, a), hn::Set(d, static_cast<float>(weight) * 0x1p-15f)));
}
#endif

template <class T>
HWY_INLINE void blend_row(const T* first, const T* second, T* out, size_t count, int weight) {
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  for (; i + 2 * step <= count; i += 2 * step) {
    hn::StoreU(blend_vector(d, first + i, second + i, weight), d, out + i);
    hn::StoreU(blend_vector(d, first + i + step, second + i + step, weight), d, out + i + step);
  }
  if (i + step <= count) {
    hn::StoreU(blend_vector(d, first + i, second + i, weight), d, out + i);
    i += step;
  }
#endif
  for (; i < count; ++i) out[i] = blend_value(first[i], second[i], weight);
}

template <class T>
void kernel(const BlendRows<T>& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const auto at = static_cast<std::ptrdiff_t>(y);
    blend_row(job.first + at * job.first_stride, job.second + at * job.second_stride,
              job.out + at * job.out_stride, job.count, job.weight);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
