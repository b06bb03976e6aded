// SPDX-License-Identifier: MIT
// The kernel of Unsharp.
#if defined(VARY_SIMD_UNSHARP_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_UNSHARP_INL_HPP
#undef VARY_SIMD_UNSHARP_INL_HPP
#else
#define VARY_SIMD_UNSHARP_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Sharpens one value. The product of 17 and 15 bits fits in 32 bits.
template <class T>
HWY_INLINE T unsharp_value(T x, T smooth, int amount, float threshold) {
  if constexpr (std::is_same_v<T, float>) {
    const float change = x - smooth;
    const float magnitude = change < 0 ? -change : change;
    return magnitude > threshold ? x + change * (static_cast<float>(amount) * 0x1p-14f) : x;
  } else {
    const int change = int{x} - int{smooth};
    if ((change < 0 ? -change : change) <= static_cast<int>(threshold)) return x;
    const int value = int{x} + ((change * amount + unsharp_unit / 2) >> 14);
    return static_cast<T>(value < 0 ? 0 : (value > white<T> ? white<T> : value));
  }
}

#if HWY_TARGET != HWY_SCALAR
/// 8 bits: even and odd bytes separately, as 16-bit words, which needs no shuffle. MulFixedPoint15 of twice
/// the change rounds half up.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V unsharp_vector(D d, const uint8_t* in, const uint8_t* smooth, int amount, float threshold) {
  const hn::Repartition<int16_t, D> wide;
  const hn::RebindToUnsigned<decltype(wide)> bits;
  const auto a = hn::BitCast(bits, hn::LoadU(d, in));
  const auto b = hn::BitCast(bits, hn::LoadU(d, smooth));
  const auto w = hn::Set(wide, static_cast<int16_t>(amount));
  const auto t = hn::Set(wide, static_cast<int16_t>(threshold));
  const auto low = hn::Set(bits, 0xFF);
  const auto sharpen = [&](auto from, auto to) HWY_ATTR {
    const auto x = hn::BitCast(wide, from);
    const auto change = hn::Sub(x, hn::BitCast(wide, to));
    const auto scaled_change = hn::MulFixedPoint15(hn::Add(change, change), w);
    const auto y = hn::Add(x, hn::IfThenElseZero(hn::Gt(hn::Abs(change), t), scaled_change));
    return hn::BitCast(bits, hn::Min(hn::Max(y, hn::Zero(wide)), hn::Set(wide, 255)));
  };
  const auto even = sharpen(hn::And(a, low), hn::And(b, low));
  const auto odd = sharpen(hn::ShiftRight<8>(a), hn::ShiftRight<8>(b));
  return hn::BitCast(d, hn::Or(even, hn::ShiftLeft<8>(odd)));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V unsharp_vector(D, const uint16_t* in, const uint16_t* smooth, int amount, float threshold) {
  const hn::Half<D> half;
  const hn::Rebind<int32_t, decltype(half)> wide;
  const auto sharpen = [&](size_t i) HWY_ATTR {
    const auto x = hn::PromoteTo(wide, hn::LoadU(half, in + i));
    const auto change = hn::Sub(x, hn::PromoteTo(wide, hn::LoadU(half, smooth + i)));
    const auto product = hn::Add(hn::Mul(change, hn::Set(wide, amount)), hn::Set(wide, unsharp_unit / 2));
    const auto above_threshold = hn::Gt(hn::Abs(change), hn::Set(wide, static_cast<int32_t>(threshold)));
    return hn::DemoteTo(half, hn::Add(x, hn::IfThenElseZero(above_threshold, hn::ShiftRight<14>(product))));
  };
  return hn::Combine(D(), sharpen(hn::Lanes(half)), sharpen(0));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V unsharp_vector(D d, const float* in, const float* smooth, int amount, float threshold) {
  const V x = hn::LoadU(d, in);
  const V change = hn::Sub(x, hn::LoadU(d, smooth));
  const V y = hn::Add(x, hn::Mul(change, hn::Set(d, static_cast<float>(amount) * 0x1p-14f)));
  return hn::IfThenElse(hn::Gt(hn::Abs(change), hn::Set(d, threshold)), y, x);
}
#endif

template <class T>
HWY_INLINE void unsharp_row(const T* in, const T* smooth, T* out, size_t count, int amount, float threshold) {
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  for (; i + step <= count; i += step) {
    hn::StoreU(unsharp_vector(d, in + i, smooth + i, amount, threshold), d, out + i);
  }
#endif
  for (; i < count; ++i) out[i] = unsharp_value(in[i], smooth[i], amount, threshold);
}

template <class T>
void kernel(const UnsharpRows<T>& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const auto at = static_cast<std::ptrdiff_t>(y);
    unsharp_row(job.in + at * job.in_stride, job.smooth + at * job.smooth_stride,
                job.out + at * job.out_stride, job.count, job.amount, job.threshold);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
