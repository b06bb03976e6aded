// SPDX-License-Identifier: MIT
// Kernels that map each value by itself.
#if defined(VARY_SIMD_CURVE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_CURVE_INL_HPP
#undef VARY_SIMD_CURVE_INL_HPP
#else
#define VARY_SIMD_CURVE_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_SIMD_BEGIN

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
    bias = hn::IfThenElse(
        here, hn::Set(d, static_cast<Lane>(segments[s].bias) * static_cast<Lane>(scale)), bias);
  }
  return hn::Add(hn::Mul(gain, x), bias);
}

/// 8 bits: all 256 answers are worked out once, in double precision.
inline void curve_row(const uint8_t* in, uint8_t* out, size_t count, const uint8_t* table) {
  for (size_t i = 0; i < count; ++i) out[i] = table[in[i]];
}

/// 16 bits in double precision, where the product is exact, so that rounding is too.
inline void curve_row(const uint16_t* in, uint16_t* out, size_t count, const ApplyCurve<uint16_t>& job) {
  for_lanes<double>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<int32_t, decltype(d)> whole;
    const hn::Rebind<uint16_t, decltype(d)> narrow;
    const auto x = hn::PromoteTo(d, hn::PromoteTo(whole, hn::LoadU(narrow, in + i)));
    const auto y = follow_segments(d, x, job.segments, job.segment_count, 65535.0f);
    const auto rounded = hn::Add(clamp_pixel<uint16_t>(d, y), hn::Set(d, 0.5));
    hn::StoreU(hn::DemoteTo(narrow, hn::DemoteTo(whole, rounded)), narrow, out + i);
  });
}

inline void curve_row(const float* in, float* out, size_t count, const ApplyCurve<float>& job) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const auto y = follow_segments(d, hn::LoadU(d, in + i), job.segments, job.segment_count, 1.0f);
    hn::StoreU(clamp_pixel<float>(d, y), d, out + i);
  });
}

/// white - x, the curve that needs no arithmetic wider than the pixel.
template <class T>
HWY_INLINE void invert_row(const T* in, T* out, size_t count) {
  for_lanes<T>(count, [&](auto d, size_t i) HWY_ATTR {
    hn::StoreU(hn::Sub(hn::Set(d, white<T>), hn::LoadU(d, in + i)), d, out + i);
  });
}

template <class T>
void kernel(const ApplyCurve<T>& job) {
  const bool inverts = !std::is_same_v<T, float> && job.segment_count == 1 &&
                       job.segments[0].gain == -1.0f && job.segments[0].bias == 1.0f;
  [[maybe_unused]] uint8_t table[256];
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (!inverts) {
      for (int x = 0; x < 256; ++x) {
        size_t s = job.segment_count - 1;
        while (s > 0 && x < static_cast<double>(job.segments[s].from) * 255.0) --s;
        table[x] = to_pixel<uint8_t>(static_cast<double>(job.segments[s].gain) * x +
                                     static_cast<double>(job.segments[s].bias) * 255.0);
      }
    }
  }
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (inverts) {
      invert_row(in, out, job.count);
    } else if constexpr (std::is_same_v<T, uint8_t>) {
      curve_row(in, out, job.count, table);
    } else {
      curve_row(in, out, job.count, job);
    }
    if (!job.skip_alpha) continue;
    for (size_t i = 3; i < job.count; i += 4) out[i] = in[i];
  }
}

VARY_SIMD_END
#endif
