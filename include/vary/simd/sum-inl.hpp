// SPDX-License-Identifier: MIT
// Kernels that weigh and add.
#if defined(VARY_SIMD_SUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SUM_INL_HPP
#undef VARY_SIMD_SUM_INL_HPP
#else
#define VARY_SIMD_SUM_INL_HPP
#endif

#include "vary/simd/copy-inl.hpp"
#include "vary/simd/whole_sum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// to[i] = sum over k of weights[k] * source(k)[i], added in the order of k. Where more than 8 bits count,
/// the sum is taken of differences to the first source: a flat picture stays flat to the last bit, as it does
/// for 8 bits by rounding.
template <class From, class To, class Source>
HWY_INLINE void weigh(size_t count, const float* weights, size_t taps, const Source& source, To* to) {
  constexpr bool differences = sizeof(From) > 1 && sizeof(To) > 1;
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const auto first = load_float(d, source(0) + i);
    auto sum = differences ? first : hn::Mul(first, hn::Set(d, weights[0]));
    for (size_t k = 1; k < taps; ++k) {
      auto value = load_float(d, source(k) + i);
      if constexpr (differences) value = hn::Sub(value, first);
      sum = hn::Add(sum, hn::Mul(value, hn::Set(d, weights[k])));
    }
    store_pixel(d, sum, to + i);
  });
}

template <class T>
void kernel(const ConvolveRows<T>& job) {
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (job.whole_down.pairs != nullptr) return convolve_whole(job);
  }
  const size_t elements = job.width * job.channels;
  const size_t pixel_bytes = job.channels * sizeof(float);
  const size_t left = job.across_taps / 2;
  const PixelMover mover(pixel_bytes);
  for (size_t y = 0; y < job.row_count; ++y) {
    float* middle = job.line + left * job.channels;
    weigh<T>(
        elements, job.down, job.down_taps, [&](size_t k) { return job.rows[y + k]; }, middle);
    copy_runs(mover, reinterpret_cast<const std::byte*>(middle), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(job.line), reinterpret_cast<const std::byte*>(job.constant),
              pixel_bytes);
    weigh<float>(
        elements, job.across, job.across_taps, [&](size_t k) { return job.line + k * job.channels; },
        job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
  }
}

template <class T>
void kernel(const ResizeRows<T>& job) {
  const size_t channels = job.channels;
  const size_t row = job.in_width * channels;
  for (size_t y = 0; y < job.row_count; ++y) {
    const size_t at = job.first_row + y;
    const T* in = job.in + job.down.first[at] * job.in_stride;
    weigh<T>(
        row, job.down.weights + at * job.down.taps, job.down.taps,
        [&](size_t k) { return in + static_cast<std::ptrdiff_t>(k) * job.in_stride; }, job.lines + y * row);
  }
  // Along the rows the sources of neighbours are not neighbours; turned by 90 degrees they are.
  const size_t column = resize_band * channels;
  const auto float_pixel = static_cast<std::ptrdiff_t>(channels * sizeof(float));
  kernel(TransposePixels{reinterpret_cast<const std::byte*>(job.lines),
                         float_pixel * static_cast<std::ptrdiff_t>(job.in_width), job.in_width, job.row_count,
                         reinterpret_cast<std::byte*>(job.columns),
                         float_pixel * static_cast<std::ptrdiff_t>(resize_band), channels * sizeof(float)});
  for (size_t x = 0; x < job.out_width; ++x) {
    const float* in = job.columns + static_cast<size_t>(job.across.first[x]) * column;
    weigh<float>(
        column, job.across.weights + x * job.across.taps, job.across.taps,
        [&](size_t k) { return in + k * column; }, job.turned + x * column);
  }
  const auto pixel = static_cast<std::ptrdiff_t>(channels * sizeof(T));
  kernel(TransposePixels{reinterpret_cast<const std::byte*>(job.turned),
                         pixel * static_cast<std::ptrdiff_t>(resize_band), job.row_count, job.out_width,
                         reinterpret_cast<std::byte*>(job.out),
                         job.out_stride * static_cast<std::ptrdiff_t>(sizeof(T)), channels * sizeof(T)});
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
