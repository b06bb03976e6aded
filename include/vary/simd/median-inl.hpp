// SPDX-License-Identifier: MIT
// Kernels that find the middle value of a window.
#if defined(VARY_SIMD_MEDIAN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MEDIAN_INL_HPP
#undef VARY_SIMD_MEDIAN_INL_HPP
#else
#define VARY_SIMD_MEDIAN_INL_HPP
#endif

#include "vary/simd/window-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// Values are sorted as signed integers, which every target compares alike: -0 comes before 0, and what is
// not a number before or after all numbers, by its sign.

/// The bits of a float as an integer of the same order, and back.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V order_of_float(D d, V bits) {
  return hn::Xor(bits, hn::And(hn::ShiftRight<31>(bits), hn::Set(d, 0x7FFFFFFF)));
}

/// Pixels of T as integers of the same order.
template <class T, class D>
HWY_INLINE hn::Vec<D> load_ordered(D d, const T* from) {
  const auto pixels = hn::LoadU(hn::Rebind<T, D>(), from);
  if constexpr (std::is_same_v<T, float>) {
    return order_of_float(d, hn::BitCast(d, pixels));
  } else if constexpr (sizeof(T) < sizeof(hn::TFromD<D>)) {
    return hn::PromoteTo(d, pixels);
  } else {
    return hn::Xor(hn::BitCast(d, pixels), hn::Set(d, hwy::LimitsMin<hn::TFromD<D>>()));
  }
}

template <class T, class D>
HWY_INLINE void store_ordered(D d, hn::Vec<D> value, T* to) {
  const hn::Rebind<T, D> pixels;
  if constexpr (std::is_same_v<T, float>) {
    hn::StoreU(hn::BitCast(pixels, order_of_float(d, value)), pixels, to);
  } else if constexpr (sizeof(T) < sizeof(hn::TFromD<D>)) {
    hn::StoreU(hn::DemoteTo(pixels, value), pixels, to);
  } else {
    const auto biased = hn::Xor(value, hn::Set(d, hwy::LimitsMin<hn::TFromD<D>>()));
    hn::StoreU(hn::BitCast(pixels, biased), pixels, to);
  }
}

template <class T, class Lane>
HWY_NOINLINE void order_row(const T* from, Lane* to, size_t count) {
  for_lanes_overlapping<Lane>(
      count, [=](auto d, size_t i) HWY_ATTR { hn::StoreU(load_ordered<T>(d, from + i), d, to + i); });
}

/// Exchanges two values if the first is above the second.
template <class V>
HWY_INLINE void exchange(V& a, V& b) {
  const V low = hn::Min(a, b);
  b = hn::Max(a, b);
  a = low;
}

/// The middle one of three.
template <class V>
HWY_INLINE V middle_of(V a, V b, V c) {
  exchange(a, b);
  return hn::Max(a, hn::Min(b, c));
}

/// Sorts the columns of rows[0 .. 3) into three lines, `stride` apart, and those of rows[1 .. 4) into three
/// more. What two neighbours have in common is sorted once.
template <class Lane>
HWY_NOINLINE void sort_columns_of_3(const Lane* const* rows, Lane* upper, size_t stride, size_t count) {
  const Lane *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3];
  Lane *u1 = upper + stride, *u2 = u1 + stride, *l0 = u2 + stride, *l1 = l0 + stride, *l2 = l1 + stride;
  for_lanes_overlapping<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
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

/// The median of three sorted columns is that of the largest minimum, the middle one of the middles, and the
/// smallest maximum.
template <class T, class Lane>
HWY_NOINLINE void median_of_9(const Lane* lines, size_t stride, size_t apart, T* out, size_t count) {
  const Lane *low = lines, *middle = low + stride, *high = middle + stride;
  for_lanes_overlapping<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    const size_t j = i + apart, k = j + apart;
    const auto largest =
        hn::Max(hn::Max(hn::LoadU(d, low + i), hn::LoadU(d, low + j)), hn::LoadU(d, low + k));
    const auto between =
        middle_of(hn::LoadU(d, middle + i), hn::LoadU(d, middle + j), hn::LoadU(d, middle + k));
    const auto smallest =
        hn::Min(hn::Min(hn::LoadU(d, high + i), hn::LoadU(d, high + j)), hn::LoadU(d, high + k));
    store_ordered<T>(d, middle_of(largest, between, smallest), out + i);
  });
}

