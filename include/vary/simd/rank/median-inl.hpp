// SPDX-License-Identifier: MIT
// The kernel of Median.
#if defined(VARY_SIMD_MEDIAN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MEDIAN_INL_HPP
#undef VARY_SIMD_MEDIAN_INL_HPP
#else
#define VARY_SIMD_MEDIAN_INL_HPP
#endif

#include "vary/simd/rank/median_lanes-inl.hpp"
#include "vary/simd/rank/median_network-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Calls body(tag, i) for full vectors; the last one may exceed the end. For lines in scratch that are
/// replaced while they are read.
template <class Lane, class Body>
HWY_INLINE void for_lanes_past_end(size_t count, const Body& body) {
#if HWY_HAVE_SCALABLE
  for_lanes<Lane>(count, body);  // vectors may be larger than the padding
#else
  const hn::ScalableTag<Lane> all;
  for (size_t i = 0; i < count; i += hn::Lanes(all)) body(all, i);
#endif
}

/// Sorts two values.
template <class V>
HWY_INLINE void exchange(V& a, V& b) {
  const V low = hn::Min(a, b);
  b = hn::Max(a, b);
  a = low;
}

template <class V>
HWY_INLINE void sort_5(V& a, V& b, V& c, V& e, V& f) {
  exchange(a, b), exchange(e, f), exchange(c, f), exchange(c, e), exchange(b, f);
  exchange(a, e), exchange(a, c), exchange(b, e), exchange(b, c);
}

/// The median of three values.
template <class V>
HWY_INLINE V middle_of(V a, V b, V c) {
  exchange(a, b);
  return hn::Max(a, hn::Min(b, c));
}

/// Sorts the columns of the rows [0, 3) into three lines with a stride of `stride`, and those of [1, 4) into
/// three more. The shared rows are sorted once.
template <class Lane>
HWY_NOINLINE void sort_columns_of_3(const Lane* const* rows, Lane* upper, size_t stride, size_t count) {
  const Lane *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3];
  Lane *u1 = upper + stride, *u2 = u1 + stride, *l0 = u2 + stride, *l1 = l0 + stride, *l2 = l1 + stride;
  for_lanes_overlapping(hn::ScalableTag<Lane>(), count, [=](auto d, size_t i) HWY_ATTR {
    auto low = hn::LoadU(d, r1 + i), high = hn::LoadU(d, r2 + i);
    exchange(low, high);
    const auto above = hn::LoadU(d, r0 + i), below = hn::LoadU(d, r3 + i);
    hn::StoreU(hn::Min(low, above), d, upper + i);
    hn::StoreU(hn::Max(low, hn::Min(high, above)), d, u1 + i);
    hn::StoreU(hn::Max(high, above), d, u2 + i);
    hn::StoreU(hn::Min(low, below), d, l0 + i);
    hn::StoreU(hn::Max(low, hn::Min(high, below)), d, l1 + i);
    hn::StoreU(hn::Max(high, below), d, l2 + i);
  });
}

/// The median of three sorted columns is the median of the largest minimum, the median of the middle values,
/// and the smallest maximum.
template <class T, class Lane>
HWY_NOINLINE void median_of_9(const Lane* lines, size_t stride, size_t spacing, T* out, size_t count) {
  const Lane *low = lines, *middle = low + stride, *high = middle + stride;
  for_lanes_overlapping(hn::ScalableTag<Lane>(), count, [=](auto d, size_t i) HWY_ATTR {
    const size_t j = i + spacing, k = j + spacing;
    const auto largest =
        hn::Max(hn::Max(hn::LoadU(d, low + i), hn::LoadU(d, low + j)), hn::LoadU(d, low + k));
    const auto between =
        middle_of(hn::LoadU(d, middle + i), hn::LoadU(d, middle + j), hn::LoadU(d, middle + k));
    const auto smallest =
        hn::Min(hn::Min(hn::LoadU(d, high + i), hn::LoadU(d, high + j)), hn::LoadU(d, high + k));
    store_ordered<T>(d, middle_of(largest, between, smallest), out + i);
  });
}

