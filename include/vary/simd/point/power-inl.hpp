// SPDX-License-Identifier: MIT
// x^y for x in [0, 1], in float and double.
#if defined(VARY_SIMD_POWER_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_POWER_INL_HPP
#undef VARY_SIMD_POWER_INL_HPP
#else
#define VARY_SIMD_POWER_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The layout of a floating-point type.
template <class Lane>
struct FloatLayout;
template <>
struct FloatLayout<float> {
  static constexpr int mantissa_bits = 23;
  static constexpr uint32_t root_half = 0x3F3504F3;  // the bits of the root of 1/2
  static constexpr float integer_bias = 0x1.8p23f;   // added to a small integer, moves it to the low bits
  static constexpr float exponent_bias = 127;
};
template <>
struct FloatLayout<double> {
  static constexpr int mantissa_bits = 52;
  static constexpr uint64_t root_half = 0x3FE6A09E667F3BCDu;
  static constexpr double integer_bias = 0x1.8p52;
  static constexpr double exponent_bias = 1023;
};

/// The polynomial with these eight coefficients, lowest degree first. Evaluated as pairs, because a single
/// chain of products and sums has a long latency.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V polynomial(D d, V x, const float (&c)[8]) {
  const auto pair = [&](int k)
                        HWY_ATTR { return hn::Add(hn::Mul(hn::Set(d, c[k + 1]), x), hn::Set(d, c[k])); };
  const V x2 = hn::Mul(x, x);
  const V low = hn::Add(hn::Mul(pair(2), x2), pair(0));
  const V high = hn::Add(hn::Mul(pair(6), x2), pair(4));
  return hn::Add(hn::Mul(high, hn::Mul(x2, x2)), low);
}

/// log2(m) for m in [sqrt(1/2), sqrt(2)], as t times a polynomial in t = m - 1 that interpolates at Chebyshev
/// nodes. Error at most 1e-7.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log2_near_one(D d, V m, float) {
  constexpr float terms[] = {1.44269496f,  -0.721352759f, 0.480924039f, -0.360241986f,
                             0.287075611f, -0.248821805f, 0.234209852f, -0.146203535f};
  const V t = hn::Sub(m, hn::Set(d, 1.0f));
  return hn::Mul(polynomial(d, t, terms), t);
}
/// The same by ln m = 2 artanh(s) = 2 s (1 + s^2 / 3 + s^4 / 5 + ...). Error at most 1e-14.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log2_near_one(D d, V m, double) {
  const V s = hn::Div(hn::Sub(m, hn::Set(d, 1.0)), hn::Add(m, hn::Set(d, 1.0)));
  const V s2 = hn::Mul(s, s);
  V sum = hn::Set(d, 1.0 / 15);
  for (int n = 13; n >= 1; n -= 2) sum = hn::Add(hn::Mul(sum, s2), hn::Set(d, 1.0 / n));
  constexpr double two_over_ln2 = 2.88539008177792681472;
  return hn::Mul(hn::Mul(sum, s), hn::Set(d, two_over_ln2));
}

/// e^r for |r| <= ln 2 / 2, by its Taylor series.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_near_zero(D d, V r, float) {
  constexpr float terms[] = {1, 1, 1 / 2.0f, 1 / 6.0f, 1 / 24.0f, 1 / 120.0f, 1 / 720.0f, 1 / 5040.0f};
  return polynomial(d, r, terms);
}
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_near_zero(D d, V r, double) {
  V series = hn::Set(d, 1.0);
  for (int k = 11; k >= 1; --k) {
    series = hn::Add(hn::Mul(hn::Mul(series, r), hn::Set(d, 1.0 / k)), hn::Set(d, 1.0));
  }
  return series;
}

/// x^exponent for x in [0, 1] and exponent > 0. Error: a few ULP of 1.
template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE V power_of(D d, V x, Lane exponent) {
  using Layout = FloatLayout<Lane>;
  constexpr int mantissa_bits = Layout::mantissa_bits;
  const hn::RebindToUnsigned<D> du;
  const hn::RebindToSigned<D> di;
  const auto set = [&](double value) HWY_ATTR { return hn::Set(d, static_cast<Lane>(value)); };
  // x = m * 2^e with m in [sqrt(1/2), sqrt(2)), by integer arithmetic on the bits.
  const auto bits = hn::BitCast(du, x);
  const auto above = hn::Sub(bits, hn::Set(du, Layout::root_half));
  const auto power = hn::ShiftRight<mantissa_bits>(hn::BitCast(di, above));
  const V m = hn::BitCast(d, hn::Sub(bits, hn::BitCast(du, hn::ShiftLeft<mantissa_bits>(power))));
  const V integer_bias = set(Layout::integer_bias);
  const V e = hn::Sub(hn::BitCast(d, hn::Add(hn::BitCast(di, integer_bias), power)), integer_bias);
  const V log_m = log2_near_one(d, m, Lane());
  const V min_power = set(1 - static_cast<double>(Layout::exponent_bias));
  V y = hn::Mul(hn::Add(e, log_m), hn::Set(d, exponent));
  y = hn::IfThenElse(hn::Gt(y, min_power), y, min_power);
  // 2^y = 2^n * e^(r ln 2)
  const V n = hn::Floor(hn::Add(y, set(0.5)));
  constexpr double ln2 = 0.69314718055994530942;
  const V r = hn::Mul(hn::Sub(y, n), set(ln2));
  const V series = exp_near_zero(d, r, Lane());
  const V biased =
      hn::Add(n, set(static_cast<double>(Layout::integer_bias) + static_cast<double>(Layout::exponent_bias)));
  const V scale = hn::BitCast(d, hn::ShiftLeft<mantissa_bits>(hn::BitCast(du, biased)));
  return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Mul(series, scale), hn::Zero(d));
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
