// SPDX-License-Identifier: MIT
// The kernel of FootprintRows: weighted sums of the pixels around a position.
#if defined(VARY_SIMD_FOOTPRINT_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_FOOTPRINT_INL_HPP
#undef VARY_SIMD_FOOTPRINT_INL_HPP
#else
#define VARY_SIMD_FOOTPRINT_INL_HPP
#endif

#include "vary/simd/sample/sample_positions-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The starts of the windows along one axis, in 32.32 fixed point, for positions given as integer and
/// fraction.
inline HWY_NOINLINE void begin_footprints(const FootprintAxis& axis, const int32_t* integer,
                                          const uint32_t* fraction, size_t count, int64_t* to) {
  for (size_t i = 0; i < count; ++i) {
    to[i] = int64_t{integer[i]} * (int64_t{1} << 32) + static_cast<int64_t>(fraction[i]) + axis.shift;
  }
}

/// The weights along one axis for `count` positions.
inline HWY_NOINLINE void find_weights(const FootprintAxis& axis, const int64_t* positions, size_t count,
                                      float* to) {
  const hn::CappedTag<float, 4> d;
  for (size_t i = 0; i < count; ++i, to += axis.stride) {
    const uint64_t fraction = static_cast<uint64_t>(positions[i]) & 0xFFFFFFFF;
    const float* row = axis.weights + (fraction >> (32 - axis.phase_bits)) * axis.stride;
    const uint64_t between = ((fraction << axis.phase_bits) & 0xFFFFFFFF) >> 16;
    const auto ratio = hn::Set(d, static_cast<float>(static_cast<int32_t>(between)) * 0x1p-16f);
    for (size_t k = 0; k < axis.stride; k += hn::Lanes(d)) {
      const auto current = hn::LoadU(d, row + k);
      const auto next = hn::LoadU(d, row + axis.stride + k);
      hn::StoreU(hn::Add(current, hn::Mul(hn::Sub(next, current), ratio)), d, to + k);
    }
  }
}

/// The first term of a weighted sum. The weights sum to one only up to rounding, which does not change
/// integer results. For floats the sum uses differences from the first value, so that a flat image stays
/// exactly flat.
template <class T, class V, class D>
HWY_INLINE V first_weighted(D d, V first, float weight) {
  return std::is_same_v<T, float> ? first : hn::Mul(first, hn::Set(d, weight));
}
template <class T, class V, class D>
HWY_INLINE V add_weighted(D d, V sum, V value, V first, float weight) {
  if constexpr (std::is_same_v<T, float>) value = hn::Sub(value, first);
  return hn::Add(sum, hn::Mul(value, hn::Set(d, weight)));
}

/// to[i] = sum over k of weights[k] * in[k * stride + i], for `values` values rounded up to full vectors.
template <size_t constant_taps, class D, class T>
HWY_INLINE void sum_down(D d, size_t values, const T* in, std::ptrdiff_t stride, const float* weights,
                         size_t all_taps, float* to) {
  const size_t taps = constant_taps == 0 ? all_taps : constant_taps;
  for (size_t i = 0; i < values; i += hn::Lanes(d)) {
    const T* from = in + i;
    const auto first = load_float(d, from);
    auto sum = first_weighted<T>(d, first, weights[0]);
    for (size_t k = 1; k < taps; ++k) {
      from += stride;
      sum = add_weighted<T>(d, sum, load_float(d, from), first, weights[k]);
    }
    hn::StoreU(sum, d, to + i);
  }
}

/// One output pixel for each row of vertical sums.
template <size_t constant_taps, class T>
HWY_NOINLINE void sum_across(const FootprintRows<T>& job, size_t count) {
  const hn::CappedTag<float, 4> d;
  const size_t taps = constant_taps == 0 ? job.across.taps : constant_taps;
  const size_t row = footprint_row(job.across, job.channels);
  const size_t stride = job.across.stride;
  float* to = job.line;
  const size_t channels = job.channels;
  const float* sums = job.sums;
  const float* weights = job.weights;
  for (size_t i = 0; i < count; ++i) {
    // In order: values written past a pixel are overwritten by the next one.
    for (size_t c = 0; c < channels; c += hn::Lanes(d)) {
      const float* from = sums + c;
      const auto first = hn::LoadU(d, from);
      auto sum = first_weighted<T>(d, first, weights[0]);
      for (size_t k = 1; k < taps; ++k) {
        from += channels;
        sum = add_weighted<T>(d, sum, hn::LoadU(d, from), first, weights[k]);
      }
      hn::StoreU(sum, d, to + c);
    }
    sums += row;
    weights += stride;
    to += channels;
  }
}

