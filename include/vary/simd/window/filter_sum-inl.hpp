// SPDX-License-Identifier: MIT
// Weighted sums of taps: taps with the same weight are summed first, then multiplied once.
#if defined(VARY_SIMD_FILTER_SUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_FILTER_SUM_INL_HPP
#undef VARY_SIMD_FILTER_SUM_INL_HPP
#else
#define VARY_SIMD_FILTER_SUM_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Calls body(i, to) for full vectors of `step` elements; the last one overlaps its predecessor. A row
/// shorter than a vector is read past its end.
template <class T, class Body>
HWY_INLINE void for_filtered(size_t step, size_t count, T* out, const Body& body) {
  if (count < step) {
    T buffer[filter_block];
    body(0, buffer);
    std::memcpy(out, buffer, count * sizeof(T));
    return;
  }
  for (size_t i = 0; i + step < count; i += step) body(i, out + i);
  body(count - step, out + count - step);
}

/// Calls body(taps) with the number of taps of the first term as a constant if it is a common one and the
/// second and last term has one tap (lines, or a centre and its neighbours); otherwise with 0.
template <class T, class Body>
HWY_INLINE void with_constant_taps(const FilterRows<T>& job, const Body& body) {
  const size_t taps = job.term_count == 2 && job.terms[1].tap_count == 1 ? job.terms[0].tap_count : 0;
  if (taps == 2) return body(std::integral_constant<size_t, 2>());
  if (taps == 4) return body(std::integral_constant<size_t, 4>());
  if (taps == 6) return body(std::integral_constant<size_t, 6>());
  if (taps == 8) return body(std::integral_constant<size_t, 8>());
  body(std::integral_constant<size_t, 0>());
}

/// total * middle + offset + sum over the terms of weight * difference(number of taps, taps, middle).
template <class T, class D, class Difference>
HWY_INLINE hn::Vec<D> weighted_differences(D d, const FilterRows<T>& job, hn::Vec<D> middle,
                                           const Difference& difference) {
  auto sum = hn::Add(hn::Mul(middle, hn::Set(d, job.total)), hn::Set(d, job.offset));
  const T* const* taps = job.sources;
  for (size_t t = 0; t < job.term_count; ++t) {
    const FilterTerm& term = job.terms[t];
    sum = hn::Add(sum, hn::Mul(difference(term.tap_count, taps, middle), hn::Set(d, term.weight)));
    taps += term.tap_count;
  }
  return sum;
}

/// The sum of the differences of taps from the middle. `constant_taps` is their number as a constant, or 0.
template <size_t constant_taps, class D>
HWY_INLINE hn::Vec<D> add_differences(D d, const float* const* taps, size_t tap_count, size_t i,
                                      hn::Vec<D> middle) {
  auto sum = hn::Zero(d);
  const auto add = [&](const float* tap)
                       HWY_ATTR { sum = hn::Add(sum, hn::Sub(hn::LoadU(d, tap + i), middle)); };
  if constexpr (constant_taps > 0) {
    _Pragma("GCC unroll 8") for (size_t k = 0; k < constant_taps; ++k) add(taps[k]);
  } else {
    for (size_t k = 0; k < tap_count; ++k) add(taps[k]);
  }
  return sum;
}

template <size_t constant_taps>
HWY_NOINLINE void filter_floats(const FilterRows<float>& job, const float* middle, float* out, size_t count) {
  const hn::CappedTag<float, filter_block> d;
  using V = hn::Vec<decltype(d)>;
  if constexpr (constant_taps > 0) {
    const float* taps[constant_taps + 1];  // copies, to stay in registers
    for (size_t k = 0; k <= constant_taps; ++k) taps[k] = job.sources[k];
    const float total = job.total, offset = job.offset;
    const float weight = job.terms[0].weight, last_weight = job.terms[1].weight;
    for_filtered(hn::Lanes(d), count, out, [=](size_t i, float* to) HWY_ATTR {
      const V from = hn::LoadU(d, middle + i);
      const V sum = hn::Add(hn::Mul(from, hn::Set(d, total)), hn::Set(d, offset));
      const V first =
          hn::Mul(add_differences<constant_taps>(d, taps, constant_taps, i, from), hn::Set(d, weight));
      const V last =
          hn::Mul(add_differences<1>(d, taps + constant_taps, 1, i, from), hn::Set(d, last_weight));
      hn::StoreU(hn::Add(hn::Add(sum, first), last), d, to);
    });
  } else {
    for_filtered(hn::Lanes(d), count, out, [=, &job](size_t i, float* to) HWY_ATTR {
      const auto difference = [=](size_t tap_count, const float* const* taps, auto from)
                                  HWY_ATTR { return add_differences<0>(d, taps, tap_count, i, from); };
      hn::StoreU(weighted_differences(d, job, hn::LoadU(d, middle + i), difference), d, to);
    });
  }
}