// Windows of size 5 merge sorted lists by Batcher's odd-even networks, without the outputs that are not used.
// Two output rows are computed at a time; their windows share four rows.

/// Loads and sorts five adjacent pixels of a line.
template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE void load_sorted_5(D d, const Lane* line, size_t spacing, V& a, V& b, V& c, V& e, V& f) {
  a = hn::LoadU(d, line), b = hn::LoadU(d, line + spacing), c = hn::LoadU(d, line + 2 * spacing);
  e = hn::LoadU(d, line + 3 * spacing), f = hn::LoadU(d, line + 4 * spacing);
  sort_5(a, b, c, e, f);
}

template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE void store_5(D d, V a, V b, V c, V e, V f, Lane* to, size_t stride) {
  hn::StoreU(a, d, to);
  hn::StoreU(b, d, to + stride);
  hn::StoreU(c, d, to + 2 * stride);
  hn::StoreU(e, d, to + 3 * stride);
  hn::StoreU(f, d, to + 4 * stride);
}

/// Merges two sorted lists of five values and stores them to ten lines.
template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE void store_merged(D d, V a1, V a2, V a3, V a4, V a5, V b1, V b2, V b3, V b4, V b5, Lane* to,
                             size_t stride) {
  exchange(a1, b1), exchange(a5, b5), exchange(b1, a5), exchange(a3, b3);
  exchange(b1, a3), exchange(a5, b3);                    // odd: a1 b1 a3 a5 b3 b5
  exchange(a2, b2), exchange(a4, b4), exchange(b2, a4);  // even: a2 b2 a4 b4
  exchange(b1, a2), exchange(a3, b2), exchange(a5, a4), exchange(b3, b4);
  store_5(d, a1, b1, a2, a3, b2, to, stride);
  store_5(d, a5, a4, b3, b4, b5, to + 5 * stride, stride);
}

/// The fourth to seventh smallest of two sorted lists of five values, in lines with a stride of `twice`.
template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE void merge_middle(D d, const Lane* a, const Lane* b, size_t twice, V& m4, V& m5, V& m6, V& m7) {
  V odd3 = hn::Max(hn::LoadU(d, a), hn::LoadU(d, b));
  V odd4 = hn::Min(hn::LoadU(d, a + 4 * twice), hn::LoadU(d, b + 4 * twice));
  exchange(odd3, odd4);
  V low = hn::LoadU(d, a + 2 * twice), high = hn::LoadU(d, b + 2 * twice);
  exchange(low, high);
  odd3 = hn::Max(odd3, low), odd4 = hn::Min(odd4, high);
  V even2 = hn::Max(hn::LoadU(d, a + twice), hn::LoadU(d, b + twice));
  V even3 = hn::Min(hn::LoadU(d, a + 3 * twice), hn::LoadU(d, b + 3 * twice));
  exchange(even2, even3);
  m4 = hn::Min(odd3, even2), m5 = hn::Max(odd3, even2);
  m6 = hn::Min(odd4, even3), m7 = hn::Max(odd4, even3);
}

template <class V>
HWY_INLINE V sixth_of_11(V a1, V a2, V a3, V a4, V a5, V a6, V b1, V b2, V b3, V b4, V b5) {
  const V outer = hn::Min(hn::Max(a1, b5), hn::Max(a2, b4));
  return hn::Min(hn::Min(outer, hn::Max(a3, b3)), hn::Min(hn::Min(hn::Max(a4, b2), hn::Max(a5, b1)), a6));
}

/// Sorts five adjacent pixels of two rows: writes those of the second row to five lines (`single`), and both
/// merged to ten lines (`pair`).
template <class Lane>
HWY_NOINLINE void sort_across_5(const Lane* first, const Lane* second, size_t spacing, Lane* single,
                                Lane* pair, size_t stride, size_t count) {
  for_lanes_past_end<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    hn::Vec<decltype(d)> a1, a2, a3, a4, a5, b1, b2, b3, b4, b5;
    load_sorted_5(d, first + i, spacing, a1, a2, a3, a4, a5);
    load_sorted_5(d, second + i, spacing, b1, b2, b3, b4, b5);
    store_5(d, b1, b2, b3, b4, b5, single + i, stride);
    store_merged(d, a1, a2, a3, a4, a5, b1, b2, b3, b4, b5, pair + i, stride);
  });
}