/// Copies a window at (x, y) that extends beyond the image to job.patch. False if it has only the constant.
template <class T>
HWY_NOINLINE bool fetch_footprint(const FootprintRows<T>& job, int64_t x, int64_t y) {
  const auto channels = static_cast<int64_t>(job.channels);
  const auto across = static_cast<int64_t>(job.across.taps), down = static_cast<int64_t>(job.down.taps);
  if (job.border == Border::constant &&
      (x + across <= 0 || x >= job.width || y + down <= 0 || y >= job.height)) {
    return false;
  }
  const bool inside = x >= 0 && x + across <= job.width;
  T* to = job.patch;
  for (int64_t j = 0; j < down; ++j, to += footprint_row(job.across, job.channels)) {
    const int64_t row = border_index(job.border, y + j, job.height);
    const T* from = row < 0 ? nullptr : job.in + row * job.in_stride;
    if (from != nullptr && inside) {
      std::memcpy(to, from + x * channels, static_cast<size_t>(across * channels) * sizeof(T));
      continue;
    }
    for (int64_t i = 0; i < across; ++i) {
      const int64_t column = from == nullptr ? -1 : border_index(job.border, x + i, job.width);
      const T* pixel = column < 0 ? job.constant : from + column * channels;
      for (int64_t c = 0; c < channels; ++c) to[i * channels + c] = pixel[c];
    }
  }
  return true;
}

/// The vertical sums of a window that extends beyond the image.
template <class D, class T>
HWY_NOINLINE void sum_outside(D d, const FootprintRows<T>& job, int64_t x, int64_t y, const float* weights,
                              float* to) {
  const size_t row = footprint_row(job.across, job.channels), values = job.across.taps * job.channels;
  if (fetch_footprint(job, x, y)) {
    return sum_down<0>(d, values, job.patch, static_cast<std::ptrdiff_t>(row), weights, job.down.taps, to);
  }
  for (size_t i = 0; i < values; ++i) to[i] = static_cast<float>(job.constant[i % job.channels]);
}

/// With the number of taps as a constant for cubic filters, so that loops over the taps are unrolled.
template <size_t constant_taps, class D, class T>
HWY_NOINLINE void sum_footprints(D d, const FootprintRows<T>& job) {
  const size_t channels = job.channels, values = job.across.taps * channels;
  const size_t read = (values + hn::Lanes(d) - 1) / hn::Lanes(d) * hn::Lanes(d);
  // Windows that start before x_end and y_end need no border.
  const int64_t spare =
      static_cast<int64_t>(job.width) - static_cast<int64_t>((read + channels - 1) / channels);
  const auto x_end = static_cast<uint64_t>(spare < 0 ? 0 : spare + 1);
  const int64_t below = job.height - static_cast<int64_t>(job.down.taps);
  const auto y_end = static_cast<uint64_t>(below < 0 ? 0 : below + 1);
  const SampleRamp ramp(job.grid);
  SamplePositions positions;
  float* down_weights = job.weights + job.chunk * job.across.stride;
  for (size_t y = 0; y < job.row_count; ++y) {
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for (size_t x = 0; x < job.out_width; x += job.chunk) {
      const size_t count = job.out_width - x < job.chunk ? job.out_width - x : job.chunk;
      find_positions(job.grid, ramp, job.first_x + static_cast<int64_t>(x),
                     job.first_y + static_cast<int64_t>(y), count, false, positions);
      begin_footprints(job.across, positions.column, positions.right, count, job.places);
      begin_footprints(job.down, positions.row, positions.down, count, job.places + job.chunk);
      find_weights(job.across, job.places, count, job.weights);
      find_weights(job.down, job.places + job.chunk, count, down_weights);
      const float* weights = down_weights;
      float* to = job.sums;
      for (size_t i = 0; i < count; ++i) {
        const int64_t column = job.places[i] >> 32, row = job.places[job.chunk + i] >> 32;
        if (static_cast<uint64_t>(column) < x_end && static_cast<uint64_t>(row) < y_end) {
          const T* from = job.in + row * job.in_stride + column * static_cast<int64_t>(channels);
          sum_down<constant_taps>(d, values, from, job.in_stride, weights, job.down.taps, to);
        } else {
          sum_outside(d, job, column, row, weights, to);
        }
        weights += job.down.stride;
        to += footprint_row(job.across, channels);
      }
      sum_across<constant_taps>(job, count);
      T* pixels = out + x * channels;
      for_lanes<float>(count * channels, [&](auto all, size_t i) HWY_ATTR {
        store_pixel(all, hn::LoadU(all, job.line + i), pixels + i);
      });
    }
  }
}

template <class D, class T>
HWY_INLINE void sum_footprints(D d, const FootprintRows<T>& job) {
  if (job.across.taps == 4 && job.down.taps == 4) return sum_footprints<4>(d, job);
  sum_footprints<0>(d, job);
}

/// With vectors that are not longer than a row of a window.
template <class T>
void kernel(const FootprintRows<T>& job) {
  const size_t values = job.across.taps * job.channels;
  if (values <= 4) return sum_footprints(hn::CappedTag<float, 4>(), job);
  if (values <= 8) return sum_footprints(hn::CappedTag<float, 8>(), job);
  sum_footprints(hn::ScalableTag<float>(), job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
