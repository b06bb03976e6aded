// SPDX-License-Identifier: MIT
// The kernel of Poisson.
#if defined(VARY_SIMD_POISSON_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_POISSON_INL_HPP
#undef VARY_SIMD_POISSON_INL_HPP
#else
#define VARY_SIMD_POISSON_INL_HPP
#endif

#include "vary/simd/lanes/spread-inl.hpp"
#include "vary/simd/noise/random-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

inline constexpr float small_mean = 12;
inline constexpr float max_mean = 0x1p30f;

/// e to the power x for -12 <= x <= 0, relative error below 3e-7.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_of(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto set = [&](float value) HWY_ATTR { return hn::Set(d, value); };
  const auto power = hn::ConvertTo(di, hn::Sub(hn::Mul(x, set(1.44269504f)), set(0.5f)));
  const V quotient = hn::ConvertTo(d, power);
  // ln 2 in two parts; the first has few bits, so that its product is exact.
  const V rest =
      hn::Sub(hn::Sub(x, hn::Mul(quotient, set(0.693359375f))), hn::Mul(quotient, set(-2.12194440e-4f)));
  V sum = set(1.0f / 720);
  sum = hn::Add(hn::Mul(sum, rest), set(1.0f / 120));
  sum = hn::Add(hn::Mul(sum, rest), set(1.0f / 24));
  sum = hn::Add(hn::Mul(sum, rest), set(1.0f / 6));
  sum = hn::Add(hn::Mul(sum, rest), set(0.5f));
  sum = hn::Add(hn::Mul(sum, rest), set(1.0f));
  sum = hn::Add(hn::Mul(sum, rest), set(1.0f));
  const auto exponent = hn::ShiftLeft<23>(hn::Add(power, hn::Set(di, 127)));
  return hn::Mul(sum, hn::BitCast(d, exponent));
}

/// The Poisson samples of small means: the number of cumulative probabilities that are at most u in [0, 1).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V sample_small_means(D d, V mean, V u) {
  // Smaller probabilities no longer change the sum, so the loop would not end.
  const V min_probability = hn::Set(d, 0x1p-26f);
  const V one = hn::Set(d, 1.0f);
  V probability = exp_of(d, hn::Neg(mean));
  V sum = probability;
  V count = hn::Zero(d);
  auto active = hn::Ge(u, sum);
  for (int k = 1; !hn::AllFalse(d, active); ++k) {
    count = hn::Add(count, hn::IfThenElseZero(active, one));
    probability = hn::Mul(probability, hn::Mul(mean, hn::Set(d, 1.0f / static_cast<float>(k))));
    sum = hn::Add(sum, probability);
    active = hn::And(active, hn::And(hn::Ge(u, sum), hn::Gt(probability, min_probability)));
  }
  return count;
}

/// The Poisson samples of large means, from standard normal samples z.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V sample_large_means(D d, V mean, V z) {
  const V one = hn::Set(d, 1.0f);
  const V z2 = hn::Mul(z, z);
  const V deviation = hn::Sqrt(hn::Sub(mean, hn::Set(d, 1.0f / 12)));
  const V skew = hn::Mul(hn::Sub(z2, one), hn::Set(d, 1.0f / 6));
  const V third = hn::Div(hn::Mul(z, hn::Sub(one, z2)), hn::Mul(deviation, hn::Set(d, 72.0f)));
  const V y = hn::Add(hn::Add(hn::Add(mean, hn::Mul(deviation, z)), skew), third);
  const V rounded = hn::Add(hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), y), hn::Set(d, 0.5f));
  return hn::ConvertTo(d, hn::ConvertTo(hn::RebindToSigned<D>(), rounded));
}