inline void filter_part(const FilterRows<float>& job, const float* middle, float* out, size_t count) {
  with_constant_taps(job,
                     [&](auto constant_taps) { filter_floats<constant_taps()>(job, middle, out, count); });
}

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
/// The sums of taps in lanes of twice their width, for even and odd elements. `constant_taps` is their number
/// as a constant, or 0.
template <size_t constant_taps, class D, class T, class V = hn::Vec<D>>
HWY_INLINE void sum_taps(D wide, const T* const* taps, size_t tap_count, size_t i, V& even, V& odd) {
  constexpr int bits = 8 * sizeof(T);
  const hn::Repartition<T, D> narrow;
  if constexpr (constant_taps == 1) {
    const auto pixels = hn::BitCast(wide, hn::LoadU(narrow, taps[0] + i));
    even = hn::And(pixels, hn::Set(wide, hwy::LimitsMax<T>()));
    odd = hn::ShiftRight<bits>(pixels);
  } else {
    auto both = hn::Zero(wide);  // even + odd * 2^bits, modulo the width of the lane
    odd = hn::Zero(wide);
    const auto add = [=, &both, &odd](const T* tap) HWY_ATTR {
      auto pixels = hn::BitCast(wide, hn::LoadU(narrow, tap + i));
      __asm__("" : "+v"(pixels.raw));  // otherwise g++ loads them twice, and loads are the bottleneck
      both = hn::Add(both, pixels);
      odd = hn::Add(odd, hn::ShiftRight<bits>(pixels));
    };
    if constexpr (constant_taps > 0) {
      _Pragma("GCC unroll 8") for (size_t k = 0; k < constant_taps; ++k) add(taps[k]);
    } else {
      size_t k = 0;
      for (; k + 4 <= tap_count; k += 4) {
        _Pragma("GCC unroll 4") for (size_t j = 0; j < 4; ++j) add(taps[k + j]);
      }
      for (; k < tap_count; ++k) add(taps[k]);
    }
    even = hn::Sub(both, hn::ShiftLeft<bits>(odd));
  }
}

/// Calls body(taps, term, n) for each term with its taps; n is their number as a constant, or 0.
template <size_t constant_taps, class T, class Body>
HWY_INLINE void for_terms(const T* const* taps, const FilterTerm* terms, size_t term_count,
                          const Body& body) {
  if constexpr (constant_taps > 0) {
    body(taps, terms[0], std::integral_constant<size_t, constant_taps>());
    body(taps + constant_taps, terms[1], std::integral_constant<size_t, 1>());
  } else {
    for (size_t t = 0; t < term_count; ++t) {
      body(taps, terms[t], std::integral_constant<size_t, 0>());
      taps += terms[t].tap_count;
    }
  }
}

/// The order that interleaves the even and odd bytes of a 16-byte block, which pack_bytes() narrows with
/// saturation.
alignas(16) inline constexpr uint8_t even_odd_order[16] = {0, 8,  1, 9,  2, 10, 3, 11,
                                                           4, 12, 5, 13, 6, 14, 7, 15};
#if HWY_TARGET <= HWY_AVX3
HWY_INLINE auto pack_bytes(hn::Vec512<int16_t> even, hn::Vec512<int16_t> odd) {
  return hn::Vec512<uint8_t>{_mm512_packus_epi16(even.raw, odd.raw)};
}
#elif HWY_TARGET <= HWY_AVX2
HWY_INLINE auto pack_bytes(hn::Vec256<int16_t> even, hn::Vec256<int16_t> odd) {
  return hn::Vec256<uint8_t>{_mm256_packus_epi16(even.raw, odd.raw)};
}
#else
HWY_INLINE auto pack_bytes(hn::Vec128<int16_t> even, hn::Vec128<int16_t> odd) {
  return hn::Vec128<uint8_t>{_mm_packus_epi16(even.raw, odd.raw)};
}
#endif

/// sum + the products of adjacent lanes.
template <class D, class V>
HWY_INLINE hn::Vec<D> add_products(D d, V a, V b, hn::Vec<D> sum) {
  auto unused = hn::Zero(d);  // the second part of the sum on other targets
  return hn::ReorderWidenMulAccumulate(d, a, b, sum, unused);
}

