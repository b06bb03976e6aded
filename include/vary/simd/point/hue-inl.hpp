// SPDX-License-Identifier: MIT
// The kernel of Hue, without a division.
#if defined(VARY_SIMD_HUE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_HUE_INL_HPP
#undef VARY_SIMD_HUE_INL_HPP
#else
#define VARY_SIMD_HUE_INL_HPP
#endif

#include "vary/simd/point/color-inl.hpp"
#include "vary/simd/rank/extremum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// For value V, chroma C (the largest colour less the smallest) and hue H in sixths of a turn, a colour is
// V - clamp(min(K, 4C - K), 0, C) with K = (C H + n C) mod 6C and n = 5, 3, 1 for red, green, blue. C H is a
// difference of two colours plus 0, 2C or 4C, so no division is needed.

/// The maximum and the minimum.
template <class V>
HWY_INLINE V larger(V p, V q) {
  return extreme<true>(hn::DFromV<V>(), q, p);
}
template <class V>
HWY_INLINE V smaller(V p, V q) {
  return extreme<false>(hn::DFromV<V>(), q, p);
}

/// x modulo `all`, for 0 <= x < 2 * all. Unsigned lanes below 0 wrap around to large values.
template <class V>
HWY_INLINE V wrap_once(V x, V all) {
  const V less = hn::Sub(x, all);
  if constexpr (hwy::IsFloat<hn::TFromV<V>>())
    return hn::IfThenElse(hn::Ge(x, all), less, x);
  else
    return hn::Min(x, less);
}

/// max(a - b, 0).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V subtract_saturated(D d, V a, V b) {
  if constexpr (sizeof(hn::TFromD<D>) == 2) {
    static_cast<void>(d);
    return hn::SaturatedSub(a, b);
  } else {
    const hn::RebindToSigned<D> integer;
    return hn::BitCast(d, hn::Max(hn::BitCast(integer, hn::Sub(a, b)), hn::Zero(integer)));
  }
}

/// V, C and C (H + 1), which is in [0, 6C].
template <class V>
HWY_INLINE void to_hue(V r, V g, V b, V& value, V& chroma, V& hue) {
  value = larger(larger(r, g), b);
  chroma = hn::Sub(value, smaller(smaller(r, g), b));
  const V twice = hn::Add(chroma, chroma);
  const V from_green = hn::Add(hn::Sub(b, r), twice);
  const V from_blue = hn::Add(hn::Sub(r, g), hn::Add(twice, twice));
  const V base = hn::IfThenElse(hn::Eq(value, g), from_green, from_blue);
  hue = hn::Add(hn::IfThenElse(hn::Eq(value, r), hn::Sub(g, b), base), chroma);
}

/// Adds `integer` + `fraction` / 2^16 sixths of a turn to the hue, exactly and rounded half up, in lanes of
/// unsigned integers twice as wide as the pixels.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void rotate_integer(D d, V integer, V fraction, V& r, V& g, V& b) {
  V value, chroma, hue;
  to_hue(r, g, b, value, chroma, hue);
  const V two = hn::Add(chroma, chroma), four = hn::Add(two, two), six = hn::Add(four, two);
  // chroma * fraction: the integer part, and the carry of rounding on a rising and on a falling edge.
  V rotated, rise, fall_carry;
  if constexpr (sizeof(hn::TFromD<D>) == 2) {
    const V rest = hn::Mul(chroma, fraction);
    rotated = hn::MulHigh(chroma, fraction);
    rise = hn::ShiftRight<15>(hn::SaturatedSub(rest, hn::Set(d, 1)));
    fall_carry = hn::ShiftRight<15>(rest);
  } else {
    const V product = hn::Mul(chroma, fraction);
    rotated = hn::ShiftRight<16>(product);
    const V rest = hn::And(product, hn::Set(d, 0xFFFF));
    rise = hn::ShiftRight<16>(hn::Add(rest, hn::Set(d, 0x7FFF)));
    fall_carry = hn::ShiftRight<16>(hn::Add(rest, hn::Set(d, 0x8000)));
  }
  rotated = wrap_once(hn::Add(hn::Add(hue, rotated), hn::Mul(chroma, integer)), six);
  const V fall = hn::Sub(four, fall_carry);
  const auto color = [&](V k) HWY_ATTR {
    return hn::Sub(value, smaller(smaller(hn::Add(k, rise), subtract_saturated(d, fall, k)), chroma));
  };
  b = color(rotated);
  g = color(wrap_once(hn::Add(rotated, two), six));
  r = color(wrap_once(hn::Add(rotated, four), six));
}

