// SPDX-License-Identifier: MIT
// Separable convolution of 8-bit pixels in integer arithmetic.
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

/// Lines between both directions have 16 bits, in units of 2^-integer_line_bits.
inline constexpr int integer_line_bits = 6;
inline constexpr int weight_bits = 14;

/// Term k of a sum: one value, or the sum of two values with the same weight in a symmetric window.
template <bool symmetric, class Source>
HWY_INLINE auto integer_term(const Source& source, size_t middle, size_t k) {
  if constexpr (symmetric) {
    if (k > 0) return hn::Add(source(middle - k), source(middle + k));
    return source(middle);
  } else {
    return source(k);
  }
}

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
/// With the instruction that multiplies and adds adjacent lanes.
template <bool symmetric, int shift, class D, class Source>
HWY_INLINE hn::Vec<D> sum_of_pairs(D d, const int32_t* pairs, size_t taps, const Source& source) {
  const size_t middle = taps / 2;
  const size_t terms = symmetric ? middle + 1 : taps;
  const hn::RepartitionToWide<D> wide;
  auto low = hn::Set(wide, 1 << (shift - 1)), high = low;
  auto unused = hn::Zero(wide);  // the second part of the sum on other targets
  for (size_t p = 0; p < (terms + 1) / 2; ++p) {
    const auto weights = hn::BitCast(d, hn::Set(wide, pairs[p]));
    const auto a = integer_term<symmetric>(source, middle, 2 * p);
    const auto b = 2 * p + 1 < terms ? integer_term<symmetric>(source, middle, 2 * p + 1) : hn::Zero(d);
    low = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveLower(d, a, b), weights, low, unused);
    high = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveUpper(d, a, b), weights, high, unused);
  }
  return hn::ReorderDemote2To(d, hn::ShiftRight<shift>(low), hn::ShiftRight<shift>(high));
}
using IntegerLanes = hn::ScalableTag<int16_t>;
inline constexpr bool has_pair_products = true;
#else
using IntegerLanes = hn::Rebind<int16_t, hn::ScalableTag<int32_t>>;
inline constexpr bool has_pair_products = false;
#endif

/// (sum of the weighted terms + half) >> shift, in 16 bits. There are `taps` weights; the last pair may have
/// only one.
template <bool symmetric, int shift, class D, class Source>
HWY_INLINE hn::Vec<D> integer_sum(D d, const int32_t* pairs, size_t taps, const Source& source) {
  if constexpr (has_pair_products && std::is_same_v<D, IntegerLanes>) {
    return sum_of_pairs<symmetric, shift>(d, pairs, taps, source);
  } else {
    const size_t middle = taps / 2;
    const hn::Rebind<int32_t, D> wide;
    auto sum = hn::Set(wide, 1 << (shift - 1));
    for (size_t k = 0; k < (symmetric ? middle + 1 : taps); ++k) {
      const int32_t weight = k % 2 == 0 ? pairs[k / 2] & 0xFFFF : pairs[k / 2] >> 16;
      const auto term = hn::PromoteTo(wide, integer_term<symmetric>(source, middle, k));
      sum = hn::Add(sum, hn::Mul(term, hn::Set(wide, weight)));
    }
    return hn::DemoteTo(d, hn::ShiftRight<shift>(sum));
  }
}

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void integer_columns(const uint8_t* const* rows, const IntegerWeights weights, size_t any_taps,
                                  int16_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_lanes_overlapping(IntegerLanes(), count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto source = [=](size_t k) HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(narrow, rows[k] + i)); };
    const auto sum = integer_sum<symmetric, weight_bits - integer_line_bits>(d, weights.pairs, taps, source);
    hn::StoreU(sum, d, to + i);
  });
}

template <bool symmetric, size_t constant_taps>
HWY_NOINLINE void integer_row(const int16_t* line, const IntegerWeights weights, size_t any_taps,
                              size_t spacing, uint8_t* to, size_t count) {
  const size_t taps = constant_taps == 0 ? any_taps : constant_taps;
  for_lanes_overlapping(IntegerLanes(), count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto source = [=](size_t k) HWY_ATTR { return hn::LoadU(d, line + i + k * spacing); };
    const auto sum = integer_sum<symmetric, weight_bits + integer_line_bits>(d, weights.pairs, taps, source);
    hn::StoreU(hn::DemoteTo(narrow, sum), narrow, to + i);
  });
}

