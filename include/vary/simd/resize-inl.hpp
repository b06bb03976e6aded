// SPDX-License-Identifier: MIT
// Kernels that make rows and columns more or fewer.
#if defined(VARY_SIMD_RESIZE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RESIZE_INL_HPP
#undef VARY_SIMD_RESIZE_INL_HPP
#else
#define VARY_SIMD_RESIZE_INL_HPP
#endif

#include "vary/simd/sum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

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
