// SPDX-License-Identifier: MIT
// Curves with straight segments in integer arithmetic.
#if defined(VARY_SIMD_LINE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_LINE_INL_HPP
#undef VARY_SIMD_LINE_INL_HPP
#else
#define VARY_SIMD_LINE_INL_HPP
#endif

#include "vary/simd/lanes/values-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

template <class T>
bool is_straight(const ApplyCurve<T>& job) {
  for (size_t s = 0; s < job.segment_count * job.curve_count; ++s) {
    if (job.segments[s].square != 0 || job.segments[s].cube != 0) return false;
  }
  return job.exponent == 1.0f;
}

#if HWY_ARCH_X86 && HWY_TARGET == HWY_AVX2
// Table lookups are slow on this target: a straight line in integer arithmetic is faster, and is used if it
// gives the same results.

/// out = (gain x + bias) >> shift.
struct ByteLine {
  int32_t gain;
  int32_t bias;
  int shift;
};

/// Finds the line that equals the table of the curve; false if there is none.
HWY_NOINLINE inline bool find_line(const ApplyCurve<uint8_t>& job, ByteLine& line) {
  const Segment& segment = job.segments[0];
  const double max_sum =
      std::fabs(static_cast<double>(segment.gain)) + std::fabs(static_cast<double>(segment.bias));
  if (job.curve_count != 1 || job.segment_count != 1 || !is_straight(job) || max_sum > 60) return false;
  line.shift = 22;
  while ((max_sum + 0.1) * 255 * std::ldexp(1.0, line.shift) > 0x1p31) --line.shift;
  const double unit = std::ldexp(1.0, line.shift);
  line.gain = static_cast<int32_t>(std::floor(static_cast<double>(segment.gain) * unit + 0.5));
  line.bias = static_cast<int32_t>(std::floor((static_cast<double>(segment.bias) * 255 + 0.5) * unit + 0.5));
  int differences = 0;
  for (int32_t x = 0; x < 256; ++x) {
    const int32_t value = (x * line.gain + line.bias) >> line.shift;
    const int32_t bounded = value < 0 ? 0 : (value > 255 ? 255 : value);
    differences += bounded != job.tables[x] ? 1 : 0;
  }
  return differences == 0;
}

HWY_NOINLINE inline void apply_line(const ValueRows<uint8_t>& rows, const ByteLine line,
                                    const uint8_t* table) {
  const __m256i gain = _mm256_set1_epi32(line.gain), bias = _mm256_set1_epi32(line.bias);
  const __m128i shift = _mm_cvtsi32_si128(line.shift);
  const auto map = [=](__m256i x) HWY_ATTR {
    return _mm256_sra_epi32(_mm256_add_epi32(_mm256_mullo_epi32(x, gain), bias), shift);
  };
  const size_t end = rows.width * rows.channels;
  const bool keep_alpha = rows.keep_alpha;
  for_rows(rows, [=](const uint8_t* in, uint8_t* out) HWY_ATTR {
    const hn::ScalableTag<uint8_t> d;
    size_t i = 0;
    for (; i + 32 <= end; i += 32) {
      const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + i));
      const __m256i zero = _mm256_setzero_si256();
      const __m256i low = _mm256_unpacklo_epi8(x, zero), high = _mm256_unpackhi_epi8(x, zero);
      const __m256i y01 =
          _mm256_packs_epi32(map(_mm256_unpacklo_epi16(low, zero)), map(_mm256_unpackhi_epi16(low, zero)));
      const __m256i y23 =
          _mm256_packs_epi32(map(_mm256_unpacklo_epi16(high, zero)), map(_mm256_unpackhi_epi16(high, zero)));
      using V = hn::Vec<decltype(d)>;
      store_color(d, V{x}, V{_mm256_packus_epi16(y01, y23)}, keep_alpha, i, out + i);
    }
    for (; i < end; ++i) out[i] = keep_alpha && i % 4 == 3 ? in[i] : table[in[i]];
  });
}
#endif