/// Calls body(symmetric, taps) with the number of taps as a constant if it is a common one, otherwise with 0.
template <class Body>
HWY_INLINE void with_constant_taps(bool symmetric, size_t taps, const Body& body) {
  const std::true_type is_symmetric;
  if (!symmetric) return body(std::false_type(), std::integral_constant<size_t, 0>());
  if (taps == 3) return body(is_symmetric, std::integral_constant<size_t, 3>());
  if (taps == 5) return body(is_symmetric, std::integral_constant<size_t, 5>());
  if (taps == 7) return body(is_symmetric, std::integral_constant<size_t, 7>());
  body(is_symmetric, std::integral_constant<size_t, 0>());
}

// Small symmetric windows in 16-bit arithmetic, in which each product is rounded to 16 bits. The error of the
// eight terms of 15 taps is at most 1/16 pixel value in each direction.

/// v * weight summed over pairs of adjacent bytes. With pack_halves() as the inverse of the interleaving, the
/// halves of a block have an order of their own.
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
#if HWY_TARGET <= HWY_AVX3
HWY_INLINE __m512i sum_adjacent(__m512i v, int8_t weight) {
  return _mm512_maddubs_epi16(v, _mm512_set1_epi8(weight));
}
HWY_INLINE __m512i pack_halves(__m512i a, __m512i b) { return _mm512_packus_epi16(a, b); }
#elif HWY_TARGET <= HWY_AVX2
HWY_INLINE __m256i sum_adjacent(__m256i v, int8_t weight) {
  return _mm256_maddubs_epi16(v, _mm256_set1_epi8(weight));
}
HWY_INLINE __m256i pack_halves(__m256i a, __m256i b) { return _mm256_packus_epi16(a, b); }
#else
HWY_INLINE __m128i sum_adjacent(__m128i v, int8_t weight) {
  return _mm_maddubs_epi16(v, _mm_set1_epi8(weight));
}
HWY_INLINE __m128i pack_halves(__m128i a, __m128i b) { return _mm_packus_epi16(a, b); }
#endif

using Int16Half = hn::ScalableTag<int16_t>;
template <class V>
HWY_INLINE void scaled_sum(Int16Half, const uint8_t* a, const uint8_t* b, V& first, V& second) {
  const hn::Repartition<uint8_t, Int16Half> bytes;
  const auto x = keep_in_register(hn::LoadU(bytes, a)), y = keep_in_register(hn::LoadU(bytes, b));
  first = hn::Vec<Int16Half>{sum_adjacent(hn::InterleaveLower(bytes, x, y).raw, 1 << integer_line_bits)};
  second = hn::Vec<Int16Half>{sum_adjacent(hn::InterleaveUpper(bytes, x, y).raw, 1 << integer_line_bits)};
}
template <class V>
HWY_INLINE void scaled(Int16Half, const uint8_t* a, V& first, V& second) {
  const hn::Repartition<uint8_t, Int16Half> bytes;
  const auto x = keep_in_register(hn::LoadU(bytes, a)), zero = hn::Zero(bytes);
  first = hn::Vec<Int16Half>{sum_adjacent(hn::InterleaveLower(bytes, x, zero).raw, 1 << integer_line_bits)};
  second = hn::Vec<Int16Half>{sum_adjacent(hn::InterleaveUpper(bytes, x, zero).raw, 1 << integer_line_bits)};
}
template <class V>
HWY_INLINE void store_bytes(Int16Half, V first, V second, uint8_t* to) {
  const hn::Repartition<uint8_t, Int16Half> bytes;
  hn::StoreU(hn::Vec<decltype(bytes)>{pack_halves(first.raw, second.raw)}, bytes, to);
}
#else
using Int16Half = hn::RebindToSigned<HalfTag<uint8_t>>;
template <class V>
HWY_INLINE void scaled(Int16Half d, const uint8_t* a, V& first, V& second) {
  const hn::RebindToUnsigned<Int16Half> du;
  const auto pairs = load_pairs(du, a);
  const auto odd = hn::ShiftRight<8>(pairs);
  first = hn::BitCast(d, hn::ShiftLeft<integer_line_bits>(hn::Sub(pairs, hn::ShiftLeft<8>(odd))));
  second = hn::BitCast(d, hn::ShiftLeft<integer_line_bits>(odd));
}
template <class V>
HWY_INLINE void scaled_sum(Int16Half d, const uint8_t* a, const uint8_t* b, V& first, V& second) {
  auto more_first = first, more_second = second;
  scaled(d, a, first, second);
  scaled(d, b, more_first, more_second);
  first = hn::Add(first, more_first);
  second = hn::Add(second, more_second);
}
template <class V>
HWY_INLINE void store_bytes(Int16Half, V first, V second, uint8_t* to) {
  const HalfTag<uint8_t> du;
  store_halves(du, hn::BitCast(du, first), hn::BitCast(du, second), to);
}
#endif

