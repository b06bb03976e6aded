// SPDX-License-Identifier: MIT
// The kernels of Box.
#if defined(VARY_SIMD_BOX_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_BOX_INL_HPP
#undef VARY_SIMD_BOX_INL_HPP
#else
#define VARY_SIMD_BOX_INL_HPP
#endif

#include "vary/simd/resize/halves-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Converts the sum of a window to its mean, rounded half up for integers.
struct BoxMean {
  uint32_t area;
  uint32_t half;
  uint32_t factor;  ///< for 16 bits: area * factor slightly exceeds 2^(16 + shift), except for area 1
  int shift;
  bool exact;        ///< for 32 bits: a float holds the sum exactly, and rounding cannot change the quotient
  float reciprocal;  ///< of the area; slightly less unless exact
  double exact_reciprocal;

  /// `white` is the largest value; 0 for floats.
  HWY_INLINE BoxMean(size_t window_area, uint32_t white) : area(static_cast<uint32_t>(window_area)) {
    half = area / 2;
    shift = 0;
    while (area >> (shift + 1) != 0) ++shift;
    factor = area == 1 ? 0xFFFF : static_cast<uint32_t>((uint64_t{1} << (16 + shift)) / area + 1);
    exact_reciprocal = 1.0 / area;
    exact = (1.0 + white) * area < 0x1p22;
    reciprocal = static_cast<float>(exact ? exact_reciprocal : exact_reciprocal * (1 - 0x1p-22));
  }

  /// 16-bit sums require an odd area below 256, 32-bit sums must be below 2^31.
  template <class D, class V = hn::Vec<D>>
  HWY_INLINE V operator()(D d, V sum) const {
    if constexpr (sizeof(hn::TFromD<D>) == 2) {
      const auto x = hn::Add(sum, hn::Set(d, static_cast<uint16_t>(area == 1 ? 1 : half)));
      return hn::ShiftRightSame(hn::MulHigh(x, hn::Set(d, static_cast<uint16_t>(factor))), shift);
    } else if constexpr (sizeof(hn::TFromD<D>) == 4) {
      const hn::RebindToSigned<D> di;
      const hn::RebindToFloat<D> df;
      const auto x = hn::BitCast(di, hn::Add(sum, hn::Set(d, half)));
      const auto value = hn::ConvertTo(df, x);
      const auto inverse = hn::Set(df, reciprocal);
      if (exact) {
        return hn::BitCast(d, hn::ConvertTo(di, hn::Mul(hn::Add(value, hn::Set(df, 0.5f)), inverse)));
      }
      // The quotient or the quotient - 1.
      const auto quotient = hn::ConvertTo(di, hn::Mul(value, inverse));
      const auto rest = hn::Sub(x, hn::Mul(quotient, hn::Set(di, static_cast<int32_t>(area))));
      const auto short_by_one = hn::Gt(rest, hn::Set(di, static_cast<int32_t>(area) - 1));
      return hn::BitCast(d, hn::Sub(quotient, hn::VecFromMask(di, short_by_one)));
    } else {
      return hn::Mul(sum, hn::Set(d, exact_reciprocal));
    }
  }
};

/// to = the horizontal sums of `window` pixels, as halves.
template <size_t constant_window, class T>
HWY_NOINLINE void box_across(const T* from, size_t any_window, size_t spacing, Wide<T>* to, size_t count) {
  const size_t window = constant_window == 0 ? any_window : constant_window;
  const HalfTag<T> d;
  const size_t lanes = hn::Lanes(d);
  for (size_t i = 0; i < count; i += 2 * lanes) {
    auto first = hn::Zero(d), second = first;
    for (size_t k = 0; k < window; ++k) add_halves(d, from + i + k * spacing, first, second);
    hn::StoreU(corrected<T>(first, second), d, to + i);
    hn::StoreU(second, d, to + i + lanes);
  }
}

/// The means of lines [0, height) and of lines [1, height], which share all but two lines.
template <size_t constant_height, class T>
HWY_NOINLINE void box_down(const Wide<T>* const* lines, size_t any_height, const BoxMean mean, T* upper,
                           T* lower, size_t count) {
  const size_t height = constant_height == 0 ? any_height : constant_height;
  const HalfTag<T> d;
  const size_t lanes = hn::Lanes(d);
  const auto sum = [=](size_t i, auto& above, auto& below) HWY_ATTR {
    above = hn::LoadU(d, lines[0] + i);
    below = hn::LoadU(d, lines[height] + i);
    if (height == 1) return;
    auto shared = hn::LoadU(d, lines[1] + i);
    for (size_t k = 2; k < height; ++k) shared = hn::Add(shared, hn::LoadU(d, lines[k] + i));
    above = hn::Add(above, shared);
    below = hn::Add(shared, below);
  };
  for_row_pairs<T>(upper, lower, count, [=](size_t i, T* to_upper, T* to_lower) HWY_ATTR {
    hn::Vec<HalfTag<T>> above0, above1, below0, below1;
    sum(i, above0, below0);
    sum(i + lanes, above1, below1);
    store_halves(d, mean(d, above0), mean(d, above1), to_upper);
    store_halves(d, mean(d, below0), mean(d, below1), to_lower);
  });
}