template <size_t constant_taps>
HWY_NOINLINE void filter_bytes(const FilterRows<uint8_t>& job, uint8_t* out, size_t count) {
  const hn::ScalableTag<uint8_t> d;
  const hn::ScalableTag<int32_t> d32;
  const hn::Repartition<uint16_t, decltype(d)> du;
  const hn::RebindToSigned<decltype(du)> di;
  using V = hn::Vec<decltype(du)>;
  using V32 = hn::Vec<decltype(d32)>;
  const FilterTerm* const terms = job.terms;
  const size_t term_count = job.term_count;
  const uint8_t* taps[constant_taps + 1] = {};  // copies, to stay in registers
  for (size_t k = 0; constant_taps > 0 && k <= constant_taps; ++k) taps[k] = job.sources[k];
  const uint8_t* const* const sources = job.sources;
  const int shift = job.shift;
  const V32 bias = hn::Set(d32, job.bias);
  const auto pair = [=](size_t t) HWY_ATTR {
    const auto low = static_cast<uint32_t>(terms[t].whole) & 0xFFFF;
    const auto high = static_cast<uint32_t>(terms[t + 1].whole) << 16;
    return hn::BitCast(di, hn::Set(d32, static_cast<int32_t>(low | high)));
  };
  const auto first_pair = pair(0);
  for_filtered(hn::Lanes(d), count, out, [=](size_t i, uint8_t* to) HWY_ATTR {
    V32 low_even = bias, high_even = bias, low_odd = bias, high_odd = bias;
    const auto add = [&](V even_a, V odd_a, V even_b, V odd_b, auto weights) HWY_ATTR {
      const auto joined = [=](V32& low, V32& high, V a, V b) HWY_ATTR {
        low = add_products(d32, hn::BitCast(di, hn::InterleaveLower(du, a, b)), weights, low);
        high = add_products(d32, hn::BitCast(di, hn::InterleaveUpper(du, a, b)), weights, high);
      };
      joined(low_even, high_even, even_a, even_b);
      joined(low_odd, high_odd, odd_a, odd_b);
    };
    V even_a, odd_a, even_b, odd_b;
    if constexpr (constant_taps > 0) {
      sum_taps<constant_taps>(du, taps, constant_taps, i, even_a, odd_a);
      sum_taps<1>(du, taps + constant_taps, 1, i, even_b, odd_b);
      add(even_a, odd_a, even_b, odd_b, first_pair);
    } else {
      const uint8_t* const* next = sources;
      for (size_t t = 0; t < term_count; t += 2) {
        sum_taps<0>(du, next, terms[t].tap_count, i, even_a, odd_a);
        next += terms[t].tap_count;
        sum_taps<0>(du, next, terms[t + 1].tap_count, i, even_b, odd_b);
        next += terms[t + 1].tap_count;
        add(even_a, odd_a, even_b, odd_b, pair(t));
      }
    }
    const auto to_integers = [=](V32 low, V32 high) HWY_ATTR {
      return hn::ReorderDemote2To(di, hn::ShiftRightSame(low, shift), hn::ShiftRightSame(high, shift));
    };
    const auto bytes = pack_bytes(to_integers(low_even, high_even), to_integers(low_odd, high_odd));
    hn::StoreU(hn::TableLookupBytes(bytes, hn::LoadDup128(d, even_odd_order)), d, to);
  });
}

/// True if the sum is middle + weight * (sum of taps - tap_count * middle) with a difference that fits in 16
/// bits, so that MulFixedPoint15 gives the product.
HWY_INLINE bool has_difference_form(const FilterRows<uint8_t>& job, const uint8_t* middle) {
  if (job.term_count != 2 || job.terms[1].tap_count != 1 || job.sources[job.tap_count - 1] != middle) {
    return false;
  }
  const auto taps = static_cast<int32_t>(job.terms[0].tap_count);
  const int shift = job.shift;
  return shift >= 8 && shift <= 15 && 255 * taps << (15 - shift) <= 32767 && job.bias == 1 << (shift - 1) &&
         job.terms[0].whole * taps + job.terms[1].whole == 1 << shift;
}

