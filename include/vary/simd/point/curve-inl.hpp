// SPDX-License-Identifier: MIT
// The kernels of Curve and Posterize.
#if defined(VARY_SIMD_CURVE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_CURVE_INL_HPP
#undef VARY_SIMD_CURVE_INL_HPP
#else
#define VARY_SIMD_CURVE_INL_HPP
#endif

#include "vary/simd/point/line-inl.hpp"
#include "vary/simd/point/power-inl.hpp"
#include "vary/simd/point/table-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// 8 bits: computes the curve for all 256 values once, in double precision.
HWY_NOINLINE inline void fill_tables(const ApplyCurve<uint8_t>& job) {
  for (size_t c = 0; c < job.curve_count; ++c) {
    const Segment* segments = job.segments + c * job.segment_count;
    double results[256];
    for_lanes<double>(256, [&](auto d, size_t i) HWY_ATTR {
      const auto set = [&](double value) HWY_ATTR { return hn::Set(d, value); };
      const auto number = [&](float value) HWY_ATTR { return hn::Set(d, static_cast<double>(value)); };
      auto x = hn::Add(hn::Iota(d, 0.0), set(static_cast<double>(i)));
      if (job.exponent != 1.0f) {
        const auto fraction = hn::Div(x, set(255));
        x = hn::Mul(power_of(d, fraction, static_cast<double>(job.exponent)), set(255));
      }
      auto y = x;
      for (size_t s = 0; s < job.segment_count; ++s) {
        const Segment& segment = segments[s];
        const auto slope =
            hn::Mul(hn::Add(hn::Mul(hn::Div(number(segment.cube), set(255)), x), number(segment.square)),
                    hn::Div(x, set(255)));
        const auto value = hn::Add(hn::Mul(hn::Add(number(segment.gain), slope), x),
                                   set(static_cast<double>(segment.bias) * 255));
        const auto from = set(static_cast<double>(segment.from) * 255);
        y = s == 0 ? value : hn::IfThenElse(hn::Ge(x, from), value, y);
      }
      hn::StoreU(hn::Add(clamp_pixel<uint8_t>(d, y), set(0.5)), d, results + i);
    });
    for (size_t i = 0; i < 256; ++i) job.tables[256 * c + i] = static_cast<uint8_t>(results[i]);
  }
}

/// The curve at x, from the segment that contains x: `first` or one of `count` more, all in units of T.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V evaluate(D d, V x, const Segment first, const Segment* more, size_t count, bool cubic) {
  V gain = hn::Set(d, first.gain), bias = hn::Set(d, first.bias);
  V square = hn::Set(d, first.square), cube = hn::Set(d, first.cube);
  for (size_t s = 0; s < count; ++s) {
    const auto in_segment = hn::Ge(x, hn::Set(d, more[s].from));
    gain = hn::IfThenElse(in_segment, hn::Set(d, more[s].gain), gain);
    bias = hn::IfThenElse(in_segment, hn::Set(d, more[s].bias), bias);
    if (!cubic) continue;
    square = hn::IfThenElse(in_segment, hn::Set(d, more[s].square), square);
    cube = hn::IfThenElse(in_segment, hn::Set(d, more[s].cube), cube);
  }
  if (!cubic) return hn::Add(hn::Mul(gain, x), bias);
  const V slope = hn::Add(hn::Mul(hn::Add(hn::Mul(cube, x), square), x), gain);
  return hn::Add(hn::Mul(slope, x), bias);
}