/// Writes the random words [4 n, 4 n + 4 * blocks).
HWY_INLINE void fill_words(const ArsKeys& keys, uint64_t n, size_t blocks, uint32_t* words) {
#if HWY_TARGET == HWY_SCALAR
  for (size_t i = 0; i < blocks; ++i) {
    const ArsBlock bytes = ars(n + i, keys);
    for (size_t j = 0; j < 4; ++j) {
      words[4 * i + j] = static_cast<uint32_t>(bytes[4 * j]) | static_cast<uint32_t>(bytes[4 * j + 1]) << 8 |
                         static_cast<uint32_t>(bytes[4 * j + 2]) << 16 |
                         static_cast<uint32_t>(bytes[4 * j + 3]) << 24;
    }
  }
#else
  const NoiseTag d;
  const hn::Repartition<uint32_t, decltype(d)> d32;
  for (size_t i = 0; i < blocks; i += hn::Lanes(d) / 16) {
    hn::StoreU(hn::BitCast(d32, random_blocks(d, n + i, keys)), d32, words + 4 * i);
  }
#endif
}

template <class T>
void kernel(const DrawPoisson<T>& shared) {
  DrawPoisson<T> job = shared;
  job.rows = shared.rows.joined();
  const Stream key = vary::detail::child_stream(job.stream, 2);
  const ArsKeys keys = ars_keys(key.a, key.b);
  const NoiseSource source(tables_of(Distribution::normal), job.stream);
  const NoiseSampler sampler(source);
  const float unit = static_cast<float>(source.tables().unit);
  const float scale = job.scale * static_cast<float>(white<T>);
  constexpr size_t chunk = 960;
  alignas(64) uint32_t words[chunk + 64];
  alignas(64) int16_t numbers[chunk + 128];
  for (size_t y = 0; y < job.rows.row_count; ++y) {
    size_t n = 0;
    for (size_t i = 0; i < job.rows.count; i += n) {
      n = job.rows.count - i < chunk ? job.rows.count - i : chunk;
      const T* in = job.rows.in + static_cast<std::ptrdiff_t>(y) * job.rows.in_stride + i;
      T* out = job.rows.out + static_cast<std::ptrdiff_t>(y) * job.rows.out_stride + i;
      const uint64_t first = job.rows.number(y, i);
      const size_t skip = first % 64;
      fill_words(keys, first / 64 * 16, (skip + n + 63) / 64 * 16, words);
      bool filled = false;
      for_lanes<float>(n, [&](auto d, size_t j) HWY_ATTR {
        const hn::RebindToSigned<decltype(d)> di;
        const hn::RebindToUnsigned<decltype(d)> bits;
        const auto zero = hn::Zero(d);
        auto mean = hn::Div(load_float(d, in + j), hn::Set(d, scale));
        mean = hn::IfThenElseZero(hn::Gt(mean, zero), mean);  // 0 for NaN too
        mean = hn::IfThenElse(hn::Lt(mean, hn::Set(d, max_mean)), mean, hn::Set(d, max_mean));
        const auto is_large = hn::Gt(mean, hn::Set(d, small_mean));
        const auto small = hn::IfThenElse(is_large, zero, mean);
        const auto word = hn::ShiftRight<8>(hn::LoadU(bits, words + skip + j));
        const auto u = hn::Mul(hn::ConvertTo(d, hn::BitCast(di, word)), hn::Set(d, 0x1p-24f));
        auto count = sample_small_means(d, small, u);
        if (!hn::AllFalse(d, is_large)) {
          if (!filled) fill_noise(sampler, first / 64, (skip + n + 63) / 64, numbers);
          filled = true;
          const hn::Rebind<int16_t, decltype(d)> narrow;
          const auto x = hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(narrow, numbers + skip + j)));
          count = hn::IfThenElse(is_large, sample_large_means(d, mean, hn::Mul(x, hn::Set(d, unit))), count);
        }
        auto value = hn::Mul(count, hn::Set(d, scale));
        if (std::is_same_v<T, float> && job.clamp) value = clamp_pixel<float>(d, value);
        store_pixel(d, value, out + j);
      });
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
