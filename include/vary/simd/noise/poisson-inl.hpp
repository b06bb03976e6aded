// SPDX-License-Identifier: MIT
// The kernel that counts photons: Poisson numbers.
#if defined(VARY_SIMD_POISSON_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_POISSON_INL_HPP
#undef VARY_SIMD_POISSON_INL_HPP
#else
#define VARY_SIMD_POISSON_INL_HPP
#endif

#include "vary/simd/noise/random-inl.hpp"
#include "vary/simd/lanes/spread-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

inline constexpr float few_photons = 12;
inline constexpr float most_photons = 0x1p30f;

/// e to the power x for -12 <= x <= 0, relative error below 3e-7.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_of(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto set = [&](float value) HWY_ATTR { return hn::Set(d, value); };
  const auto power = hn::ConvertTo(di, hn::Sub(hn::Mul(x, set(1.44269504f)), set(0.5f)));
  const V whole = hn::ConvertTo(d, power);
  // ln 2 in two parts: the first has few bits, so that its product is exact.
  const V rest = hn::Sub(hn::Sub(x, hn::Mul(whole, set(0.693359375f))), hn::Mul(whole, set(-2.12194440e-4f)));
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

/// The Poisson numbers of small means that belong to u in [0, 1).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V count_few(D d, V mean, V u) {
  // Beyond this probability sums stand still, and so would the count.
  const V least = hn::Set(d, 0x1p-26f);
  const V one = hn::Set(d, 1.0f);
  V probability = exp_of(d, hn::Neg(mean));
  V sum = probability;
  V count = hn::Zero(d);
  auto going = hn::Ge(u, sum);
  for (int k = 1; !hn::AllFalse(d, going); ++k) {
    count = hn::Add(count, hn::IfThenElseZero(going, one));
    probability = hn::Mul(probability, hn::Mul(mean, hn::Set(d, 1.0f / static_cast<float>(k))));
    sum = hn::Add(sum, probability);
    going = hn::And(going, hn::And(hn::Ge(u, sum), hn::Gt(probability, least)));
  }
  return count;
}

/// The Poisson numbers of large means that belong to standard normal ones.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V count_many(D d, V mean, V z) {
  const V one = hn::Set(d, 1.0f);
  const V z2 = hn::Mul(z, z);
  const V deviation = hn::Sqrt(hn::Sub(mean, hn::Set(d, 1.0f / 12)));
  const V skew = hn::Mul(hn::Sub(z2, one), hn::Set(d, 1.0f / 6));
  const V third = hn::Div(hn::Mul(z, hn::Sub(one, z2)), hn::Mul(deviation, hn::Set(d, 72.0f)));
  const V y = hn::Add(hn::Add(hn::Add(mean, hn::Mul(deviation, z)), skew), third);
  const V rounded = hn::Add(hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), y), hn::Set(d, 0.5f));
  return hn::ConvertTo(d, hn::ConvertTo(hn::RebindToSigned<D>(), rounded));
}

/// Words 4 n to 4 n + 4 * blocks of random bits.
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
  const NoiseShaper shaper(source);
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
        const hn::RebindToSigned<decltype(d)> whole;
        const hn::RebindToUnsigned<decltype(d)> bits;
        const auto zero = hn::Zero(d);
        auto mean = hn::Div(load_float(d, in + j), hn::Set(d, scale));
        mean = hn::IfThenElseZero(hn::Gt(mean, zero), mean);  // also of what is not a number
        mean = hn::IfThenElse(hn::Lt(mean, hn::Set(d, most_photons)), mean, hn::Set(d, most_photons));
        const auto many = hn::Gt(mean, hn::Set(d, few_photons));
        const auto few = hn::IfThenElse(many, zero, mean);
        const auto word = hn::ShiftRight<8>(hn::LoadU(bits, words + skip + j));
        const auto u = hn::Mul(hn::ConvertTo(d, hn::BitCast(whole, word)), hn::Set(d, 0x1p-24f));
        auto count = count_few(d, few, u);
        if (!hn::AllFalse(d, many)) {
          if (!filled) fill_noise(shaper, first / 64, (skip + n + 63) / 64, numbers);
          filled = true;
          const hn::Rebind<int16_t, decltype(d)> narrow;
          const auto x = hn::ConvertTo(d, hn::PromoteTo(whole, hn::LoadU(narrow, numbers + skip + j)));
          count = hn::IfThenElse(many, count_many(d, mean, hn::Mul(x, hn::Set(d, unit))), count);
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
