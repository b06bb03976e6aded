// SPDX-License-Identifier: MIT
// The kernel that writes normally distributed floats of full precision.
#if defined(VARY_SIMD_NORMAL_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_NORMAL_INL_HPP
#undef VARY_SIMD_NORMAL_INL_HPP
#else
#define VARY_SIMD_NORMAL_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// ln u for 0 < u <= 1, relative error below 2e-7.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log_of(D d, V u) {
  const hn::RebindToSigned<D> di;
  // u = m * 2^e with m in [sqrt(1/2), sqrt(2)), by integer arithmetic on the bits.
  const auto bits = hn::BitCast(di, u);
  const auto e = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(di, 0x3F3504F3)));
  const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(e)));
  // ln m = 2 artanh(s) = 2 s (1 + s^2 / 3 + s^4 / 5 + ...)
  const V one = hn::Set(d, 1.0f);
  const V s = hn::Div(hn::Sub(m, one), hn::Add(m, one));
  const V s2 = hn::Mul(s, s);
  V sum = hn::Set(d, 1.0f / 9);
  sum = hn::Add(hn::Mul(sum, s2), hn::Set(d, 1.0f / 7));
  sum = hn::Add(hn::Mul(sum, s2), hn::Set(d, 1.0f / 5));
  sum = hn::Add(hn::Mul(sum, s2), hn::Set(d, 1.0f / 3));
  sum = hn::Mul(hn::Mul(sum, s2), s);
  const V log_m = hn::Mul(hn::Add(s, sum), hn::Set(d, 2.0f));
  return hn::Add(hn::Mul(hn::ConvertTo(d, e), hn::Set(d, 0.693147181f)), log_m);
}

/// Two independent standard normal numbers from two random words (Box-Muller).
template <class D, class V = hn::Vec<D>, class W = hn::Vec<hn::RebindToUnsigned<D>>>
HWY_INLINE void normal_pair(D d, W w0, W w1, V& first, V& second) {
  const hn::RebindToUnsigned<D> du;
  const hn::RebindToSigned<D> di;
  const V half = hn::Set(d, 0.5f);
  const V count = hn::ConvertTo(d, hn::BitCast(di, hn::ShiftRight<1>(w0)));
  const V u = hn::Mul(hn::Add(count, half), hn::Set(d, 0x1p-31f));
  const V radius = hn::Sqrt(hn::Mul(hn::Set(d, -2.0f), log_of(d, u)));

  // The upper two bits select the quadrant, the others an angle t in [-pi/4, pi/4).
  const V rest = hn::ConvertTo(d, hn::BitCast(di, hn::And(w1, hn::Set(du, 0x3FFFFFFFu))));
  const V t = hn::Mul(hn::Sub(hn::Mul(rest, hn::Set(d, 0x1p-30f)), half), hn::Set(d, 1.57079633f));
  const V t2 = hn::Mul(t, t);
  V sine = hn::Set(d, 1.0f / 362880);
  sine = hn::Add(hn::Mul(sine, t2), hn::Set(d, -1.0f / 5040));
  sine = hn::Add(hn::Mul(sine, t2), hn::Set(d, 1.0f / 120));
  sine = hn::Add(hn::Mul(sine, t2), hn::Set(d, -1.0f / 6));
  sine = hn::Add(hn::Mul(hn::Mul(sine, t2), t), t);
  V cosine = hn::Set(d, 1.0f / 40320);
  cosine = hn::Add(hn::Mul(cosine, t2), hn::Set(d, -1.0f / 720));
  cosine = hn::Add(hn::Mul(cosine, t2), hn::Set(d, 1.0f / 24));
  cosine = hn::Add(hn::Mul(cosine, t2), hn::Set(d, -0.5f));
  cosine = hn::Add(hn::Mul(cosine, t2), hn::Set(d, 1.0f));

  const auto quarter = hn::ShiftRight<30>(w1);
  const auto one = hn::Set(du, 1);
  const auto odd = hn::MaskFromVec(hn::BitCast(d, hn::VecFromMask(du, hn::Eq(hn::And(quarter, one), one))));
  const auto sign = hn::Set(du, 0x80000000u);
  const auto cosine_sign = hn::And(hn::ShiftLeft<30>(hn::Add(quarter, one)), sign);
  const auto sine_sign = hn::And(hn::ShiftLeft<30>(quarter), sign);
  first = hn::Mul(radius, hn::Xor(hn::IfThenElse(odd, sine, cosine), hn::BitCast(d, cosine_sign)));
  second = hn::Mul(radius, hn::Xor(hn::IfThenElse(odd, cosine, sine), hn::BitCast(d, sine_sign)));
}