/// A straight segment for 16 bits: gain and bias times 2^shift, with 16 more bits in `gain_low` and
/// `bias_low`. Results are accurate to 2^-(16 + shift) before rounding.
struct IntegerSegment {
  int32_t from;
  int32_t gain;
  uint32_t gain_low;
  int32_t bias;
  uint32_t bias_low;
};
static_assert(sizeof(IntegerSegment) == sizeof(Segment), "the scratch of the job is sized for Segment");

/// Writes `integer_segments` and returns the largest shift for which all sums fit in 32 bits; negative if
/// none does.
HWY_NOINLINE inline int make_integer_segments(const ApplyCurve<uint16_t>& job,
                                              IntegerSegment* integer_segments) {
  const size_t count = job.segment_count * job.curve_count;
  if (!is_straight(job)) return -1;
  double max_sum = 0;
  for (size_t s = 0; s < count; ++s) {
    const double sum = std::fabs(static_cast<double>(job.segments[s].gain)) +
                       std::fabs(static_cast<double>(job.segments[s].bias));
    if (sum > max_sum) max_sum = sum;
  }
  int shift = 14;
  while (shift >= 0 && (max_sum + 1) * std::ldexp(1.0, shift) > 32767.0) --shift;
  const double unit = std::ldexp(1.0, shift + 16);
  for (size_t s = 0; s < count; ++s) {
    const Segment& segment = job.segments[s];
    const double from = std::ceil(static_cast<double>(segment.from) * 65535.0);
    const auto gain = static_cast<int64_t>(std::floor(static_cast<double>(segment.gain) * unit + 0.5));
    const double rounding = 0.5 * unit;
    const auto bias =
        static_cast<int64_t>(std::floor(static_cast<double>(segment.bias) * 65535.0 * unit + rounding + 0.5));
    integer_segments[s] = {static_cast<int32_t>(from < 0 ? 0 : (from > 65536 ? 65536 : from)),
                           static_cast<int32_t>(gain >> 16), static_cast<uint32_t>(gain & 0xFFFF),
                           static_cast<int32_t>(bias >> 16), static_cast<uint32_t>(bias & 0xFFFF)};
  }
  return shift;
}

/// (gain x + bias) >> shift for 16-bit lanes, with 16 more bits of gain and bias.
template <class D, class V = hn::Vec<D>, class I, class U>
HWY_INLINE V evaluate_integer(D d, V pixels, I gain, I bias, U gain_low, U bias_low, int shift) {
  const hn::Rebind<int32_t, D> di;
  const hn::RebindToUnsigned<decltype(di)> du;
  const auto x = hn::PromoteTo(di, pixels);
  const auto low = hn::ShiftRight<16>(hn::Add(hn::Mul(hn::BitCast(du, x), gain_low), bias_low));
  const auto sum = hn::Add(hn::Add(hn::Mul(x, gain), bias), hn::BitCast(di, low));
  return hn::DemoteTo(d, hn::ShiftRightSame(sum, shift));
}

HWY_NOINLINE inline void apply_integer_line(const ValueRows<uint16_t>& rows, const IntegerSegment line,
                                            int shift) {
  map_values<int32_t>(rows, false, [=](auto d, auto pixels, size_t) HWY_ATTR {
    const hn::Rebind<int32_t, decltype(d)> di;
    const hn::Rebind<uint32_t, decltype(d)> du;
    return evaluate_integer(d, pixels, hn::Set(di, line.gain), hn::Set(di, line.bias),
                            hn::Set(du, line.gain_low), hn::Set(du, line.bias_low), shift);
  });
}