/// weights[0] * middle + sum over k of weights[k] * (the values at distance k on both sides), in units of
/// 2^-15.
template <size_t constant_taps>
HWY_NOINLINE void int16_across(const uint8_t* from, const int16_t* weights, size_t any_taps, size_t spacing,
                               int16_t* to, size_t count) {
  const size_t middle = (constant_taps == 0 ? any_taps : constant_taps) / 2;
  const Int16Half d;
  const size_t lanes = hn::Lanes(d);
  from += middle * spacing;
  for (size_t i = 0; i < count; i += 2 * lanes) {
    hn::Vec<Int16Half> first = hn::Zero(d), second = first, value0 = first, value1 = first;
    scaled(d, from + i, first, second);
    first = hn::MulFixedPoint15(first, hn::Set(d, weights[0]));
    second = hn::MulFixedPoint15(second, hn::Set(d, weights[0]));
    for (size_t k = 1; k <= middle; ++k) {
      scaled_sum(d, from + i - k * spacing, from + i + k * spacing, value0, value1);
      const auto weight = hn::Set(d, weights[k]);
      first = hn::Add(first, hn::MulFixedPoint15(value0, weight));
      second = hn::Add(second, hn::MulFixedPoint15(value1, weight));
    }
    hn::StoreU(first, d, to + i);
    hn::StoreU(second, d, to + i + lanes);
  }
}

/// Writes two rows, from the lines [0, taps) and [1, taps].
template <size_t constant_taps>
HWY_NOINLINE void int16_down(const uint16_t* const* lines, const int16_t* weights, size_t any_taps,
                             uint8_t* upper, uint8_t* lower, size_t count) {
  const size_t middle = (constant_taps == 0 ? any_taps : constant_taps) / 2;
  const Int16Half d;
  const size_t lanes = hn::Lanes(d);
  const auto sum = [=](size_t i, auto& above, auto& below) HWY_ATTR {
    const auto source = [=](size_t k)
                            HWY_ATTR { return hn::LoadU(d, reinterpret_cast<const int16_t*>(lines[k]) + i); };
    const auto half = hn::Set(d, 1 << (integer_line_bits - 1));
    above = hn::Add(half, hn::MulFixedPoint15(source(middle), hn::Set(d, weights[0])));
    below = hn::Add(half, hn::MulFixedPoint15(source(middle + 1), hn::Set(d, weights[0])));
    for (size_t k = 1; k <= middle; ++k) {
      const auto weight = hn::Set(d, weights[k]);
      const auto both = hn::Add(source(middle - k), source(middle + k));
      const auto next = hn::Add(source(middle + 1 - k), source(middle + 1 + k));
      above = hn::Add(above, hn::MulFixedPoint15(both, weight));
      below = hn::Add(below, hn::MulFixedPoint15(next, weight));
    }
    above = hn::ShiftRight<integer_line_bits>(above);
    below = hn::ShiftRight<integer_line_bits>(below);
  };
  for_row_pairs<uint8_t>(upper, lower, count, [=](size_t i, uint8_t* to_upper, uint8_t* to_lower) HWY_ATTR {
    hn::Vec<Int16Half> above0, above1, below0, below1;
    sum(i, above0, below0);
    sum(i + lanes, above1, below1);
    store_bytes(d, above0, above1, to_upper);
    store_bytes(d, below0, below1, to_lower);
  });
}

/// Horizontal sums a + 2 b + c.
HWY_NOINLINE inline void binomial_across(const uint8_t* from, size_t spacing, uint16_t* to, size_t count) {
  const HalfTag<uint8_t> d;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < count; i += 2 * lanes) {
    auto first = hn::Zero(d), second = first;
    add_halves(d, from + i + spacing, first, second);
    first = hn::Add(first, first);
    second = hn::Add(second, second);
    add_halves(d, from + i, first, second);
    add_halves(d, from + i + 2 * spacing, first, second);
    hn::StoreU(corrected<uint8_t>(first, second), d, to + i);
    hn::StoreU(second, d, to + i + lanes);
  }
}
HWY_NOINLINE inline void binomial_down(const uint16_t* const* lines, uint8_t* upper, uint8_t* lower,
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
  for_row_pairs<uint8_t>(upper, lower, count, [=](size_t i, uint8_t* to_upper, uint8_t* to_lower) HWY_ATTR {
    hn::Vec<HalfTag<uint8_t>> above0, above1, below0, below1;
    sum(i, above0, below0);
    sum(i + lanes, above1, below1);
    store_halves(d, above0, above1, to_upper);
    store_halves(d, below0, below1, to_lower);
  });
}

/// The weights of a small window in units of 2^-15: the middle, then one for each distance.
struct Int16Weights {
  int16_t values[box_direct / 2 + 1];

