// SPDX-License-Identifier: MIT
// Kernels that keep the largest or the smallest value of a window.
#if defined(VARY_SIMD_EXTREMUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_EXTREMUM_INL_HPP
#undef VARY_SIMD_EXTREMUM_INL_HPP
#else
#define VARY_SIMD_EXTREMUM_INL_HPP
#endif

#include "vary/simd/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Targets disagree about Max and Min of -0 and 0: floats are compared and selected.
template <bool maximum, class D, class V = hn::Vec<D>>
HWY_INLINE V extreme(D, V a, V b) {
  if constexpr (std::is_same_v<hn::TFromD<D>, float>) {
    return hn::IfThenElse(maximum ? hn::Gt(b, a) : hn::Lt(b, a), b, a);
  } else {
    return maximum ? hn::Max(a, b) : hn::Min(a, b);
  }
}

/// to[i] = the extreme of a[i] and b[i]; `to` may be either, or lie before both.
template <bool maximum, class T>
HWY_NOINLINE void extreme_of_two(const T* a, const T* b, T* to, size_t count) {
  for_lanes<T>(count, [=](auto d, size_t i) HWY_ATTR {
    hn::StoreU(extreme<maximum>(d, hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, to + i);
  });
}

/// Two windows one row apart, which share all rows but the first of one and the last of the other: the
/// extremes of rows[0 .. height) and of rows[1 .. height], for a height of 2 or more.
template <bool maximum, size_t constant_height, class T>
HWY_NOINLINE void extremes_of_rows(const T* const* rows, size_t any_height, T* upper, T* lower,
                                   size_t count) {
  const size_t height = constant_height == 0 ? any_height : constant_height;
  for_lanes<T>(count, [=](auto d, size_t i) HWY_ATTR {
    auto shared = hn::LoadU(d, rows[1] + i);
    for (size_t k = 2; k < height; ++k) shared = extreme<maximum>(d, shared, hn::LoadU(d, rows[k] + i));
    hn::StoreU(extreme<maximum>(d, hn::LoadU(d, rows[0] + i), shared), d, upper + i);
    hn::StoreU(extreme<maximum>(d, shared, hn::LoadU(d, rows[height] + i)), d, lower + i);
  });
}

/// to[i] = the extreme of line[i], line[i + second] and line[i + third]; `to` may be the line.
template <bool maximum, class T>
HWY_NOINLINE void extreme_of_three(const T* line, size_t second, size_t third, T* to, size_t count) {
  for_lanes<T>(count, [=](auto d, size_t i) HWY_ATTR {
    const auto two = extreme<maximum>(d, hn::LoadU(d, line + i), hn::LoadU(d, line + i + second));
    hn::StoreU(extreme<maximum>(d, two, hn::LoadU(d, line + i + third)), d, to + i);
  });
}

/// The extremes of the window that begins at each value of a line, `apart` elements between neighbours. Every
/// pass triples what a value stands for; the last one joins three of these, which may overlap.
template <bool maximum, class T>
HWY_NOINLINE void extremes_along(T* line, size_t window, size_t apart, T* out, size_t count) {
  if (window == 5) {
    const T* from = line;
    return for_lanes<T>(count, [=](auto d, size_t i) HWY_ATTR {
      auto best = hn::LoadU(d, from + i);
      for (size_t k = 1; k < 5; ++k) best = extreme<maximum>(d, best, hn::LoadU(d, from + i + k * apart));
      hn::StoreU(best, d, out + i);
    });
  }
  size_t have = 1;
  for (; 3 * have < window; have *= 3) {
    const size_t needed = count + (window - 3 * have) * apart;
    extreme_of_three<maximum>(line, have * apart, 2 * have * apart, line, needed);
  }
  const size_t third = window - have;
  const size_t second = have < third ? have : third;
  extreme_of_three<maximum>(line, second * apart, third * apart, out, count);
}

template <bool maximum, class T>
HWY_NOINLINE void extremum_rows(const ExtremumRows<T>& job) {
  const size_t elements = job.width * job.channels;
  const size_t height = job.window_height;
  T* const line = job.lines;
  T* const next_line = job.lines + elements + (job.window_width - 1) * job.channels;
  const size_t margin = job.left * job.channels;
  const PixelMover mover(job.channels * sizeof(T));
  const auto finish = [&](T* extended, size_t y) HWY_ATTR {
    copy_runs(mover, reinterpret_cast<const std::byte*>(extended + margin), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(extended), reinterpret_cast<const std::byte*>(job.constant),
              job.channels * sizeof(T));
    extremes_along<maximum>(extended, job.window_width, job.channels,
                            job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride, elements);
  };
  if (height <= extremum_direct) {
    size_t y = 0;
    for (; height > 1 && y + 2 <= job.row_count; y += 2) {
      T* const upper = line + margin;
      T* const lower = next_line + margin;
      if (height == 3) {
        extremes_of_rows<maximum, 3>(job.rows + y, height, upper, lower, elements);
      } else {
        extremes_of_rows<maximum, 0>(job.rows + y, height, upper, lower, elements);
      }
      finish(line, y);
      finish(next_line, y + 1);
    }
    for (; y < job.row_count; ++y) {
      std::memcpy(line + margin, job.rows[y], elements * sizeof(T));
      for (size_t k = 1; k < height; ++k) {
        extreme_of_two<maximum>(line + margin, job.rows[y + k], line + margin, elements);
      }
      finish(line, y);
    }
    return;
  }
  // Tall windows (van Herk; Gil and Werman): of every `height` rows the extremes from each to the last; a
  // window is one of these and what has been met since of the next `height` rows.
  for (size_t y = 0; y < job.row_count; y += height) {
    T* suffix = job.suffixes + (height - 1) * elements;
    std::memcpy(suffix, job.rows[y + height - 1], elements * sizeof(T));
    for (size_t k = height - 1; k > 0; --k, suffix -= elements) {
      extreme_of_two<maximum>(job.rows[y + k - 1], suffix, suffix - elements, elements);
    }
    for (size_t k = 0; k < height && y + k < job.row_count; ++k, suffix += elements) {
      if (k == 0) {
        std::memcpy(line + margin, suffix, elements * sizeof(T));
      } else {
        T* met = next_line;
        if (k == 1) std::memcpy(met, job.rows[y + height], elements * sizeof(T));
        if (k > 1) extreme_of_two<maximum>(met, job.rows[y + height + k - 1], met, elements);
        extreme_of_two<maximum>(suffix, met, line + margin, elements);
      }
      finish(line, y + k);
    }
  }
}

template <class T>
void kernel(const ExtremumRows<T>& job) {
  if (job.maximum) return extremum_rows<true>(job);
  extremum_rows<false>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