/// filter_bytes() for jobs with has_difference_form().
template <size_t constant_taps>
HWY_NOINLINE void filter_bytes_by_difference(const FilterRows<uint8_t>& job, uint8_t* out, size_t count) {
  const hn::ScalableTag<uint8_t> d;
  const hn::Repartition<uint16_t, decltype(d)> du;
  const hn::RebindToSigned<decltype(du)> di;
  using V = hn::Vec<decltype(du)>;
  const size_t tap_count = constant_taps > 0 ? constant_taps : job.terms[0].tap_count;
  const uint8_t* taps[constant_taps + 1] = {};  // copies, to stay in registers
  for (size_t k = 0; k < constant_taps; ++k) taps[k] = job.sources[k];
  const uint8_t* const* const sources = constant_taps > 0 ? taps : job.sources;
  const uint8_t* const middle = job.sources[tap_count];
  const V multiplicity = hn::Set(du, static_cast<uint16_t>(tap_count));
  const auto weight = hn::Set(di, static_cast<int16_t>(job.terms[0].whole));
  const int up = 15 - job.shift;
  for_filtered(hn::Lanes(d), count, out, [=](size_t i, uint8_t* to) HWY_ATTR {
    V even, odd, even_middle, odd_middle;
    sum_taps<constant_taps>(du, sources, tap_count, i, even, odd);
    sum_taps<1>(du, &middle, 1, i, even_middle, odd_middle);
    const auto filtered = [=](V sum, V from) HWY_ATTR {
      const auto difference =
          hn::BitCast(di, hn::ShiftLeftSame(hn::Sub(sum, hn::Mul(from, multiplicity)), up));
      return hn::Add(hn::BitCast(di, from), hn::MulFixedPoint15(difference, weight));
    };
    const auto bytes = pack_bytes(filtered(even, even_middle), filtered(odd, odd_middle));
    hn::StoreU(hn::TableLookupBytes(bytes, hn::LoadDup128(d, even_odd_order)), d, to);
  });
}

inline void filter_part(const FilterRows<uint8_t>& job, const uint8_t* middle, uint8_t* out, size_t count) {
  const bool by_difference = has_difference_form(job, middle);
  with_constant_taps(job, [&](auto constant_taps) {
    if (by_difference) return filter_bytes_by_difference<constant_taps()>(job, out, count);
    filter_bytes<constant_taps()>(job, out, count);
  });
}

template <size_t constant_taps>
HWY_NOINLINE void filter_words(const FilterRows<uint16_t>& job, const uint16_t* middle, uint16_t* out,
                               size_t count) {
  const hn::ScalableTag<uint16_t> d;
  const hn::Repartition<uint32_t, decltype(d)> du;
  const hn::RebindToSigned<decltype(du)> di;
  const hn::RebindToFloat<decltype(du)> df;
  using V = hn::Vec<decltype(df)>;
  const FilterTerm* const terms = job.terms;
  const size_t term_count = job.term_count;
  const uint16_t* taps[constant_taps + 1] = {};  // copies, to stay in registers
  for (size_t k = 0; constant_taps > 0 && k <= constant_taps; ++k) taps[k] = job.sources[k];
  const uint16_t* const* const sources = job.sources;
  const V total = hn::Set(df, job.total), offset = hn::Set(df, job.offset);
  for_filtered(hn::Lanes(d), count, out, [=](size_t i, uint16_t* to) HWY_ATTR {
    const auto as_float = [=](auto value) HWY_ATTR { return hn::ConvertTo(df, hn::BitCast(di, value)); };
    hn::Vec<decltype(du)> even, odd;
    sum_taps<1>(du, &middle, 1, i, even, odd);
    const V even_middle = as_float(even), odd_middle = as_float(odd);
    V even_sum = hn::Add(hn::Mul(even_middle, total), offset);
    V odd_sum = hn::Add(hn::Mul(odd_middle, total), offset);
    for_terms<constant_taps>(
        constant_taps > 0 ? taps : sources, terms, term_count,
        [&](const uint16_t* const* term_taps, const FilterTerm& term, auto constant) HWY_ATTR {
          sum_taps<constant()>(du, term_taps, term.tap_count, i, even, odd);
          const V multiplicity = hn::Set(df, static_cast<float>(term.tap_count));
          const V weight = hn::Set(df, term.weight);
          const auto weighted = [=](auto sum, V from) HWY_ATTR {
            return hn::Mul(hn::Sub(as_float(sum), hn::Mul(from, multiplicity)), weight);
          };
          even_sum = hn::Add(even_sum, weighted(even, even_middle));
          odd_sum = hn::Add(odd_sum, weighted(odd, odd_middle));
        });
    const auto to_integers = [=](V sum) HWY_ATTR {
      const V rounded = hn::Add(clamp_pixel<uint16_t>(df, sum), hn::Set(df, 0.5f));
      return hn::BitCast(du, hn::ConvertTo(di, rounded));
    };
    const auto both = hn::Or(to_integers(even_sum), hn::ShiftLeft<16>(to_integers(odd_sum)));
    hn::StoreU(hn::BitCast(d, both), d, to);
  });
}

