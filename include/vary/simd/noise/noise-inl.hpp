// SPDX-License-Identifier: MIT
// The kernels of Noise.
#if defined(VARY_SIMD_NOISE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_NOISE_INL_HPP
#undef VARY_SIMD_NOISE_INL_HPP
#else
#define VARY_SIMD_NOISE_INL_HPP
#endif

#include "vary/simd/lanes/spread-inl.hpp"
#include "vary/simd/noise/random-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// mean + sigma * sample in units of 8-bit pixels, rounded half up: (X * scale / 65536 + offset) >> shift.
/// Both steps round down, so the result is exact. `fits` is false if the noise exceeds full scale
/// many times.
struct FixedPointNoise {
  int16_t scale = 0;
  int16_t offset = 0;
  uint16_t shift = 0;
  bool fits = false;

  FixedPointNoise(double mean, double sigma, double unit) {
    for (int bits = 14; bits >= 0 && !fits; --bits) {
      const double factor = std::floor(std::ldexp(sigma * unit, bits + 16) + 0.5);
      const double start = std::floor(std::ldexp(mean + 0.5, bits) + 0.5);
      fits = factor <= 32767 && factor / 2 + std::fabs(start) <= 32767;
      if (!fits) continue;
      scale = static_cast<int16_t>(factor);
      offset = static_cast<int16_t>(start);
      shift = static_cast<uint16_t>(bits);
    }
  }
};

/// Calls body(y, i, X, n) for the values [i, i + n) of row y. Steady noise repeats the samples of the first
/// pixel.
template <class Job, class Body>
HWY_INLINE void with_steady_noise(const Job& job, const NoiseSampler& sampler, const Body& body) {
  HWY_ALIGN int16_t numbers[64];
  HWY_ALIGN int16_t spread[noise_chunk];
  for (size_t i = 0, n = 0; i < job.rows.count; i += n) {
    n = job.rows.count - i < noise_chunk ? job.rows.count - i : noise_chunk;
    uint64_t group = ~uint64_t{0};
    for (size_t j = 0; j < n; ++j) {
      const uint64_t number = (i + j) % job.channels / job.share;
      if (number / 64 != group) fill_noise(sampler, group = number / 64, 1, numbers);
      spread[j] = numbers[number % 64];
    }
    for (size_t y = 0; y < job.rows.row_count; ++y) body(y, i, spread, n);
  }
}

/// Adds noise of any strength to pixels of any type, in float.
template <class T>
HWY_INLINE void add_in_floats(const AddNoise<T>& job, const NoiseSampler& sampler, const T* in, T* out,
                              const int16_t* numbers, size_t count) {
  const float full = job.multiplies ? 1.0f : static_cast<float>(white<T>);
  const float scale = static_cast<float>(static_cast<double>(job.sigma) * sampler.tables().unit) * full;
  const float offset = job.multiplies ? 1 + job.mean : job.mean * full;
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<int16_t, decltype(d)> narrow;
    const hn::RebindToSigned<decltype(d)> di;
    const auto x = hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(narrow, numbers + i)));
    const auto change = hn::Add(hn::Mul(x, hn::Set(d, scale)), hn::Set(d, offset));
    const auto pixel = load_float(d, in + i);
    auto value = job.multiplies ? hn::Mul(pixel, change) : hn::Add(pixel, change);
    if (std::is_same_v<T, float> && job.clamp) value = clamp_pixel<float>(d, value);
    store_pixel(d, value, out + i);
  });
}

HWY_INLINE void add_fixed_point(const FixedPointNoise& fixed, const uint8_t* in, uint8_t* out,
                                const int16_t* numbers, size_t count) {
  for_lanes<int16_t>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto x = hn::LoadU(d, numbers + i);
    const auto sum = hn::Add(hn::MulHigh(x, hn::Set(d, fixed.scale)), hn::Set(d, fixed.offset));
    const auto noise = hn::ShiftRightSame(sum, fixed.shift);
    const auto pixel = hn::PromoteTo(d, hn::LoadU(narrow, in + i));
    hn::StoreU(hn::DemoteTo(narrow, hn::SaturatedAdd(pixel, noise)), narrow, out + i);
  });
}