/// Calls body(size) with the size of a window as a constant if it is a common one, otherwise with 0.
template <class Body>
HWY_INLINE void with_constant_size(size_t size, const Body& body) {
  if (size == 3) return body(std::integral_constant<size_t, 3>());
  if (size == 5) return body(std::integral_constant<size_t, 5>());
  if (size == 9) return body(std::integral_constant<size_t, 9>());
  body(std::integral_constant<size_t, 0>());
}

template <class T>
inline constexpr uint32_t white_of = std::is_same_v<T, float> ? 0 : static_cast<uint32_t>(white<T>);

/// Small windows: horizontally, then vertically.
template <class T>
HWY_NOINLINE void box_direct_rows(const BoxRows<T>& job) {
  const size_t row = job.width * job.channels;
  const BoxMean mean(job.window_width * job.window_height, white_of<T>);
  apply_small_window<2>(
      job,
      [&](const T* from, Wide<T>* line, size_t count) HWY_ATTR {
        with_constant_size(job.window_width, [&](auto size) HWY_ATTR {
          box_across<size()>(from, job.window_width, job.channels, line, count);
        });
      },
      [&](const Wide<T>* const* lines, T* upper, T* lower) HWY_ATTR {
        with_constant_size(job.window_height, [&](auto size) HWY_ATTR {
          box_down<size()>(lines, job.window_height, mean, upper, lower, row);
        });
      });
}

template <class T, class D>
HWY_INLINE hn::Vec<D> load_sum(D d, const T* from) {
  const auto value = hn::LoadU(hn::Rebind<T, D>(), from);
  if constexpr (std::is_same_v<T, uint16_t> && std::is_same_v<hn::TFromD<D>, double>) {
    return hn::PromoteTo(d, hn::PromoteTo(hn::Rebind<int32_t, D>(), value));
  } else {
    return hn::PromoteTo(d, value);
  }
}

template <class T, class D>
HWY_INLINE void store_mean(D d, const BoxMean& mean, hn::Vec<D> sum, T* to) {
  const hn::Rebind<T, D> narrow;
  const hn::Rebind<int32_t, D> di;
  if constexpr (std::is_same_v<T, float>) {
    hn::StoreU(hn::DemoteTo(narrow, mean(d, sum)), narrow, to);
  } else if constexpr (std::is_same_v<hn::TFromD<D>, double>) {
    const auto rounded = hn::DemoteTo(di, hn::Add(mean(d, sum), hn::Set(d, 0.5)));
    hn::StoreU(hn::DemoteTo(narrow, rounded), narrow, to);
  } else {
    hn::StoreU(hn::DemoteTo(narrow, hn::BitCast(di, mean(d, sum))), narrow, to);
  }
}

/// to[i] = from[i] + plus[i]; `to` may be `from`.
template <class T, class Sum>
HWY_NOINLINE void add_pixels(const Sum* from, const T* plus, Sum* to, size_t count) {
  for_lanes<Sum>(count, [=](auto d, size_t i) HWY_ATTR {
    hn::StoreU(hn::Add(hn::LoadU(d, from + i), load_sum(d, plus + i)), d, to + i);
  });
}
template <class T, class Sum>
HWY_NOINLINE void move_pixels(Sum* sums, const T* plus, const T* minus, size_t count) {
  for_lanes<Sum>(count, [=](auto d, size_t i) HWY_ATTR {
    const auto more = hn::Add(hn::LoadU(d, sums + i), load_sum(d, plus + i));
    hn::StoreU(hn::Sub(more, load_sum(d, minus + i)), d, sums + i);
  });
}

inline void add_sums(const double* a, const double* b, double* to, size_t count) {
  for_lanes<double>(count, [=](auto d, size_t i) HWY_ATTR {
    hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, to + i);
  });
}

/// The sum of `count` values with a spacing of `spacing`, plus that of `rest_count` values of `rest` with a
/// spacing of one pixel.
template <class Sum>
struct StridedSum {
  const Sum* from;
  size_t count;
  size_t spacing;
  const Sum* rest;
  size_t rest_count;
  size_t pixel;

  template <class D>
  HWY_INLINE hn::Vec<D> operator()(D d, size_t i) const {
    auto sum = hn::LoadU(d, from + i);
    for (size_t k = 1; k < count; ++k) sum = hn::Add(sum, hn::LoadU(d, from + i + k * spacing));
    for (size_t k = 0; k < rest_count; ++k) sum = hn::Add(sum, hn::LoadU(d, rest + i + k * pixel));
    return sum;
  }
};

