// SPDX-License-Identifier: MIT
// Weighted sums of 8-bit pixels in whole numbers.
#if defined(VARY_SIMD_WHOLE_SUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_WHOLE_SUM_INL_HPP
#undef VARY_SIMD_WHOLE_SUM_INL_HPP
#else
#define VARY_SIMD_WHOLE_SUM_INL_HPP
#endif

#include "vary/simd/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Columns are kept in 16 bits between the two directions, in steps of 2^-whole_bits of a pixel.
inline constexpr int whole_bits = 6;
inline constexpr int weight_bits = 14;

/// Term k of a sum: one value, or the two that a symmetric window weighs alike.
template <bool symmetric, class Source>
HWY_INLINE auto whole_term(const Source& source, size_t middle, size_t k) {
  if constexpr (symmetric) {
    if (k > 0) return hn::Add(source(middle - k), source(middle + k));
    return source(middle);
  } else {
    return source(k);
  }
}

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
/// By the instruction that multiplies and adds neighbouring lanes.
template <bool symmetric, int shift, class D, class Source>
HWY_INLINE hn::Vec<D> sum_of_pairs(D d, const int32_t* pairs, size_t taps, const Source& source) {
  const size_t middle = taps / 2;
  const size_t terms = symmetric ? middle + 1 : taps;
  const hn::RepartitionToWide<D> wide;
  auto low = hn::Set(wide, 1 << (shift - 1)), high = low;
  auto unused = hn::Zero(wide);  // other targets leave part of the sum here
  for (size_t p = 0; p < (terms + 1) / 2; ++p) {
    const auto weights = hn::BitCast(d, hn::Set(wide, pairs[p]));
    const auto a = whole_term<symmetric>(source, middle, 2 * p);
    const auto b = 2 * p + 1 < terms ? whole_term<symmetric>(source, middle, 2 * p + 1) : hn::Zero(d);
    low = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveLower(d, a, b), weights, low, unused);
    high = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveUpper(d, a, b), weights, high, unused);
  }
  return hn::ReorderDemote2To(d, hn::ShiftRight<shift>(low), hn::ShiftRight<shift>(high));
}
using WholeLanes = hn::ScalableTag<int16_t>;
inline constexpr bool sums_pairs = true;
#else
using WholeLanes = hn::Rebind<int16_t, hn::ScalableTag<int32_t>>;
inline constexpr bool sums_pairs = false;
#endif

/// (the sum of the terms at the lanes + half) >> shift, as 16 bits. `taps` weights, of which the last pair
/// may have one only.
template <bool symmetric, int shift, class D, class Source>
HWY_INLINE hn::Vec<D> whole_sum(D d, const int32_t* pairs, size_t taps, const Source& source) {
  if constexpr (sums_pairs && std::is_same_v<D, WholeLanes>) {
    return sum_of_pairs<symmetric, shift>(d, pairs, taps, source);
  } else {
    const size_t middle = taps / 2;
    const hn::Rebind<int32_t, D> wide;
    auto sum = hn::Set(wide, 1 << (shift - 1));
    for (size_t k = 0; k < (symmetric ? middle + 1 : taps); ++k) {
      const int32_t weight = k % 2 == 0 ? pairs[k / 2] & 0xFFFF : pairs[k / 2] >> 16;
      const auto term = hn::PromoteTo(wide, whole_term<symmetric>(source, middle, k));
      sum = hn::Add(sum, hn::Mul(term, hn::Set(wide, weight)));
    }
    return hn::DemoteTo(d, hn::ShiftRight<shift>(sum));
  }
}

/// body(tag, i) for whole vectors of WholeLanes; of the last, some are done again. Few values go one by one.
template <class Body>
HWY_INLINE void for_whole_lanes(size_t count, const Body& body) {
  const WholeLanes d;
  const size_t step = hn::Lanes(d);
  if (count < step) {
    const hn::CappedTag<int16_t, 1> one;
    for (size_t i = 0; i < count; ++i) body(one, i);
    return;
  }
  for (size_t i = 0; i + step < count; i += step) body(d, i);
  body(d, count - step);
}

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void whole_columns(const uint8_t* const* rows, const WholeWeights weights, size_t any_taps,
                                int16_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_whole_lanes(count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto source = [=](size_t k) HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(narrow, rows[k] + i)); };
    const auto sum = whole_sum<symmetric, weight_bits - whole_bits>(d, weights.pairs, taps, source);
    hn::StoreU(sum, d, to + i);
  });
}

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void whole_row(const int16_t* line, const WholeWeights weights, size_t any_taps, size_t apart,
                            uint8_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_whole_lanes(count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto source = [=](size_t k) HWY_ATTR { return hn::LoadU(d, line + i + k * apart); };
    const auto sum = whole_sum<symmetric, weight_bits + whole_bits>(d, weights.pairs, taps, source);
    hn::StoreU(hn::DemoteTo(narrow, sum), narrow, to + i);
  });
}

/// body(symmetric, taps) with the number of weights as a constant where it is a usual one, and 0 where not.
template <class Body>
HWY_INLINE void with_usual_taps(bool symmetric, size_t taps, const Body& body) {
  const std::true_type yes;
  if (!symmetric) return body(std::false_type(), std::integral_constant<size_t, 0>());
  if (taps == 3) return body(yes, std::integral_constant<size_t, 3>());
  if (taps == 5) return body(yes, std::integral_constant<size_t, 5>());
  if (taps == 7) return body(yes, std::integral_constant<size_t, 7>());
  body(yes, std::integral_constant<size_t, 0>());
}

HWY_NOINLINE inline void convolve_whole(const ConvolveRows<uint8_t>& job) {
  const size_t elements = job.width * job.channels;
  const size_t margin = job.across_taps / 2 * job.channels;
  auto* line = reinterpret_cast<int16_t*>(job.line);
  // Behind the line: the constant, as the columns would have it.
  int16_t* const constant = line + elements + 2 * margin;
  for (size_t c = 0; c < job.channels; ++c) {
    constant[c] = static_cast<int16_t>(static_cast<int>(job.constant[c]) << whole_bits);
  }
  const PixelMover mover(job.channels * sizeof(int16_t));
  for (size_t y = 0; y < job.row_count; ++y) {
    const uint8_t* const* rows = job.rows + y;
    with_usual_taps(job.whole_down.symmetric, job.down_taps, [&](auto symmetric, auto taps) HWY_ATTR {
      whole_columns<symmetric(), taps()>(rows, job.whole_down, job.down_taps, line + margin, elements);
    });
    copy_runs(mover, reinterpret_cast<const std::byte*>(line + margin), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(line), reinterpret_cast<const std::byte*>(constant),
              job.channels * sizeof(int16_t));
    uint8_t* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    with_usual_taps(job.whole_across.symmetric, job.across_taps, [&](auto symmetric, auto taps) HWY_ATTR {
      whole_row<symmetric(), taps()>(line, job.whole_across, job.across_taps, job.channels, out, elements);
    });
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