#if HWY_TARGET != HWY_SCALAR
/// The same for full groups of 64 samples, which stay in registers.
HWY_NOINLINE inline void add_groups(const NoiseSampler& shared, const FixedPointNoise& fixed,
                                    const uint8_t* in, uint8_t* out, uint64_t group, size_t groups) {
  const NoiseTag d;
  const hn::Repartition<int16_t, decltype(d)> di;
#if VARY_VBMI
  const NoiseSampler sampler = shared;  // a copy, because the stores may alias `shared`: stays in registers
#else
  const NoiseSampler& sampler = shared;
#endif
  const uint16_t shift = fixed.shift;
  const auto scale = hn::Set(di, fixed.scale);
  const auto minus_scale = hn::Neg(scale);
  const auto offset = hn::Set(di, fixed.offset);
  const auto zero = hn::Zero(d);
  const auto add = [&](auto word, auto sign, auto pixels) HWY_ATTR {
    const auto magnitude = hn::BitCast(di, word);
    const auto factor = hn::IfNegativeThenElse(hn::BitCast(di, sign), minus_scale, scale);
    const auto sum = hn::Add(hn::MulHigh(magnitude, factor), offset);
    return hn::SaturatedAdd(hn::BitCast(di, pixels), hn::ShiftRightSame(sum, shift));
  };
  sampler.for_vectors(d, 64 * group, 64 * groups, [&](size_t i, auto signs, auto lower, auto upper) HWY_ATTR {
    const auto x = hn::LoadU(d, in + i);
    const auto below = add(lower, hn::InterleaveLower(d, signs, signs), hn::InterleaveLower(d, x, zero));
    const auto above = add(upper, hn::InterleaveUpper(d, signs, signs), hn::InterleaveUpper(d, x, zero));
    hn::StoreU(pack_bytes(d, below, above), d, out + i);
  });
}

inline void add_unbuffered(const AddNoise<uint8_t>& job, const NoiseSampler& sampler,
                           const FixedPointNoise& fixed) {
  HWY_ALIGN uint8_t pixels[64] = {};
  for (size_t y = 0; y < job.rows.row_count; ++y) {
    const uint8_t* in = job.rows.in + static_cast<std::ptrdiff_t>(y) * job.rows.in_stride;
    uint8_t* out = job.rows.out + static_cast<std::ptrdiff_t>(y) * job.rows.out_stride;
    size_t n = 0;
    for (size_t i = 0; i < job.rows.count; i += n) {
      const uint64_t first = job.rows.number(y, i);
      const size_t skip = first % 64;
      n = job.rows.count - i;
      if (skip == 0 && n >= 64) {
        n -= n % 64;
        add_groups(sampler, fixed, in + i, out + i, first / 64, n / 64);
      } else {
        n = n < 64 - skip ? n : 64 - skip;
        std::memcpy(pixels + skip, in + i, n);
        add_groups(sampler, fixed, pixels, pixels, first / 64, 1);
        std::memcpy(out + i, pixels + skip, n);
      }
    }
  }
}
#endif

template <class T>
void kernel(const AddNoise<T>& shared) {
  AddNoise<T> job = shared;
  job.rows = shared.rows.joined();
  const NoiseSource source(tables_of(job.distribution), job.stream);
  const NoiseSampler sampler(source);
  const double full = static_cast<double>(white<T>);
  const FixedPointNoise fixed(job.mean * full, job.sigma * full, sampler.tables().unit);
  const bool use_fixed_point = std::is_same_v<T, uint8_t> && !job.multiplies && fixed.fits;
  const auto body = [&](size_t y, size_t i, const int16_t* numbers, size_t count) HWY_ATTR {
    const T* in = job.rows.in + static_cast<std::ptrdiff_t>(y) * job.rows.in_stride + i;
    T* out = job.rows.out + static_cast<std::ptrdiff_t>(y) * job.rows.out_stride + i;
    if constexpr (std::is_same_v<T, uint8_t>) {
      if (use_fixed_point) return add_fixed_point(fixed, in, out, numbers, count);
    }
    add_in_floats(job, sampler, in, out, numbers, count);
  };
  if (job.steady) return with_steady_noise(job, sampler, body);
#if HWY_TARGET != HWY_SCALAR
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (use_fixed_point && job.share == 1) return add_unbuffered(job, sampler, fixed);
  }
#endif
  with_numbers<int16_t>(
      job,
      [&](uint64_t group, size_t groups, int16_t* numbers)
          HWY_ATTR { fill_noise(sampler, group, groups, numbers); },
      body);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
