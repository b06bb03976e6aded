// SPDX-License-Identifier: MIT
// Kernels that map each value by itself.
#if defined(VARY_SIMD_CURVE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_CURVE_INL_HPP
#undef VARY_SIMD_CURVE_INL_HPP
#else
#define VARY_SIMD_CURVE_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// gain * x + bias of the segment that x falls into.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V follow_segments(D d, V x, const Segment* segments, size_t count, float scale) {
  using Lane = hn::TFromD<D>;
  const auto set = [&](float value) HWY_ATTR { return hn::Set(d, static_cast<Lane>(value)); };
  V gain = set(segments[0].gain);
  V bias = hn::Set(d, static_cast<Lane>(segments[0].bias) * static_cast<Lane>(scale));
  for (size_t s = 1; s < count; ++s) {
    const Lane from = static_cast<Lane>(segments[s].from) * static_cast<Lane>(scale);
    const auto here = hn::Ge(x, hn::Set(d, from));
    gain = hn::IfThenElse(here, set(segments[s].gain), gain);
    bias = hn::IfThenElse(here, hn::Set(d, static_cast<Lane>(segments[s].bias) * static_cast<Lane>(scale)),
                          bias);
  }
  return hn::Add(hn::Mul(gain, x), bias);
}

/// Stores y, but x in every fourth place where alpha is to stay. `i` is the place of the first lane.
template <class D, class V = hn::Vec<D>, class T = hn::TFromD<D>>
HWY_INLINE void store_colour(D d, V x, V y, bool skip_alpha, size_t i, T* to) {
  if (skip_alpha) {
    const hn::RebindToUnsigned<D> du;
    const auto place = hn::Iota(du, static_cast<hn::TFromD<decltype(du)>>(i));
    const auto three = hn::Set(du, 3);
    const auto alpha = hn::RebindMask(d, hn::Eq(hn::And(place, three), three));
    y = hn::IfThenElse(alpha, x, y);
  }
  hn::StoreU(y, d, to);
}

/// 8 bits: all 256 answers are worked out once, in double precision.
inline void fill_table(const ApplyCurve<uint8_t>& job, uint8_t* table) {
  for (int x = 0; x < 256; ++x) {
    size_t s = job.segment_count - 1;
    while (s > 0 && x < static_cast<double>(job.segments[s].from) * 255.0) --s;
    table[x] = to_pixel<uint8_t>(static_cast<double>(job.segments[s].gain) * x +
                                 static_cast<double>(job.segments[s].bias) * 255.0);
  }
}
inline void curve_row(const ApplyCurve<uint8_t>& job, const uint8_t* table, const uint8_t* in, uint8_t* out) {
  for (size_t i = 0; i < job.count; ++i) out[i] = table[in[i]];
  if (!job.skip_alpha) return;
  for (size_t i = 3; i < job.count; i += 4) out[i] = in[i];
}

/// 16 bits in double precision, where the product is exact, so that rounding is too.
inline void curve_row(const ApplyCurve<uint16_t>& job, const uint8_t*, const uint16_t* in, uint16_t* out) {
  for_lanes<double>(job.count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<int32_t, decltype(d)> whole;
    const hn::Rebind<uint16_t, decltype(d)> narrow;
    const auto pixels = hn::LoadU(narrow, in + i);
    const auto x = hn::PromoteTo(d, hn::PromoteTo(whole, pixels));
    const auto y = follow_segments(d, x, job.segments, job.segment_count, 65535.0f);
    const auto rounded = hn::Add(clamp_pixel<uint16_t>(d, y), hn::Set(d, 0.5));
    const auto answers = hn::DemoteTo(narrow, hn::DemoteTo(whole, rounded));
    store_colour(narrow, pixels, answers, job.skip_alpha, i, out + i);
  });
}

inline void curve_row(const ApplyCurve<float>& job, const uint8_t*, const float* in, float* out) {
  for_lanes<float>(job.count, [&](auto d, size_t i) HWY_ATTR {
    const auto x = hn::LoadU(d, in + i);
    const auto y = follow_segments(d, x, job.segments, job.segment_count, 1.0f);
    store_colour(d, x, clamp_pixel<float>(d, y), job.skip_alpha, i, out + i);
  });
}

/// white - x, the curve that needs no arithmetic wider than the pixel.
template <class T>
HWY_INLINE void invert_row(const ApplyCurve<T>& job, const T* in, T* out) {
  for_lanes<T>(job.count, [&](auto d, size_t i) HWY_ATTR {
    const auto x = hn::LoadU(d, in + i);
    store_colour(d, x, hn::Sub(hn::Set(d, white<T>), x), job.skip_alpha, i, out + i);
  });
}

template <class T>
void kernel(const ApplyCurve<T>& job) {
  const bool inverts = !std::is_same_v<T, float> && job.segment_count == 1 && job.segments[0].gain == -1.0f &&
                       job.segments[0].bias == 1.0f;
  uint8_t table[256] = {};
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (!inverts) fill_table(job, table);
  }
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (inverts) {
      invert_row(job, in, out);
    } else {
      curve_row(job, table, in, out);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