  HWY_INLINE Int16Weights(const IntegerWeights& weights, size_t taps) {
    for (size_t k = 0; k <= taps / 2; ++k) {
      const int32_t weight = k % 2 == 0 ? weights.pairs[k / 2] & 0xFFFF : weights.pairs[k / 2] >> 16;
      values[k] =
          static_cast<int16_t>(weight < 1 << weight_bits ? 2 * weight : 0x7FFF);  // the result is the same
    }
  }
  [[nodiscard]] HWY_INLINE bool is_binomial(size_t taps) const {
    return taps == 3 && values[0] == 0x4000 && values[1] == 0x2000;
  }
};

/// Calls body(taps) with the number of taps as a constant if it is a common one, otherwise with 0.
template <class Body>
HWY_INLINE void with_constant_int16_taps(size_t taps, const Body& body) {
  if (taps == 3) return body(std::integral_constant<size_t, 3>());
  if (taps == 5) return body(std::integral_constant<size_t, 5>());
  if (taps == 7) return body(std::integral_constant<size_t, 7>());
  if (taps == 15) return body(std::integral_constant<size_t, 15>());
  body(std::integral_constant<size_t, 0>());
}

HWY_NOINLINE inline void convolve_int16(const ConvolveRows<uint8_t>& job) {
  const size_t row = job.width * job.channels;
  const Int16Weights across(job.whole_across, job.across_taps);
  const Int16Weights down(job.whole_down, job.down_taps);
  auto* const memory = reinterpret_cast<std::byte*>(job.line);
  auto* const constant = reinterpret_cast<uint8_t*>(memory);
  for (size_t c = 0; c < job.channels; ++c) constant[c] = static_cast<uint8_t>(job.constant[c]);
  const BoxRows<uint8_t> rows{
      job.rows,     job.row_count, job.down_taps,    job.across_taps, job.width,
      job.channels, job.margins,   job.margin_count, constant,        memory + line_bytes(job.channels),
      job.out,      job.out_stride};
  if (across.is_binomial(job.across_taps) && down.is_binomial(job.down_taps)) {
    if (three_by_three<true>(rows)) return;
    return apply_small_window<2>(
        rows,
        [&](const uint8_t* from, uint16_t* line, size_t count)
            HWY_ATTR { binomial_across(from, job.channels, line, count); },
        [&](const uint16_t* const* lines, uint8_t* upper, uint8_t* lower)
            HWY_ATTR { binomial_down(lines, upper, lower, row); });
  }
  apply_small_window<2>(
      rows,
      [&](const uint8_t* from, uint16_t* line, size_t count) HWY_ATTR {
        with_constant_int16_taps(job.across_taps, [&](auto taps) HWY_ATTR {
          int16_across<taps()>(from, across.values, job.across_taps, job.channels,
                               reinterpret_cast<int16_t*>(line), count);
        });
      },
      [&](const uint16_t* const* lines, uint8_t* upper, uint8_t* lower) HWY_ATTR {
        with_constant_int16_taps(job.down_taps, [&](auto taps) HWY_ATTR {
          int16_down<taps()>(lines, down.values, job.down_taps, upper, lower, row);
        });
      });
}

HWY_NOINLINE inline void convolve_integer(const ConvolveRows<uint8_t>& job) {
  if (fits_int16(job)) return convolve_int16(job);
  const size_t elements = job.width * job.channels;
  const size_t margin = job.across_taps / 2 * job.channels;
  auto* line = reinterpret_cast<int16_t*>(job.line);
  // After the line: the constant, in the units of the line.
  int16_t* const constant = line + elements + 2 * margin;
  for (size_t c = 0; c < job.channels; ++c) {
    constant[c] = static_cast<int16_t>(static_cast<int>(job.constant[c]) << integer_line_bits);
  }
  const PixelMover mover(job.channels * sizeof(int16_t));
  for (size_t y = 0; y < job.row_count; ++y) {
    const uint8_t* const* rows = job.rows + y;
    with_constant_taps(job.whole_down.symmetric, job.down_taps, [&](auto symmetric, auto taps) HWY_ATTR {
      integer_columns<symmetric(), taps()>(rows, job.whole_down, job.down_taps, line + margin, elements);
    });
    copy_runs(mover, reinterpret_cast<const std::byte*>(line + margin), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(line), reinterpret_cast<const std::byte*>(constant),
              job.channels * sizeof(int16_t));
    uint8_t* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    with_constant_taps(job.whole_across.symmetric, job.across_taps, [&](auto symmetric, auto taps) HWY_ATTR {
      integer_row<symmetric(), taps()>(line, job.whole_across, job.across_taps, job.channels, out, elements);
    });
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
