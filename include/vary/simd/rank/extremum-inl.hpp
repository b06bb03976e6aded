// SPDX-License-Identifier: MIT
// The kernels of Rank and Gradient: the maximum or minimum of a window.
#if defined(VARY_SIMD_EXTREMUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_EXTREMUM_INL_HPP
#undef VARY_SIMD_EXTREMUM_INL_HPP
#else
#define VARY_SIMD_EXTREMUM_INL_HPP
#endif

#include "vary/simd/window/window-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The maximum or minimum. Floats are compared and selected, because Max and Min of -0 and 0 depend on the
/// target.
template <bool maximum, class D, class V = hn::Vec<D>>
HWY_INLINE V extreme(D, V a, V b) {
  if constexpr (std::is_same_v<hn::TFromD<D>, float>) {
    return hn::IfThenElse(maximum ? hn::Gt(b, a) : hn::Lt(b, a), b, a);
  } else {
    return maximum ? hn::Max(a, b) : hn::Min(a, b);
  }
}

/// to[i] = extreme(a[i], b[i]); `to` may be `a` or `b`, or overlap them if it starts before both.
template <bool maximum, class T>
HWY_NOINLINE void extreme_of_two(const T* a, const T* b, T* to, size_t count) {
  for_lanes<T>(count, [=](auto d, size_t i) HWY_ATTR {
    hn::StoreU(extreme<maximum>(d, hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, to + i);
  });
}

/// The extremes of the rows [0, height) and [1, height], which share all but two rows; height >= 2.
template <bool maximum, size_t constant_height, class T>
HWY_NOINLINE void extremes_of_rows(const T* const* rows, size_t any_height, T* upper, T* lower,
                                   size_t count) {
  const size_t height = constant_height == 0 ? any_height : constant_height;
  for_lanes_overlapping(hn::ScalableTag<T>(), count, [=](auto d, size_t i) HWY_ATTR {
    auto shared = hn::LoadU(d, rows[1] + i);
    for (size_t k = 2; k < height; ++k) shared = extreme<maximum>(d, shared, hn::LoadU(d, rows[k] + i));
    hn::StoreU(extreme<maximum>(d, hn::LoadU(d, rows[0] + i), shared), d, upper + i);
    hn::StoreU(extreme<maximum>(d, shared, hn::LoadU(d, rows[height] + i)), d, lower + i);
  });
}

/// to[i] = the extreme of line[i], line[i + second] and line[i + third]; `to` may be `line`.
template <bool maximum, class T>
HWY_NOINLINE void extreme_of_three(const T* line, size_t second, size_t third, T* to, size_t count) {
  const auto body = [=](auto d, size_t i) HWY_ATTR {
    const auto two = extreme<maximum>(d, hn::LoadU(d, line + i), hn::LoadU(d, line + i + second));
    hn::StoreU(extreme<maximum>(d, two, hn::LoadU(d, line + i + third)), d, to + i);
  };
  if (to == line) return for_lanes<T>(count, body);  // in place, so vectors must not overlap
  for_lanes_overlapping(hn::ScalableTag<T>(), count, body);
}

/// The extremes of windows of a line, whose elements have a spacing of `spacing`. Each pass triples the size
/// that a value covers; the last pass combines three overlapping ones.
template <bool maximum, class T>
HWY_NOINLINE void filter_line(T* line, size_t window, size_t spacing, T* out, size_t count) {
  if (window == 5) {
    const T* from = line;
    return for_lanes_overlapping(hn::ScalableTag<T>(), count, [=](auto d, size_t i) HWY_ATTR {
      auto best = hn::LoadU(d, from + i);
      for (size_t k = 1; k < 5; ++k) best = extreme<maximum>(d, best, hn::LoadU(d, from + i + k * spacing));
      hn::StoreU(best, d, out + i);
    });
  }
  size_t covered = 1;
  for (; 3 * covered < window; covered *= 3) {
    const size_t input_count = count + (window - 3 * covered) * spacing;
    extreme_of_three<maximum>(line, covered * spacing, 2 * covered * spacing, line, input_count);
  }
  const size_t third = window - covered;
  const size_t second = covered < third ? covered : third;
  extreme_of_three<maximum>(line, second * spacing, third * spacing, out, count);
}

template <bool maximum, class T>
HWY_NOINLINE void extremum_rows(const ExtremumRows<T>& job) {
  const WindowRows<T>& in = job.in;
  const size_t elements = in.width * in.channels;
  const size_t height = in.window_height;
  T* const line = job.lines;
  T* const next_line = job.lines + elements + (in.window_width - 1) * in.channels;
  const size_t margin = in.left * in.channels;
  const PixelMover mover(in.channels * sizeof(T));
  const auto finish_row = [&](T* extended, size_t y) HWY_ATTR {
    fill_margins(mover, in, in.constant, extended);
    filter_line<maximum>(extended, in.window_width, in.channels,
                         job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride, elements);
  };
  if (height <= extremum_direct) {
    size_t y = 0;
    for (; height > 1 && y + 2 <= in.row_count; y += 2) {
      T* const upper = line + margin;
      T* const lower = next_line + margin;
      if (height == 3) {
        extremes_of_rows<maximum, 3>(in.rows + y, height, upper, lower, elements);
      } else {
        extremes_of_rows<maximum, 0>(in.rows + y, height, upper, lower, elements);
      }
      finish_row(line, y);
      finish_row(next_line, y + 1);
    }
    for (; y < in.row_count; ++y) {
      std::memcpy(line + margin, in.rows[y], elements * sizeof(T));
      for (size_t k = 1; k < height; ++k) {
        extreme_of_two<maximum>(line + margin, in.rows[y + k], line + margin, elements);
      }
      finish_row(line, y);
    }
    return;
  }
  // Tall windows by the algorithm of van Herk, Gil and Werman: suffix extremes of each block of `height`
  // rows; a window is a suffix of one block and a prefix of the next.
  for (size_t y = 0; y < in.row_count; y += height) {
    T* suffix = job.suffixes + (height - 1) * elements;
    std::memcpy(suffix, in.rows[y + height - 1], elements * sizeof(T));
    for (size_t k = height - 1; k > 0; --k, suffix -= elements) {
      extreme_of_two<maximum>(in.rows[y + k - 1], suffix, suffix - elements, elements);
    }
    for (size_t k = 0; k < height && y + k < in.row_count; ++k, suffix += elements) {
      if (k == 0) {
        std::memcpy(line + margin, suffix, elements * sizeof(T));
      } else {
        T* prefix = next_line;
        if (k == 1) std::memcpy(prefix, in.rows[y + height], elements * sizeof(T));
        if (k > 1) extreme_of_two<maximum>(prefix, in.rows[y + height + k - 1], prefix, elements);
        extreme_of_two<maximum>(suffix, prefix, line + margin, elements);
      }
      finish_row(line, y + k);
    }
  }
}

/// to[i] = the extreme of terms[k][i] for all k.
template <bool maximum, class T>
HWY_NOINLINE void extreme_of_terms(const T* const* terms, size_t term_count, T* to, size_t count) {
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  size_t i = 0;
  for (; i + 4 * step <= count; i += 4 * step) {
    const T* from = terms[0] + i;
    auto a = hn::LoadU(d, from), b = hn::LoadU(d, from + step);
    auto e = hn::LoadU(d, from + 2 * step), f = hn::LoadU(d, from + 3 * step);
    for (size_t k = 1; k < term_count; ++k) {
      from = terms[k] + i;
      a = extreme<maximum>(d, a, hn::LoadU(d, from));
      b = extreme<maximum>(d, b, hn::LoadU(d, from + step));
      e = extreme<maximum>(d, e, hn::LoadU(d, from + 2 * step));
      f = extreme<maximum>(d, f, hn::LoadU(d, from + 3 * step));
    }
    hn::StoreU(a, d, to + i);
    hn::StoreU(b, d, to + i + step);
    hn::StoreU(e, d, to + i + 2 * step);
    hn::StoreU(f, d, to + i + 3 * step);
  }
  const size_t begin = i > 0 && i < count && count - i < step ? count - step : i;
  for_lanes_overlapping(hn::ScalableTag<T>(), count - begin, [=](auto lanes, size_t j) HWY_ATTR {
    auto best = hn::LoadU(lanes, terms[0] + begin + j);
    for (size_t k = 1; k < term_count; ++k) {
      best = extreme<maximum>(lanes, best, hn::LoadU(lanes, terms[k] + begin + j));
    }
    hn::StoreU(best, lanes, to + begin + j);
  });
}

/// Keeps the rows of a window with their margins. For each rectangle that is wider than one pixel, the
/// vertical extremes go to a line, which is computed from the previous line and the additional rows. The
/// output combines the columns of all lines, each column from the tallest rectangle that contains it.
template <bool maximum, class T>
HWY_NOINLINE void extremum_parts(const ExtremumParts<T>& job) {
  const WindowRows<T>& in = job.in;
  const size_t height = in.window_height;
  const size_t stride = line_stride(in);
  const size_t line_length = (in.width + in.window_width - 1) * in.channels;
  const size_t elements = in.width * in.channels;
  const PixelMover mover(in.channels * sizeof(T));
  const auto store_row = [&](size_t y, size_t slot) HWY_ATTR {
    T* const line = job.lines + slot * stride;
    copy_bytes(reinterpret_cast<const std::byte*>(in.rows[y]),
               reinterpret_cast<std::byte*>(line + in.left * in.channels), elements * sizeof(T));
    fill_margins(mover, in, in.constant, line);
  };
  for (size_t k = 0; k < height; ++k) store_row(k, k);
  const T** const column_terms = job.terms + in.window_width + height;
  size_t first = 0;
  for (size_t y = 0; y < in.row_count; ++y) {
    if (y > 0) {
      store_row(y + height - 1, first);
      first = first + 1 == height ? 0 : first + 1;
    }
    const T** term = job.terms;
    const T* line = nullptr;
    size_t from = job.parts[0].row, to = from;  // the rows that `line` covers
    for (size_t p = 0; p < job.part_count; ++p) {
      const WindowPart& part = job.parts[p];
      const bool last = p + 1 == job.part_count;
      const size_t offset = last ? part.column * in.channels : 0;
      const T** column_term = last ? term : column_terms;
      const T** const begin = column_term;
      if (line != nullptr) *column_term++ = line + offset;
      for (size_t row = part.row; row < part.row + part.row_count; ++row) {
        if (row >= from && row < to) continue;
        const size_t slot = first + row < height ? first + row : first + row - height;
        *column_term++ = job.lines + slot * stride + offset;
      }
      from = part.row, to = part.row + part.row_count;
      if (last) {
        term = column_term;
        break;
      }
      line = *begin;
      if (column_term - begin > 1) {
        T* const combined = job.lines + (height + p) * stride;
        extreme_of_terms<maximum>(begin, static_cast<size_t>(column_term - begin), combined, line_length);
        line = combined;
      }
      const WindowPart& next = job.parts[p + 1];
      for (size_t column = part.column; column < part.column + part.column_count; ++column) {
        if (column == next.column) column += next.column_count;
        if (column < part.column + part.column_count) *term++ = line + column * in.channels;
      }
    }
    extreme_of_terms<maximum>(job.terms, static_cast<size_t>(term - job.terms),
                              job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride, elements);
  }
}

template <class T>
void kernel(const ExtremumRows<T>& job) {
  if (job.maximum) return extremum_rows<true>(job);
  extremum_rows<false>(job);
}

template <class T>
void kernel(const ExtremumParts<T>& job) {
  if (job.maximum) return extremum_parts<true>(job);
  extremum_parts<false>(job);
}

template <class T>
void kernel(const SubtractFrom<T>& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* const from = job.from + static_cast<std::ptrdiff_t>(y) * job.from_stride;
    T* const out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for_lanes<T>(job.count, [=](auto d, size_t i) HWY_ATTR {
      const auto large = hn::LoadU(d, from + i), small = hn::LoadU(d, out + i);
      hn::StoreU(hn::IfThenElseZero(hn::Gt(large, small), hn::Sub(large, small)), d, out + i);
    });
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