template <bool has_exponent, class T>
HWY_NOINLINE void curve_in_floats(const ApplyCurve<T>& job) {
  constexpr auto scale = static_cast<float>(white<T>);
  auto* const scaled = static_cast<Segment*>(job.scaled);
  for (size_t s = 0; s < job.segment_count * job.curve_count; ++s) {
    const Segment& segment = job.segments[s];
    float from = segment.from * scale;
    // For integers the next integer is exact; a rounded start might be too small by one.
    if constexpr (!has_exponent && !std::is_same_v<T, float>) {
      from = static_cast<float>(std::ceil(static_cast<double>(segment.from) * static_cast<double>(scale)));
    }
    scaled[s] = {from, segment.gain, segment.bias * scale, segment.square / scale,
                 segment.cube / (scale * scale)};
  }
  const Segment shared = scaled[0];
  const size_t more = job.segment_count - 1;
  const bool by_channel = job.curve_count > 1, clamp = job.clamp, cubic = !is_straight(job);
  const float exponent = job.exponent;
  map_values<float>(job.rows, by_channel, [=](auto d, auto pixels, size_t c) HWY_ATTR {
    const hn::Rebind<float, decltype(d)> df;
    auto x = to_float<T>(df, pixels);
    if constexpr (has_exponent) {
      const auto fraction = clamp_pixel<float>(df, hn::Mul(x, hn::Set(df, 1 / scale)));
      x = hn::Mul(power_of(df, fraction, exponent), hn::Set(df, scale));
    }
    const Segment* curve = scaled + c * (more + 1);
    const Segment first = by_channel ? curve[0] : shared;
    const auto y = evaluate(df, x, first, curve + 1, more, cubic);
    if constexpr (std::is_same_v<T, float>) return clamp ? clamp_pixel<float>(df, y) : y;
    return to_pixels<T>(df, y);
  });
}
template <class T>
void curve_in_floats(const ApplyCurve<T>& job) {
  if (job.exponent == 1.0f) return curve_in_floats<false>(job);
  curve_in_floats<true>(job);
}

/// white - x, which needs no arithmetic wider than a pixel.
template <class T>
HWY_NOINLINE void invert_values(const ValueRows<T>& rows) {
  map_values<T>(rows, false,
                [](auto d, auto x, size_t) HWY_ATTR { return hn::Sub(hn::Set(d, white<T>), x); });
}
template <class T>
bool is_inversion(const ApplyCurve<T>& job) {
  return job.curve_count == 1 && job.segment_count == 1 && job.segments[0].gain == -1.0f &&
         job.segments[0].bias == 1.0f && is_straight(job);
}

inline void kernel(const ApplyCurve<uint8_t>& job) {
  if (is_inversion(job)) return invert_values(job.rows);
  fill_tables(job);
#if HWY_ARCH_X86 && HWY_TARGET == HWY_AVX2
  ByteLine line;
  if (find_line(job, line)) return apply_line(job.rows, line, job.tables);
#endif
  kernel(LookUp<uint8_t>{job.rows, job.tables, job.curve_count});
}

inline void kernel(const ApplyCurve<uint16_t>& job) {
  if (is_inversion(job)) return invert_values(job.rows);
  auto* const integer_segments = static_cast<IntegerSegment*>(job.scaled);
  const int shift = make_integer_segments(job, integer_segments);
  if (shift < 0) return curve_in_floats(job);
  if (job.segment_count == 1 && job.curve_count == 1)
    return apply_integer_line(job.rows, integer_segments[0], shift);
  if (job.segment_count == 1 && job.curve_count <= 4)
    return apply_integer_lines(job, integer_segments, shift);
  const uint32_t low = integer_segments[0].gain_low | integer_segments[0].bias_low |
                       integer_segments[1].gain_low | integer_segments[1].bias_low;
  if (job.segment_count == 2 && job.curve_count == 1 && low == 0) {
    return apply_integer_bend(job.rows, integer_segments[0], integer_segments[1], shift);
  }
  apply_integer_curves(job, integer_segments, shift);
}
inline void kernel(const ApplyCurve<float>& job) { curve_in_floats(job); }

template <class T>
void kernel(const KeepBits<T>& job) {
  if constexpr (std::is_same_v<T, float>) {
    const float levels = static_cast<float>(1 << job.bits);
    map_values<float>(job.rows, false, [=](auto d, auto x, size_t) HWY_ATTR {
      const auto last = hn::Set(d, levels - 1);
      const auto step = hn::Floor(hn::Mul(clamp_pixel<float>(d, x), hn::Set(d, levels)));
      return hn::Mul(hn::IfThenElse(hn::Lt(step, last), step, last), hn::Set(d, 1 / levels));
    });
  } else {
    const auto mask = static_cast<T>(white<T> << (static_cast<int>(8 * sizeof(T)) - job.bits));
    map_values<T>(job.rows, false,
                  [=](auto d, auto x, size_t) HWY_ATTR { return hn::And(x, hn::Set(d, mask)); });
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