/// Computes the output rows y and y + 1 from sorted lines: `single` of row y, `pair` of the rows y + 1 and
/// y + 2, `next_pair` of the next two, and from the unsorted rows y + 5 and y + 6, which then replace
/// `single` and `pair`. Of the twenty values that both windows share, only the middle six can be a median.
template <class T, class Lane>
HWY_NOINLINE void two_medians_of_25(const Lane* sixth, const Lane* seventh, size_t spacing, Lane* single,
                                    Lane* pair, const Lane* next_pair, size_t stride, T* upper, T* lower,
                                    size_t count) {
  for_lanes_past_end<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    using V = hn::Vec<decltype(d)>;
    Lane *const own_row = single + i, *const own_pair = pair + i;
    const Lane* const other_pair = next_pair + i;
    V m1, m2, m3, m4, m5, m6, unused;
    merge_middle(d, own_pair, other_pair, 2 * stride, unused, m1, m3, m5);
    merge_middle(d, own_pair + stride, other_pair + stride, 2 * stride, m2, m4, m6, unused);
    exchange(m1, m2), exchange(m3, m4), exchange(m5, m6);
    const V above = sixth_of_11(m1, m2, m3, m4, m5, m6, hn::LoadU(d, own_row), hn::LoadU(d, own_row + stride),
                                hn::LoadU(d, own_row + 2 * stride), hn::LoadU(d, own_row + 3 * stride),
                                hn::LoadU(d, own_row + 4 * stride));
    store_ordered_part<T>(d, above, upper + i, count - i);
    V a1, a2, a3, a4, a5, b1, b2, b3, b4, b5;
    load_sorted_5(d, sixth + i, spacing, a1, a2, a3, a4, a5);
    store_ordered_part<T>(d, sixth_of_11(m1, m2, m3, m4, m5, m6, a1, a2, a3, a4, a5), lower + i, count - i);
    load_sorted_5(d, seventh + i, spacing, b1, b2, b3, b4, b5);
    store_5(d, b1, b2, b3, b4, b5, own_row, stride);
    store_merged(d, a1, a2, a3, a4, a5, b1, b2, b3, b4, b5, own_pair, stride);
  });
}

/// The median is the largest number that more than half of the values are at least; found bit by bit.
template <class T, class Lane>
HWY_NOINLINE void median_by_counting(const Lane* const* rows, size_t size, size_t spacing, T* out,
                                     size_t count) {
  using Count = hwy::MakeUnsigned<Lane>;
  constexpr bool wider = sizeof(Lane) > sizeof(T);
  for_lanes_overlapping(hn::ScalableTag<Lane>(), count, [=](auto d, size_t i) HWY_ATTR {
    const hn::RebindToUnsigned<decltype(d)> du;
    const auto half = hn::Set(du, static_cast<Count>(size * size / 2));
    auto median = hn::Set(d, wider ? Lane{0} : hwy::LimitsMin<Lane>());
    for (int bit = static_cast<int>(sizeof(T)) * 8 - 1; bit >= 0; --bit) {
      const auto next = hn::Add(median, hn::Set(d, static_cast<Lane>(Count{1} << bit)));
      const auto below = hn::Sub(next, hn::Set(d, Lane{1}));
      auto at_least = hn::Zero(du);
      for (size_t row = 0; row < size; ++row) {
        const Lane* value = rows[row] + i;
        for (size_t column = 0; column < size; ++column, value += spacing) {
          const auto above = hn::VecFromMask(d, hn::Gt(hn::LoadU(d, value), below));
          at_least = hn::Sub(at_least, hn::BitCast(du, above));
        }
      }
      median = hn::IfThenElse(hn::RebindMask(d, hn::Gt(at_least, half)), next, median);
    }
    store_ordered<T>(d, median, out + i);
  });
}