template <class Sum>
HWY_NOINLINE void add_strided(const StridedSum<Sum> strided, Sum* to, size_t count) {
  const hn::CappedTag<Sum, 64 / sizeof(Sum)> d;
  for (size_t i = 0; i < count; i += hn::Lanes(d)) hn::StoreU(strided(d, i), d, to + i);
}
template <class T, class Sum>
HWY_NOINLINE void average_strided(const StridedSum<Sum> strided, const BoxMean mean, T* to, size_t count) {
  const hn::CappedTag<Sum, 64 / sizeof(Sum)> d;
  const hn::CappedTag<Sum, 1> one;
  const size_t step = hn::Lanes(d);
  size_t i = 0;
  for (; i + step <= count; i += step) store_mean(d, mean, strided(d, i), to + i);
  if (i == count) return;
  if (count >= step) return store_mean(d, mean, strided(d, count - step), to + count - step);
  for (; i < count; ++i) store_mean(one, mean, strided(one, i), to + i);
}

/// The means of windows from a line of column sums. Each pass triples the size that a sum covers, and adds
/// the remainder if the size is not a multiple of three.
template <class T, class Sum>
HWY_NOINLINE void average_row(const Sum* line, Sum* sums, size_t window, size_t pixel, const BoxMean& mean,
                              T* to, size_t count) {
  size_t sizes[8];
  size_t passes = 0;
  for (sizes[0] = window; sizes[passes] > 5; ++passes) sizes[passes + 1] = sizes[passes] / 3;
  StridedSum<Sum> strided{line, sizes[passes], pixel, line, 0, pixel};
  for (size_t covered = sizes[passes]; passes > 0; covered = sizes[passes]) {
    add_strided(strided, sums, count + (window - covered) * pixel);
    --passes;
    strided = {sums, 3, covered * pixel, line + 3 * covered * pixel, sizes[passes] % 3, pixel};
  }
  average_strided(strided, mean, to, count);
}

/// Large windows: updates the column sums from row to row, then averages along each row.
template <class Sum, class T>
HWY_NOINLINE void box_shared_rows(const BoxRows<T>& job) {
  const size_t channels = job.channels;
  const size_t row = job.width * channels;
  const size_t height = job.window_height;
  const size_t line_size = line_bytes((row + (job.window_width - 1) * channels) * sizeof(double));
  const auto sums_at = [&](size_t bytes) { return reinterpret_cast<Sum*>(job.memory + bytes); };
  Sum* const line = sums_at(0);
  Sum* const sums = sums_at(line_size);
  Sum* const constant = sums_at(2 * line_size);
  Sum* const columns = line + job.window_width / 2 * channels;
  for (size_t c = 0; c < channels; ++c) {
    constant[c] = static_cast<Sum>(job.constant[c]) * static_cast<Sum>(height);
  }
  const BoxMean mean(job.window_width * height, white_of<T>);
  const PixelMover mover(channels * sizeof(Sum));
  const auto finish = [&](size_t y) HWY_ATTR {
    copy_runs(mover, reinterpret_cast<const std::byte*>(columns), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(line), reinterpret_cast<const std::byte*>(constant),
              channels * sizeof(Sum));
    average_row(line, sums, job.window_width, channels, mean,
                job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride, row);
  };
  if constexpr (!std::is_same_v<T, float>) {
    std::memset(columns, 0, row * sizeof(Sum));
    for (size_t k = 0; k < height; ++k) add_pixels(columns, job.rows[k], columns, row);
    for (size_t y = 0; y < job.row_count; ++y) {
      if (y > 0) move_pixels(columns, job.rows[y + height - 1], job.rows[y - 1], row);
      finish(y);
    }
  } else {
    // Subtracting a row would leave rounding errors. Instead computes the suffix sums of each block of
    // `height` rows; a window is a suffix sum of one block plus a prefix sum of the next.
    const size_t suffix_size = line_bytes(row * sizeof(double));
    const size_t first = 2 * line_size + line_bytes(channels * sizeof(double));
    Sum* const prefix = sums_at(first);
    const auto suffix = [&](size_t k) { return sums_at(first + (k + 1) * suffix_size); };
    std::memset(prefix, 0, row * sizeof(Sum));
    for (size_t y = 0; y < job.row_count; y += height) {
      const Sum* below = prefix;
      std::memset(prefix, 0, row * sizeof(Sum));
      for (size_t k = height; k > 0; --k) {
        add_pixels(below, job.rows[y + k - 1], suffix(k - 1), row);
        below = suffix(k - 1);
      }
      for (size_t k = 0; k < height && y + k < job.row_count; ++k) {
        if (k > 0) add_pixels(prefix, job.rows[y + height + k - 1], prefix, row);
        add_sums(suffix(k), prefix, columns, row);
        finish(y + k);
      }
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