/// filter_words() if the sum is middle + weight * (sum of taps - tap_count * middle). The difference is an
/// integer that a float holds exactly, so the result has the same bits with less work.
template <size_t constant_taps>
HWY_NOINLINE void filter_words_by_difference(const FilterRows<uint16_t>& job, const uint16_t* middle,
                                             uint16_t* out, size_t count) {
  const hn::ScalableTag<uint16_t> d;
  const hn::Repartition<uint32_t, decltype(d)> du;
  const hn::RebindToSigned<decltype(du)> di;
  const hn::RebindToFloat<decltype(du)> df;
  using V = hn::Vec<decltype(du)>;
  const uint16_t* taps[constant_taps];  // copies, to stay in registers
  for (size_t k = 0; k < constant_taps; ++k) taps[k] = job.sources[k];
  const auto weight = hn::Set(df, job.terms[0].weight);
  const V multiplicity = hn::Set(du, static_cast<uint32_t>(constant_taps));
  for_filtered(hn::Lanes(d), count, out, [=](size_t i, uint16_t* to) HWY_ATTR {
    V even, odd, even_middle, odd_middle;
    sum_taps<constant_taps>(du, taps, constant_taps, i, even, odd);
    sum_taps<1>(du, &middle, 1, i, even_middle, odd_middle);
    const auto as_float = [=](V value) HWY_ATTR { return hn::ConvertTo(df, hn::BitCast(di, value)); };
    const auto filtered = [=](V sum, V from) HWY_ATTR {
      const auto difference = hn::Mul(as_float(hn::Sub(sum, hn::Mul(from, multiplicity))), weight);
      const auto value = clamp_pixel<uint16_t>(df, hn::Add(as_float(from), difference));
      return hn::BitCast(du, hn::ConvertTo(di, hn::Add(value, hn::Set(df, 0.5f))));
    };
    const V both = hn::Or(filtered(even, even_middle), hn::ShiftLeft<16>(filtered(odd, odd_middle)));
    hn::StoreU(hn::BitCast(d, both), d, to);
  });
}

inline void filter_part(const FilterRows<uint16_t>& job, const uint16_t* middle, uint16_t* out,
                        size_t count) {
  const bool by_difference = job.total == 1 && job.offset == 0 && job.sources[job.tap_count - 1] == middle;
  with_constant_taps(job, [&](auto constant_taps) {
    if constexpr (constant_taps() > 0) {
      if (by_difference) return filter_words_by_difference<constant_taps()>(job, middle, out, count);
    }
    filter_words<constant_taps()>(job, middle, out, count);
  });
}
#else
/// The sum of taps.
template <class D, class T>
HWY_INLINE hn::Vec<D> sum_taps(D d, const T* const* taps, size_t tap_count, size_t i) {
  const hn::Rebind<T, D> narrow;
  auto sum = hn::Zero(d);
  for (size_t k = 0; k < tap_count; ++k) {
    sum = hn::Add(sum, hn::PromoteTo(d, hn::LoadU(narrow, taps[k] + i)));
  }
  return sum;
}

HWY_NOINLINE inline void filter_part(const FilterRows<uint8_t>& job, const uint8_t*, uint8_t* out,
                                     size_t count) {
  const hn::CappedTag<int32_t, filter_block> d;
  for_filtered(hn::Lanes(d), count, out, [=, &job](size_t i, uint8_t* to) HWY_ATTR {
    auto sum = hn::Set(d, job.bias);
    const uint8_t* const* taps = job.sources;
    for (size_t t = 0; t < job.term_count; ++t) {
      const FilterTerm& term = job.terms[t];
      sum = hn::Add(sum, hn::Mul(sum_taps(d, taps, term.tap_count, i), hn::Set(d, term.whole)));
      taps += term.tap_count;
    }
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    hn::StoreU(hn::DemoteTo(narrow, hn::ShiftRightSame(sum, job.shift)), narrow, to);
  });
}

HWY_NOINLINE inline void filter_part(const FilterRows<uint16_t>& job, const uint16_t* middle, uint16_t* out,
                                     size_t count) {
  const hn::CappedTag<float, filter_block> d;
  const hn::RebindToSigned<decltype(d)> di;
  for_filtered(hn::Lanes(d), count, out, [=, &job](size_t i, uint16_t* to) HWY_ATTR {
    const auto difference = [=](size_t tap_count, const uint16_t* const* taps, auto from) HWY_ATTR {
      const auto sum = hn::ConvertTo(d, sum_taps(di, taps, tap_count, i));
      return hn::Sub(sum, hn::Mul(from, hn::Set(d, static_cast<float>(tap_count))));
    };
    store_pixel(d, weighted_differences(d, job, load_float(d, middle + i), difference), to);
  });
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
