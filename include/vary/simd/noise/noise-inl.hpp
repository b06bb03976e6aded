// SPDX-License-Identifier: MIT
// Kernels that add noise to pixels.
#if defined(VARY_SIMD_NOISE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_NOISE_INL_HPP
#undef VARY_SIMD_NOISE_INL_HPP
#else
#define VARY_SIMD_NOISE_INL_HPP
#endif

#include "vary/simd/noise/random-inl.hpp"
#include "vary/simd/lanes/spread-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// mean + sigma * number in levels of 8 bits, rounded half up: (X * scale / 65536 + offset) >> shift, where
/// both steps round down, so that the outcome is exact. `fits` is false for noise of many times full scale.
struct NoiseStep {
  int16_t scale = 0;
  int16_t offset = 0;
  uint16_t shift = 0;
  bool fits = false;

  NoiseStep(double mean, double sigma, double unit) {
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

/// body(y, i, X, n) for the values i to i + n of row y; steady noise has the numbers of the first pixel, over
/// and over.
template <class Job, class Body>
HWY_INLINE void with_steady_noise(const Job& job, const NoiseShaper& shaper, const Body& body) {
  HWY_ALIGN int16_t numbers[64];
  HWY_ALIGN int16_t spread[noise_chunk];
  for (size_t i = 0, n = 0; i < job.rows.count; i += n) {
    n = job.rows.count - i < noise_chunk ? job.rows.count - i : noise_chunk;
    uint64_t group = ~uint64_t{0};
    for (size_t j = 0; j < n; ++j) {
      const uint64_t number = (i + j) % job.channels / job.share;
      if (number / 64 != group) fill_noise(shaper, group = number / 64, 1, numbers);
      spread[j] = numbers[number % 64];
    }
    for (size_t y = 0; y < job.rows.row_count; ++y) body(y, i, spread, n);
  }
}

/// In floats: any type, and noise of any size.
template <class T>
HWY_INLINE void add_in_floats(const AddNoise<T>& job, const NoiseShaper& shaper, const T* in, T* out,
                              const int16_t* numbers, size_t count) {
  const float full = job.multiplies ? 1.0f : static_cast<float>(white<T>);
  const float scale = static_cast<float>(static_cast<double>(job.sigma) * shaper.tables().unit) * full;
  const float offset = job.multiplies ? 1 + job.mean : job.mean * full;
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<int16_t, decltype(d)> narrow;
    const hn::RebindToSigned<decltype(d)> whole;
    const auto x = hn::ConvertTo(d, hn::PromoteTo(whole, hn::LoadU(narrow, numbers + i)));
    const auto change = hn::Add(hn::Mul(x, hn::Set(d, scale)), hn::Set(d, offset));
    const auto pixel = load_float(d, in + i);
    auto value = job.multiplies ? hn::Mul(pixel, change) : hn::Add(pixel, change);
    if (std::is_same_v<T, float> && job.clamp) value = clamp_pixel<float>(d, value);
    store_pixel(d, value, out + i);
  });
}

HWY_INLINE void add_in_steps(const NoiseStep& step, const uint8_t* in, uint8_t* out, const int16_t* numbers,
                             size_t count) {
  for_lanes<int16_t>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto x = hn::LoadU(d, numbers + i);
    const auto sum = hn::Add(hn::MulHigh(x, hn::Set(d, step.scale)), hn::Set(d, step.offset));
    const auto noise = hn::ShiftRightSame(sum, step.shift);
    const auto pixel = hn::PromoteTo(d, hn::LoadU(narrow, in + i));
    hn::StoreU(hn::DemoteTo(narrow, hn::SaturatedAdd(pixel, noise)), narrow, out + i);
  });
}

#if HWY_TARGET != HWY_SCALAR
/// The same for whole groups of 64 numbers, which do not touch memory.
HWY_NOINLINE inline void add_groups(const NoiseShaper& tables, const NoiseStep& step, const uint8_t* in,
                                    uint8_t* out, uint64_t group, size_t groups) {
  const NoiseTag d;
  const hn::Repartition<int16_t, decltype(d)> di;
#if VARY_VBMI
  const NoiseShaper shaper = tables;  // a copy of our own, which the stores below cannot touch: registers
#else
  const NoiseShaper& shaper = tables;
#endif
  const uint16_t shift = step.shift;
  const auto scale = hn::Set(di, step.scale);
  const auto opposite = hn::Neg(scale);
  const auto offset = hn::Set(di, step.offset);
  const auto zero = hn::Zero(d);
  const auto add = [&](auto word, auto sign, auto pixels) HWY_ATTR {
    const auto size = hn::BitCast(di, word);
    const auto factor = hn::IfNegativeThenElse(hn::BitCast(di, sign), opposite, scale);
    const auto sum = hn::Add(hn::MulHigh(size, factor), offset);
    return hn::SaturatedAdd(hn::BitCast(di, pixels), hn::ShiftRightSame(sum, shift));
  };
  shaper.for_vectors(d, 64 * group, 64 * groups, [&](size_t i, auto signs, auto lower, auto upper) HWY_ATTR {
    const auto x = hn::LoadU(d, in + i);
    const auto below = add(lower, hn::InterleaveLower(d, signs, signs), hn::InterleaveLower(d, x, zero));
    const auto above = add(upper, hn::InterleaveUpper(d, signs, signs), hn::InterleaveUpper(d, x, zero));
    hn::StoreU(pack_bytes(d, below, above), d, out + i);
  });
}

inline void add_in_place_of_numbers(const AddNoise<uint8_t>& job, const NoiseShaper& shaper,
                                    const NoiseStep& step) {
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
        add_groups(shaper, step, in + i, out + i, first / 64, n / 64);
      } else {
        n = n < 64 - skip ? n : 64 - skip;
        std::memcpy(pixels + skip, in + i, n);
        add_groups(shaper, step, pixels, pixels, first / 64, 1);
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
  const NoiseShaper shaper(source);
  const double full = static_cast<double>(white<T>);
  const NoiseStep step(job.mean * full, job.sigma * full, shaper.tables().unit);
  const bool steps = std::is_same_v<T, uint8_t> && !job.multiplies && step.fits;
  const auto body = [&](size_t y, size_t i, const int16_t* numbers, size_t count) HWY_ATTR {
    const T* in = job.rows.in + static_cast<std::ptrdiff_t>(y) * job.rows.in_stride + i;
    T* out = job.rows.out + static_cast<std::ptrdiff_t>(y) * job.rows.out_stride + i;
    if constexpr (std::is_same_v<T, uint8_t>) {
      if (steps) return add_in_steps(step, in, out, numbers, count);
    }
    add_in_floats(job, shaper, in, out, numbers, count);
  };
  if (job.steady) return with_steady_noise(job, shaper, body);
#if HWY_TARGET != HWY_SCALAR
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (steps && job.share == 1) return add_in_place_of_numbers(job, shaper, step);
  }
#endif
  with_numbers<int16_t>(
      job,
      [&](uint64_t group, size_t groups, int16_t* numbers)
          HWY_ATTR { fill_noise(shaper, group, groups, numbers); },
      body);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
