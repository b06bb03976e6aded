// SPDX-License-Identifier: MIT
// Weighted sums of 8-bit pixels in whole numbers.
#if defined(VARY_SIMD_INTEGER_SUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_INTEGER_SUM_INL_HPP
#undef VARY_SIMD_INTEGER_SUM_INL_HPP
#else
#define VARY_SIMD_INTEGER_SUM_INL_HPP
#endif

#include "vary/simd/resize/halves-inl.hpp"
#include "vary/simd/window/three_by_three-inl.hpp"

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

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void whole_columns(const uint8_t* const* rows, const IntegerWeights weights, size_t any_taps,
                                int16_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_lanes_overlapping(WholeLanes(), count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto source = [=](size_t k) HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(narrow, rows[k] + i)); };
    const auto sum = whole_sum<symmetric, weight_bits - whole_bits>(d, weights.pairs, taps, source);
    hn::StoreU(sum, d, to + i);
  });
}

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void whole_row(const int16_t* line, const IntegerWeights weights, size_t any_taps, size_t apart,
                            uint8_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_lanes_overlapping(WholeLanes(), count, [=](auto d, size_t i) HWY_ATTR {
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

// Short symmetrical windows: 16 bits do, by products that are rounded to 16 bits each. The eight terms of a
// window of 15 are 1/16 of a pixel off at most, and so are the windows down the columns.

/// (a + b) << whole_bits for the values of a block, in halves of their own order.
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
#if HWY_TARGET <= HWY_AVX3
HWY_INLINE __m512i sum_neighbours(__m512i v, int8_t weight) {
  return _mm512_maddubs_epi16(v, _mm512_set1_epi8(weight));
}
HWY_INLINE __m512i pack_halves(__m512i a, __m512i b) { return _mm512_packus_epi16(a, b); }
#elif HWY_TARGET <= HWY_AVX2
HWY_INLINE __m256i sum_neighbours(__m256i v, int8_t weight) {
  return _mm256_maddubs_epi16(v, _mm256_set1_epi8(weight));
}
HWY_INLINE __m256i pack_halves(__m256i a, __m256i b) { return _mm256_packus_epi16(a, b); }
#else
HWY_INLINE __m128i sum_neighbours(__m128i v, int8_t weight) {
  return _mm_maddubs_epi16(v, _mm_set1_epi8(weight));
}
HWY_INLINE __m128i pack_halves(__m128i a, __m128i b) { return _mm_packus_epi16(a, b); }
#endif

using WholeHalf = hn::ScalableTag<int16_t>;
template <class V>
HWY_INLINE void raised_sum(WholeHalf, const uint8_t* a, const uint8_t* b, V& first, V& second) {
  const hn::Repartition<uint8_t, WholeHalf> bytes;
  const auto x = kept(hn::LoadU(bytes, a)), y = kept(hn::LoadU(bytes, b));
  first = hn::Vec<WholeHalf>{sum_neighbours(hn::InterleaveLower(bytes, x, y).raw, 1 << whole_bits)};
  second = hn::Vec<WholeHalf>{sum_neighbours(hn::InterleaveUpper(bytes, x, y).raw, 1 << whole_bits)};
}
template <class V>
HWY_INLINE void raised(WholeHalf, const uint8_t* a, V& first, V& second) {
  const hn::Repartition<uint8_t, WholeHalf> bytes;
  const auto x = kept(hn::LoadU(bytes, a)), zero = hn::Zero(bytes);
  first = hn::Vec<WholeHalf>{sum_neighbours(hn::InterleaveLower(bytes, x, zero).raw, 1 << whole_bits)};
  second = hn::Vec<WholeHalf>{sum_neighbours(hn::InterleaveUpper(bytes, x, zero).raw, 1 << whole_bits)};
}
template <class V>
HWY_INLINE void store_bytes(WholeHalf, V first, V second, uint8_t* to) {
  const hn::Repartition<uint8_t, WholeHalf> bytes;
  hn::StoreU(hn::Vec<decltype(bytes)>{pack_halves(first.raw, second.raw)}, bytes, to);
}
#else
using WholeHalf = hn::RebindToSigned<HalfTag<uint8_t>>;
template <class V>
HWY_INLINE void raised(WholeHalf d, const uint8_t* a, V& first, V& second) {
  const hn::RebindToUnsigned<WholeHalf> du;
  const auto pairs = load_pairs(du, a);
  const auto odd = hn::ShiftRight<8>(pairs);
  first = hn::BitCast(d, hn::ShiftLeft<whole_bits>(hn::Sub(pairs, hn::ShiftLeft<8>(odd))));
  second = hn::BitCast(d, hn::ShiftLeft<whole_bits>(odd));
}
template <class V>
HWY_INLINE void raised_sum(WholeHalf d, const uint8_t* a, const uint8_t* b, V& first, V& second) {
  auto more_first = first, more_second = second;
  raised(d, a, first, second);
  raised(d, b, more_first, more_second);
  first = hn::Add(first, more_first);
  second = hn::Add(second, more_second);
}
template <class V>
HWY_INLINE void store_bytes(WholeHalf, V first, V second, uint8_t* to) {
  const HalfTag<uint8_t> du;
  store_halves(du, hn::BitCast(du, first), hn::BitCast(du, second), to);
}
#endif

/// weights[0] * the middle + weights[k] * the sum of those k to both sides of it, in 2^-15.
template <size_t constant_taps>
HWY_NOINLINE void short_across(const uint8_t* from, const int16_t* weights, size_t any_taps, size_t apart,
                               int16_t* to, size_t count) {
  const size_t middle = (constant_taps == 0 ? any_taps : constant_taps) / 2;
  const WholeHalf d;
  const size_t lanes = hn::Lanes(d);
  from += middle * apart;
  for (size_t i = 0; i < count; i += 2 * lanes) {
    hn::Vec<WholeHalf> first = hn::Zero(d), second = first, value0 = first, value1 = first;
    raised(d, from + i, first, second);
    first = hn::MulFixedPoint15(first, hn::Set(d, weights[0]));
    second = hn::MulFixedPoint15(second, hn::Set(d, weights[0]));
    for (size_t k = 1; k <= middle; ++k) {
      raised_sum(d, from + i - k * apart, from + i + k * apart, value0, value1);
      const auto weight = hn::Set(d, weights[k]);
      first = hn::Add(first, hn::MulFixedPoint15(value0, weight));
      second = hn::Add(second, hn::MulFixedPoint15(value1, weight));
    }
    hn::StoreU(first, d, to + i);
    hn::StoreU(second, d, to + i + lanes);
  }
}

/// Two rows, of lines[0 .. taps) and of lines[1 .. taps].
template <size_t constant_taps>
HWY_NOINLINE void short_down(const uint16_t* const* lines, const int16_t* weights, size_t any_taps,
                             uint8_t* upper, uint8_t* lower, size_t count) {
  const size_t middle = (constant_taps == 0 ? any_taps : constant_taps) / 2;
  const WholeHalf d;
  const size_t lanes = hn::Lanes(d);
  const auto sum = [=](size_t i, auto& above, auto& below) HWY_ATTR {
    const auto source = [=](size_t k)
                            HWY_ATTR { return hn::LoadU(d, reinterpret_cast<const int16_t*>(lines[k]) + i); };
    const auto half = hn::Set(d, 1 << (whole_bits - 1));
    above = hn::Add(half, hn::MulFixedPoint15(source(middle), hn::Set(d, weights[0])));
    below = hn::Add(half, hn::MulFixedPoint15(source(middle + 1), hn::Set(d, weights[0])));
    for (size_t k = 1; k <= middle; ++k) {
      const auto weight = hn::Set(d, weights[k]);
      const auto both = hn::Add(source(middle - k), source(middle + k));
      const auto next = hn::Add(source(middle + 1 - k), source(middle + 1 + k));
      above = hn::Add(above, hn::MulFixedPoint15(both, weight));
      below = hn::Add(below, hn::MulFixedPoint15(next, weight));
    }
    above = hn::ShiftRight<whole_bits>(above);
    below = hn::ShiftRight<whole_bits>(below);
  };
  for_two_rows<uint8_t>(upper, lower, count, [=](size_t i, uint8_t* to_upper, uint8_t* to_lower) HWY_ATTR {
    hn::Vec<WholeHalf> above0, above1, below0, below1;
    sum(i, above0, below0);
    sum(i + lanes, above1, below1);
    store_bytes(d, above0, above1, to_upper);
    store_bytes(d, below0, below1, to_lower);
  });
}

/// a + 2 b + c of the sums before them.
HWY_NOINLINE inline void quarters_across(const uint8_t* from, size_t apart, uint16_t* to, size_t count) {
  const HalfTag<uint8_t> d;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < count; i += 2 * lanes) {
    auto first = hn::Zero(d), second = first;
    add_halves(d, from + i + apart, first, second);
    first = hn::Add(first, first);
    second = hn::Add(second, second);
    add_halves(d, from + i, first, second);
    add_halves(d, from + i + 2 * apart, first, second);
    hn::StoreU(settled<uint8_t>(first, second), d, to + i);
    hn::StoreU(second, d, to + i + lanes);
  }
}
HWY_NOINLINE inline void quarters_down(const uint16_t* const* lines, uint8_t* upper, uint8_t* lower,
                                       size_t count) {
  const HalfTag<uint8_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto sum = [=](size_t i, auto& above, auto& below) HWY_ATTR {
    const auto b = hn::LoadU(d, lines[1] + i), c = hn::LoadU(d, lines[2] + i);
    const auto shared = hn::Add(hn::Add(b, c), hn::Set(d, 8));
    above = hn::Add(hn::Add(hn::LoadU(d, lines[0] + i), b), shared);
    below = hn::Add(hn::Add(hn::LoadU(d, lines[3] + i), c), shared);
    above = hn::ShiftRight<4>(above);
    below = hn::ShiftRight<4>(below);
  };
  for_two_rows<uint8_t>(upper, lower, count, [=](size_t i, uint8_t* to_upper, uint8_t* to_lower) HWY_ATTR {
    hn::Vec<HalfTag<uint8_t>> above0, above1, below0, below1;
    sum(i, above0, below0);
    sum(i + lanes, above1, below1);
    store_halves(d, above0, above1, to_upper);
    store_halves(d, below0, below1, to_lower);
  });
}

/// The weights of a short window in 2^-15: the middle, then those of each distance.
struct ShortWeights {
  int16_t values[box_direct / 2 + 1];

  HWY_INLINE ShortWeights(const IntegerWeights& weights, size_t taps) {
    for (size_t k = 0; k <= taps / 2; ++k) {
      const int32_t weight = k % 2 == 0 ? weights.pairs[k / 2] & 0xFFFF : weights.pairs[k / 2] >> 16;
      values[k] =
          static_cast<int16_t>(weight < 1 << weight_bits ? 2 * weight : 0x7FFF);  // rounds to the same
    }
  }
  [[nodiscard]] HWY_INLINE bool quarters(size_t taps) const {
    return taps == 3 && values[0] == 0x4000 && values[1] == 0x2000;
  }
};

/// body(taps) with the number of weights as a constant where it is a usual one, and 0 where not.
template <class Body>
HWY_INLINE void with_short_taps(size_t taps, const Body& body) {
  if (taps == 3) return body(std::integral_constant<size_t, 3>());
  if (taps == 5) return body(std::integral_constant<size_t, 5>());
  if (taps == 7) return body(std::integral_constant<size_t, 7>());
  if (taps == 15) return body(std::integral_constant<size_t, 15>());
  body(std::integral_constant<size_t, 0>());
}

HWY_NOINLINE inline void convolve_short(const ConvolveRows<uint8_t>& job) {
  const size_t row = job.width * job.channels;
  const ShortWeights across(job.whole_across, job.across_taps);
  const ShortWeights down(job.whole_down, job.down_taps);
  auto* const memory = reinterpret_cast<std::byte*>(job.line);
  auto* const constant = reinterpret_cast<uint8_t*>(memory);
  for (size_t c = 0; c < job.channels; ++c) constant[c] = static_cast<uint8_t>(job.constant[c]);
  const BoxRows<uint8_t> rows{
      job.rows,     job.row_count, job.down_taps,    job.across_taps, job.width,
      job.channels, job.margins,   job.margin_count, constant,        memory + line_bytes(job.channels),
      job.out,      job.out_stride};
  if (across.quarters(job.across_taps) && down.quarters(job.down_taps)) {
    if (three_by_three<true>(rows)) return;
    return windows_of_rows<2>(
        rows,
        [&](const uint8_t* from, uint16_t* line, size_t count)
            HWY_ATTR { quarters_across(from, job.channels, line, count); },
        [&](const uint16_t* const* lines, uint8_t* upper, uint8_t* lower)
            HWY_ATTR { quarters_down(lines, upper, lower, row); });
  }
  windows_of_rows<2>(
      rows,
      [&](const uint8_t* from, uint16_t* line, size_t count) HWY_ATTR {
        with_short_taps(job.across_taps, [&](auto taps) HWY_ATTR {
          short_across<taps()>(from, across.values, job.across_taps, job.channels,
                               reinterpret_cast<int16_t*>(line), count);
        });
      },
      [&](const uint16_t* const* lines, uint8_t* upper, uint8_t* lower) HWY_ATTR {
        with_short_taps(job.down_taps, [&](auto taps) HWY_ATTR {
          short_down<taps()>(lines, down.values, job.down_taps, upper, lower, row);
        });
      });
}

HWY_NOINLINE inline void convolve_whole(const ConvolveRows<uint8_t>& job) {
  if (whole_is_short(job)) return convolve_short(job);
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