template <class Lane, class T>
HWY_NOINLINE void medians_of_9(const MedianRows<T>& job) {
  const OrderedLines<Lane, T> lines(job);
  const size_t spacing = job.in.channels, count = job.in.width * spacing, stride = lines.stride();
  Lane* const sorted = lines.line(4);
  for (size_t y = 0; y < 2; ++y) lines.read(y, y);
  for (size_t y = 0; y < job.in.row_count; y += 2) {
    lines.read(y + 2, (y + 2) % 4);
    lines.read(y + 3, (y + 3) % 4);
    const Lane* rows[4];
    for (size_t k = 0; k < 4; ++k) rows[k] = lines.line((y + k) % 4);
    sort_columns_of_3(rows, sorted, stride, count + 2 * spacing);
    median_of_9(sorted, stride, spacing, median_row(job, y), count);
    if (y + 1 == job.in.row_count) return;
    median_of_9(sorted + 3 * stride, stride, spacing, median_row(job, y + 1), count);
  }
}

template <class Lane, class T>
HWY_NOINLINE void medians_of_25(const MedianRows<T>& job) {
  const OrderedLines<Lane, T> lines(job);
  const size_t spacing = job.in.channels, count = job.in.width * spacing, stride = lines.stride();
  const auto single = [&](size_t i) { return lines.line(4 + i % 3 * 5); };
  const auto pair = [&](size_t i) { return lines.line(19 + i % 2 * 10); };
  // Only the sorted pixels of row 0 are needed; the pair is overwritten.
  const Lane* first = lines.read(0, 0);
  sort_across_5(first, first, spacing, single(0), pair(0), stride, count);
  for (size_t i = 0; i < 2; ++i) {
    first = lines.read(2 * i + 1, 0);
    sort_across_5(first, lines.read(2 * i + 2, 1), spacing, single(i + 1), pair(i), stride, count);
  }
  lines.read(5, 0);
  lines.read(6, 1);
  for (size_t y = 0; y < job.in.row_count; y += 2) {
    const bool single_row = y + 1 == job.in.row_count;
    const Lane* const sixth = lines.line(y % 4);
    const Lane* const seventh = lines.line(y % 4 + 1);
    lines.read(y + 7, (y + 2) % 4);
    lines.read(y + 8, (y + 2) % 4 + 1);
    T* const upper = median_row(job, y);
    T* const lower = single_row ? reinterpret_cast<T*>(lines.line(39)) : median_row(job, y + 1);
    two_medians_of_25(sixth, seventh, spacing, single(y / 2), pair(y / 2), pair(y / 2 + 1), stride, upper,
                      lower, count);
  }
}

template <class Lane, class T>
HWY_NOINLINE void medians_by_counting(const MedianRows<T>& job) {
  const OrderedLines<Lane, T> lines(job);
  const size_t size = job.in.window_height;
  const Lane* window[255];
  for (size_t k = 0; k + 1 < size; ++k) lines.read(k, k);
  for (size_t y = 0; y < job.in.row_count; ++y) {
    lines.read(y + size - 1, (y + size - 1) % size);
    for (size_t k = 0; k < size; ++k) window[k] = lines.line((y + k) % size);
    median_by_counting(window, size, job.in.channels, median_row(job, y), job.in.width * job.in.channels);
  }
}

template <class T>
void kernel(const MedianRows<T>& job) {
  constexpr bool is_float = std::is_same_v<T, float>;
  using Sorted = std::conditional_t<is_float, int32_t, T>;
  using Counted = std::conditional_t<is_float, int32_t, int16_t>;
  const size_t size = job.in.window_height;
  if (size == 3) return medians_of_9<Sorted>(job);
  if (size == 5) return medians_of_25<Sorted>(job);
  if (median_sorts(size)) {
    if (median_chunk(size) == 512) return medians_by_networks<512, Sorted>(job);
    return medians_by_networks<256, Sorted>(job);
  }
  medians_by_counting<Counted>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