#if HWY_TARGET == HWY_SCALAR
/// The Philox words of block n + i in lane i.
template <class D, class W = hn::Vec<D>>
HWY_INLINE void philox_words(D d, uint64_t n, uint64_t b, uint64_t a, W& w0, W& w1, W& w2, W& w3) {
  const PhiloxBlock w = vary::detail::philox(n, b, a);
  w0 = hn::Set(d, w[0]);
  w1 = hn::Set(d, w[1]);
  w2 = hn::Set(d, w[2]);
  w3 = hn::Set(d, w[3]);
}
#else
/// The high and low halves of x * factor.
template <class D, class W = hn::Vec<D>>
HWY_INLINE void multiply_wide(D d, W x, uint32_t factor, W& high, W& low) {
  const hn::RepartitionToWide<D> wide;
  const W f = hn::Set(d, factor);
  const auto even = hn::MulEven(x, f);
  const auto odd = hn::MulEven(hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, x))), f);
  high = hn::OddEven(hn::BitCast(d, odd), hn::BitCast(d, hn::ShiftRight<32>(even)));
  low = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
}

/// The Philox words of block n + i in lane i.
template <class D, class W = hn::Vec<D>>
HWY_INLINE void philox_words(D d, uint64_t n, uint64_t b, uint64_t a, W& w0, W& w1, W& w2, W& w3) {
  const W low = hn::Set(d, vary::detail::low_word(n));
  w0 = hn::Add(low, hn::Iota(d, 0));
  const W carry = hn::VecFromMask(d, hn::Lt(w0, low));  // -1 for true
  w1 = hn::Sub(hn::Set(d, vary::detail::high_word(n)), carry);
  w2 = hn::Set(d, vary::detail::low_word(b));
  w3 = hn::Set(d, vary::detail::high_word(b));
  uint32_t key0 = vary::detail::low_word(a);
  uint32_t key1 = vary::detail::high_word(a);
  for (int round = 0; round < 10; ++round) {
    W high0, low0, high1, low1;
    multiply_wide(d, w0, 0xD2511F53u, high0, low0);
    multiply_wide(d, w2, 0xCD9E8D57u, high1, low1);
    w0 = hn::Xor(hn::Xor(high1, w1), hn::Set(d, key0));
    w1 = low1;
    w2 = hn::Xor(hn::Xor(high0, w3), hn::Set(d, key1));
    w3 = low0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
}
#endif

/// Writes the numbers [first, first + count); `first` is a multiple of 4. Stores full vectors: up to
/// normal_overshoot numbers past the end.
HWY_INLINE void fill_normal(uint64_t a, uint64_t b, uint64_t first, float* out, size_t count) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < count; i += 4 * lanes) {
    hn::Vec<decltype(du)> w0, w1, w2, w3;
    philox_words(du, (first + i) / 4, b, a, w0, w1, w2, w3);
    hn::Vec<decltype(d)> n0, n1, n2, n3;
    normal_pair(d, w0, w1, n0, n1);
    normal_pair(d, w2, w3, n2, n3);
    hn::StoreInterleaved4(n0, n1, n2, n3, d, out + i);
  }
}

// Four vectors of the largest size (SVE, 2048 bits).
inline constexpr size_t normal_overshoot = 4 * 64;
inline constexpr size_t normal_chunk = 1024;

inline void kernel(const FillNormal& job) {
  alignas(64) float numbers[normal_chunk + normal_overshoot];
  for (size_t done = 0; done < job.count;) {
    const uint64_t first = job.first + done;
    const size_t skip = first % 4;
    const size_t count = job.count - done < normal_chunk - skip ? job.count - done : normal_chunk - skip;
    fill_normal(job.a, job.b, first - skip, numbers, skip + count);
    std::memcpy(job.out + done, numbers + skip, count * sizeof(float));
    done += count;
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