/// Sorted a, b, c, e with one more: each place takes the middle one of it and its two neighbours.
template <class D, class V = hn::Vec<D>, class Lane = hn::TFromD<D>>
HWY_INLINE void store_with_fifth(D d, V a, V b, V c, V e, V fifth, Lane* to, size_t stride) {
  hn::StoreU(hn::Min(a, fifth), d, to);
  hn::StoreU(hn::Max(a, hn::Min(b, fifth)), d, to + stride);
  hn::StoreU(hn::Max(b, hn::Min(c, fifth)), d, to + 2 * stride);
  hn::StoreU(hn::Max(c, hn::Min(e, fifth)), d, to + 3 * stride);
  hn::StoreU(hn::Max(e, fifth), d, to + 4 * stride);
}

/// The same for five rows: those of rows[0 .. 5) and of rows[1 .. 6).
template <class Lane>
HWY_NOINLINE void sort_columns_of_5(const Lane* const* rows, Lane* upper, size_t stride, size_t count) {
  const Lane *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3], *r4 = rows[4], *r5 = rows[5];
  Lane* const lower = upper + 5 * stride;
  for_lanes_overlapping<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    auto a = hn::LoadU(d, r1 + i), b = hn::LoadU(d, r2 + i);
    auto c = hn::LoadU(d, r3 + i), e = hn::LoadU(d, r4 + i);
    exchange(a, b), exchange(c, e);
    exchange(a, c), exchange(b, e);
    exchange(b, c);
    store_with_fifth(d, a, b, c, e, hn::LoadU(d, r0 + i), upper + i, stride);
    store_with_fifth(d, a, b, c, e, hn::LoadU(d, r5 + i), lower + i, stride);
  });
}

/// Five values, of which the two largest, or smallest, are wanted: `first` is the outermost.
template <bool largest, class V>
HWY_INLINE void outer_two(V a, V b, V c, V e, V f, V& first, V& second) {
  const auto outer = [](V x, V y) HWY_ATTR { return largest ? hn::Max(x, y) : hn::Min(x, y); };
  const auto inner = [](V x, V y) HWY_ATTR { return largest ? hn::Min(x, y) : hn::Max(x, y); };
  const V ab = outer(a, b), ce = outer(c, e);
  const V best = outer(ab, ce);
  const V next = outer(inner(ab, ce), outer(inner(a, b), inner(c, e)));
  first = outer(best, f);
  second = outer(next, inner(best, f));
}

/// The same for three.
template <bool largest, class V>
HWY_INLINE void outer_three(V a, V b, V c, V e, V f, V& first, V& second, V& third) {
  const auto outer = [](V x, V y) HWY_ATTR { return largest ? hn::Max(x, y) : hn::Min(x, y); };
  const auto inner = [](V x, V y) HWY_ATTR { return largest ? hn::Min(x, y) : hn::Max(x, y); };
  const V ab = outer(a, b), ce = outer(c, e);
  const V best = outer(ab, ce), x = inner(ab, ce), y = outer(inner(a, b), inner(c, e));
  const V next = outer(x, y);
  const V rest = inner(best, f);
  first = outer(best, f);
  second = outer(next, rest);
  third = outer(inner(x, y), inner(next, rest));
}

/// Five values without their extremes, sorted.
template <class V>
HWY_INLINE void inner_three(V a, V b, V c, V e, V f, V& low, V& middle, V& high) {
  exchange(a, b), exchange(c, e);
  exchange(a, c), exchange(b, e);
  exchange(b, c);
  f = hn::Min(hn::Max(f, a), e);
  low = hn::Min(b, f);
  high = hn::Max(c, f);
  middle = hn::Max(b, hn::Min(c, f));
}

/// With columns and rows sorted, value (i, j) of a window, counted from 1, has i j - 1 values that are not
/// above it, and (6 - i)(6 - j) - 1 that are not below: only those near the diagonal i + j = 6 can be the
/// median. Of the diagonal before it, for the same reason only the largest can, of the one behind it the
/// smallest.
template <class T, class Lane>
HWY_NOINLINE void median_of_25(const Lane* lines, size_t stride, size_t apart, T* out, size_t count) {
  for_lanes_overlapping<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    using V = hn::Vec<decltype(d)>;
    const Lane* const from = lines + i;
    const auto load = [=](size_t row, size_t column)
                          HWY_ATTR { return hn::LoadU(d, from + row * stride + column * apart); };
    V diagonal0, diagonal1, diagonal2, diagonal3, diagonal4, before, behind, low, high;
    outer_two<true>(load(0, 0), load(0, 1), load(0, 2), load(0, 3), load(0, 4), diagonal0, before);
    outer_two<false>(load(4, 0), load(4, 1), load(4, 2), load(4, 3), load(4, 4), diagonal4, behind);
    outer_three<true>(load(1, 0), load(1, 1), load(1, 2), load(1, 3), load(1, 4), high, diagonal1, low);
    before = hn::Max(before, low), behind = hn::Min(behind, high);
    outer_three<false>(load(3, 0), load(3, 1), load(3, 2), load(3, 3), load(3, 4), low, diagonal3, high);
    before = hn::Max(before, low), behind = hn::Min(behind, high);
    inner_three(load(2, 0), load(2, 1), load(2, 2), load(2, 3), load(2, 4), low, diagonal2, high);
    before = hn::Max(before, low), behind = hn::Min(behind, high);
    // The median of seven: the extremes of five of them are neither.
    V middle;
    inner_three(diagonal0, diagonal1, diagonal2, diagonal3, diagonal4, low, middle, high);
    exchange(before, behind);
    const V value = hn::Min(hn::Min(hn::Max(low, behind), hn::Max(middle, before)), high);
    store_ordered<T>(d, value, out + i);
  });
}