/// One line for each of up to four channels, with gain and bias repeated in the order of the values.
HWY_NOINLINE inline void apply_integer_lines(const ApplyCurve<uint16_t>& job,
                                             const IntegerSegment* integer_segments, int shift) {
  constexpr size_t capacity = 4 * HWY_MAX_BYTES / sizeof(int32_t);
  alignas(64) int32_t gain[capacity], bias[capacity];
  alignas(64) uint32_t gain_low[capacity], bias_low[capacity];
  const hn::ScalableTag<int32_t> lanes;
  const size_t period = job.rows.channels * hn::Lanes(lanes);
  for (size_t i = 0; i < period; ++i) {
    const size_t c = i % job.rows.channels;
    const bool is_alpha = job.rows.keep_alpha && c == 3;
    const IntegerSegment identity{0, 1 << shift, 0, (1 << shift) / 2, 0};
    const IntegerSegment& line = is_alpha ? identity : integer_segments[c];
    gain[i] = line.gain, gain_low[i] = line.gain_low;
    bias[i] = line.bias, bias_low[i] = line.bias_low;
  }
  for_rows(job.rows, [&](const uint16_t* in, uint16_t* out) HWY_ATTR {
    size_t at = 0;
    for_lanes<int32_t>(job.rows.width * job.rows.channels, [&](auto di, size_t i) HWY_ATTR {
      const hn::RebindToUnsigned<decltype(di)> du;
      const hn::Rebind<uint16_t, decltype(di)> d;
      const auto y =
          evaluate_integer(d, hn::LoadU(d, in + i), hn::LoadU(di, gain + at), hn::LoadU(di, bias + at),
                           hn::LoadU(du, gain_low + at), hn::LoadU(du, bias_low + at), shift);
      hn::StoreU(y, d, out + i);
      at += hn::Lanes(di);
      if (at >= period) at = 0;
    });
  });
}

HWY_NOINLINE inline void apply_integer_curves(const ApplyCurve<uint16_t>& job,
                                              const IntegerSegment* integer_segments, int shift) {
  const size_t count = job.segment_count;
  const size_t next = job.curve_count == 1 ? 0 : count;
  map_values<int32_t>(job.rows, job.curve_count > 1, [=](auto d, auto pixels, size_t c) HWY_ATTR {
    const hn::Rebind<int32_t, decltype(d)> di;
    const hn::Rebind<uint32_t, decltype(d)> du;
    const auto x = hn::PromoteTo(di, pixels);
    const IntegerSegment* segments = integer_segments + c * next;
    auto gain = hn::Set(di, segments[0].gain), bias = hn::Set(di, segments[0].bias);
    auto gain_low = hn::Set(du, segments[0].gain_low), bias_low = hn::Set(du, segments[0].bias_low);
    for (size_t s = 1; s < count; ++s) {
      const IntegerSegment& segment = segments[s];
      const auto in_segment = hn::Gt(x, hn::Set(di, segment.from - 1));
      const auto in_segment_low = hn::RebindMask(du, in_segment);
      gain = hn::IfThenElse(in_segment, hn::Set(di, segment.gain), gain);
      bias = hn::IfThenElse(in_segment, hn::Set(di, segment.bias), bias);
      gain_low = hn::IfThenElse(in_segment_low, hn::Set(du, segment.gain_low), gain_low);
      bias_low = hn::IfThenElse(in_segment_low, hn::Set(du, segment.bias_low), bias_low);
    }
    return evaluate_integer(d, pixels, gain, bias, gain_low, bias_low, shift);
  });
}

/// Two segments whose low parts are 0, as for Solarize.
HWY_NOINLINE inline void apply_integer_bend(const ValueRows<uint16_t>& rows, const IntegerSegment below,
                                            const IntegerSegment above, int shift) {
  map_values<int32_t>(rows, false, [=](auto d, auto pixels, size_t) HWY_ATTR {
    const hn::Rebind<int32_t, decltype(d)> di;
    const auto x = hn::PromoteTo(di, pixels);
    const auto in_segment = hn::Gt(x, hn::Set(di, above.from - 1));
    const auto gain = hn::IfThenElse(in_segment, hn::Set(di, above.gain), hn::Set(di, below.gain));
    const auto bias = hn::IfThenElse(in_segment, hn::Set(di, above.bias), hn::Set(di, below.bias));
    return hn::DemoteTo(d, hn::ShiftRightSame(hn::Add(hn::Mul(x, gain), bias), shift));
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