/// Changes hue, saturation and value in lanes of floats.
template <class T, class D, class V = hn::Vec<D>>
HWY_INLINE void rotate_float(D d, const MoveHue<T>& job, V& r, V& g, V& b) {
  const V zero = hn::Zero(d);
  V value, chroma, hue;
  to_hue(r, g, b, value, chroma, hue);
  const V two = hn::Add(chroma, chroma), four = hn::Add(two, two), six = hn::Add(four, two);
  const V angle = hn::Set(d, static_cast<float>(job.angle) * 0x1p-16f);
  const V rotated = wrap_once(hn::Add(hue, hn::Mul(chroma, angle)), six);
  V bright = value, strength = hn::Set(d, 1.0f);
  if (job.saturation != 0 || job.value != 0) {
    const auto colored = hn::Gt(chroma, zero);
    const V divisor = hn::IfThenElse(colored, value, hn::Set(d, 1.0f));
    const V full = hn::Add(hn::Div(chroma, divisor), hn::Set(d, job.saturation));
    bright = clamp_pixel<T>(d, hn::Add(value, hn::Set(d, job.value * static_cast<float>(white<T>))));
    // strength = new chroma / old chroma.
    const V new_chroma = hn::Mul(clamp_pixel<float>(d, full), bright);
    strength = hn::IfThenElse(colored, hn::Div(new_chroma, hn::IfThenElse(colored, chroma, divisor)), zero);
  }
  const auto color = [&](V k) HWY_ATTR {
    const V ramp = larger(smaller(smaller(k, hn::Sub(four, k)), chroma), zero);
    return clamp_pixel<T>(d, hn::Sub(bright, hn::Mul(ramp, strength)));
  };
  b = color(rotated);
  g = color(wrap_once(hn::Add(rotated, two), six));
  r = color(wrap_once(hn::Add(rotated, four), six));
}

template <size_t channels, class T>
HWY_NOINLINE void move_hue(const MoveHue<T>& job) {
  if constexpr (!std::is_same_v<T, float>) {
    if (job.saturation == 0 && job.value == 0) {
      using Lane = std::conditional_t<sizeof(T) == 1, uint16_t, uint32_t>;
      const hn::ScalableTag<Lane> d;
      const auto integer = hn::Set(d, static_cast<Lane>(job.angle >> 16));
      const auto fraction = hn::Set(d, static_cast<Lane>(job.angle & 0xFFFF));
      return for_color_blocks(job.rows, channels, hn::Lanes(d), [&](const T* from, T* to, bool) HWY_ATTR {
        auto r = hn::Zero(d), g = r, b = r, a = r;
        load_colors<channels>(d, from, r, g, b, a);
        rotate_integer(d, integer, fraction, r, g, b);
        store_colors<channels>(d, r, g, b, a, to);
      });
    }
  }
  const hn::ScalableTag<float> d;
  for_color_blocks(job.rows, channels, hn::Lanes(d), [&](const T* from, T* to, bool) HWY_ATTR {
    auto r = hn::Zero(d), g = r, b = r, a = r;
    load_colors<channels>(d, from, r, g, b, a);
    rotate_float(d, job, r, g, b);
    store_colors<channels>(d, r, g, b, a, to);
  });
}

template <class T>
void kernel(const MoveHue<T>& job) {
  job.rows.channels == 3 ? move_hue<3>(job) : move_hue<4>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