/// The median is the largest number that more than half of the values reach; it is found bit by bit.
template <class T, class Lane>
HWY_NOINLINE void median_by_counting(const Lane* const* rows, size_t size, size_t apart, T* out,
                                     size_t count) {
  using Count = hwy::MakeUnsigned<Lane>;
  constexpr bool wider = sizeof(Lane) > sizeof(T);
  for_lanes_overlapping<Lane>(count, [=](auto d, size_t i) HWY_ATTR {
    const hn::RebindToUnsigned<decltype(d)> du;
    const auto half = hn::Set(du, static_cast<Count>(size * size / 2));
    auto found = hn::Set(d, wider ? Lane{0} : hwy::LimitsMin<Lane>());
    for (int bit = static_cast<int>(sizeof(T)) * 8 - 1; bit >= 0; --bit) {
      const auto next = hn::Add(found, hn::Set(d, static_cast<Lane>(Count{1} << bit)));
      const auto below = hn::Sub(next, hn::Set(d, Lane{1}));
      auto reached = hn::Zero(du);
      for (size_t row = 0; row < size; ++row) {
        const Lane* value = rows[row] + i;
        for (size_t column = 0; column < size; ++column, value += apart) {
          const auto above = hn::VecFromMask(d, hn::Gt(hn::LoadU(d, value), below));
          reached = hn::Sub(reached, hn::BitCast(du, above));
        }
      }
      found = hn::IfThenElse(hn::RebindMask(d, hn::Gt(reached, half)), next, found);
    }
    store_ordered<T>(d, found, out + i);
  });
}

/// Two rows at a time: they have all rows of their windows but one in common.
template <class Lane, class T>
HWY_NOINLINE void median_rows(const MedianRows<T>& job) {
  const WindowRows<T>& in = job.in;
  const size_t size = in.window_height, slots = size + 1;
  const size_t stride = line_stride(in), elements = in.width * in.channels;
  const size_t line_length = (in.width + in.window_width - 1) * in.channels;
  Lane* const lines = reinterpret_cast<Lane*>(job.lines);
  Lane* const sorted = lines + slots * stride;
  Lane* const constant = lines + (median_lines(size) - 1) * stride;
  order_row(in.constant, constant, in.channels);
  const PixelMover mover(in.channels * sizeof(Lane));
  const auto keep_row = [&](size_t y) HWY_ATTR {
    Lane* const line = lines + y % slots * stride;
    order_row(in.rows[y], line + in.left * in.channels, elements);
    fill_margins(mover, in, constant, line);
  };
  const Lane* window[256 + 1];
  for (size_t y = 0, kept = 0; y < in.row_count; y += 2) {
    const bool alone = y + 1 == in.row_count;
    for (; kept < y + size + (alone ? 0 : 1); ++kept) keep_row(kept);
    for (size_t k = 0; k < slots; ++k) window[k] = lines + (y + k) % slots * stride;
    if (alone) window[size] = window[size - 1];
    if (size == 3) sort_columns_of_3(window, sorted, stride, line_length);
    if (size == 5) sort_columns_of_5(window, sorted, stride, line_length);
    for (size_t k = 0; k < (alone ? 1 : 2); ++k) {
      T* const out = job.out + static_cast<std::ptrdiff_t>(y + k) * job.out_stride;
      const Lane* const columns = sorted + k * size * stride;
      if (size == 3) {
        median_of_9(columns, stride, in.channels, out, elements);
      } else if (size == 5) {
        median_of_25(columns, stride, in.channels, out, elements);
      } else {
        median_by_counting(window + k, size, in.channels, out, elements);
      }
    }
  }
}

template <class T>
void kernel(const MedianRows<T>& job) {
  if constexpr (std::is_same_v<T, float>) {
    median_rows<int32_t>(job);
  } else if constexpr (sizeof(T) == 2) {
    median_rows<int16_t>(job);
  } else {
    if (job.in.window_height > 15) return median_rows<int16_t>(job);
    median_rows<int8_t>(job);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
