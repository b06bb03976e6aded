// SPDX-License-Identifier: MIT
// The basis of all kernels: loops over the lanes of a row, and conversions between pixels and floats.
#if defined(VARY_SIMD_ROWS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_ROWS_INL_HPP
#undef VARY_SIMD_ROWS_INL_HPP
#else
#define VARY_SIMD_ROWS_INL_HPP
#endif

#include <hwy/highway.h>

// True if one instruction shuffles the bytes of a full vector (AVX-512 VBMI). Defined anew for each target.
#define VARY_VBMI (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3_DL)

// All kernel headers begin with these two macros: contraction off, then code for the current target. They
// cannot be combined into one macro, because g++ ignores what follows a target pragma in a macro. Lambdas in
// kernels need HWY_ATTR, because the pragma does not apply to them.
VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Calls body(tag, i) for full vectors of `Lane`, then for the remainder one lane at a time.
template <class Lane, class Body>
HWY_INLINE void for_lanes(size_t count, const Body& body) {
  const hn::ScalableTag<Lane> all;
  const hn::CappedTag<Lane, 1> one;
  const size_t step = hn::Lanes(all);
  const size_t whole = count - count % step;
  size_t i = 0;
  for (; i < whole; i += step) body(all, i);
  for (; i < count; ++i) body(one, i);
}

/// The same for full vectors of D; the last one overlaps its predecessor if it would not fit, so the body
/// must allow repetition. If `count` is less than a vector, one lane at a time.
template <class D, class Body>
HWY_INLINE void for_lanes_overlapping(D d, size_t count, const Body& body) {
  const size_t step = hn::Lanes(d);
  if (count < step) {
    const hn::CappedTag<hn::TFromD<D>, 1> one;
    for (size_t i = 0; i < count; ++i) body(one, i);
    return;
  }
  for (size_t i = 0; i + step < count; i += step) body(d, i);
  body(d, count - step);
}

/// Converts pixels of T to floats, in units of T.
template <class T, class D, class V>
HWY_INLINE hn::Vec<D> to_float(D d, V pixels) {
  if constexpr (std::is_same_v<T, float>) {
    return pixels;
  } else {
    const hn::RebindToSigned<D> whole;
    return hn::ConvertTo(d, hn::PromoteTo(whole, pixels));
  }
}
template <class D, class T>
HWY_INLINE hn::Vec<D> load_float(D d, const T* from) {
  const hn::Rebind<T, D> narrow;
  return to_float<T>(d, hn::LoadU(narrow, from));
}

/// Clamps to [0, white]; NaN becomes 0. By comparing and selecting, because the maximum of -0 and 0 depends
/// on the target.
template <class T, class D>
HWY_INLINE hn::Vec<D> clamp_pixel(D d, hn::Vec<D> value) {
  const hn::Vec<D> zero = hn::Zero(d);
  const hn::Vec<D> top = hn::Set(d, static_cast<hn::TFromD<D>>(white<T>));
  const hn::Vec<D> capped = hn::IfThenElse(hn::Lt(value, top), value, top);
  return hn::IfThenElse(hn::Gt(value, zero), capped, zero);
}

/// Converts floats to pixels of T: rounded half up and clamped. For T = float unchanged.
template <class T, class D>
HWY_INLINE auto to_pixels(D d, hn::Vec<D> value) {
  if constexpr (std::is_same_v<T, float>) {
    return value;
  } else {
    const hn::Rebind<T, D> narrow;
    const hn::RebindToSigned<D> whole;
    const hn::Vec<D> rounded = hn::Add(clamp_pixel<T>(d, value), hn::Set(d, 0.5f));
    return hn::DemoteTo(narrow, hn::ConvertTo(whole, rounded));
  }
}
template <class D, class T>
HWY_INLINE void store_pixel(D d, hn::Vec<D> value, T* to) {
  const hn::Rebind<T, D> narrow;
  hn::StoreU(to_pixels<T>(d, value), narrow, to);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
