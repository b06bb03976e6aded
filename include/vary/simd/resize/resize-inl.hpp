// SPDX-License-Identifier: MIT
// The kernels of Resize for 16 bits and float, and of nearest interpolation.
#if defined(VARY_SIMD_RESIZE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RESIZE_INL_HPP
#undef VARY_SIMD_RESIZE_INL_HPP
#else
#define VARY_SIMD_RESIZE_INL_HPP
#endif

#include "vary/simd/resize/resize_integer-inl.hpp"
#include "vary/simd/window/sum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Resizes a line horizontally, a few channels at a time, in the order of weighted_sum(). The values of a
/// vector past its pixel are written too and then overwritten. `constant_taps` is 0 for any number.
template <size_t constant_taps, class T>
HWY_NOINLINE void resize_line(const float* line, const AxisWeights<T>& across, size_t width, size_t channels,
                              T* out) {
  const hn::CappedTag<float, 4> d;
  const hn::Rebind<T, decltype(d)> narrow;
  const size_t taps = constant_taps == 0 ? across.taps : constant_taps, all = width * channels;
  const float* weights = across.weights;
  for (size_t x = 0; x < width; ++x, weights += taps) {
    const float* from = line + static_cast<size_t>(across.first[x]) * channels;
    for (size_t c = 0; c < channels; c += hn::Lanes(d)) {
      const auto first = hn::LoadU(d, from + c);
      auto sum = first;
      for (size_t k = 1; k < taps; ++k) {
        const auto difference = hn::Sub(hn::LoadU(d, from + k * channels + c), first);
        sum = hn::Add(sum, hn::Mul(difference, hn::Set(d, weights[k])));
      }
      const auto pixels = to_pixels<T>(d, sum);
      const size_t at = x * channels + c;
      if (at + hn::Lanes(d) <= all) {
        hn::StoreU(pixels, narrow, out + at);
      } else {
        T last[4];
        hn::StoreU(pixels, narrow, last);
        std::memcpy(out + at, last, (all - at) * sizeof(T));
      }
    }
  }
}

template <class T>
void kernel(const ResizeRows<T>& job) {
  const size_t row = job.in_width * job.channels;
  auto* line = reinterpret_cast<float*>(job.room);
  for (size_t y = 0; y < job.out_height; ++y) {
    prefetch_rows(job, y);
    const T* in = job.in + job.down.first[y] * job.in_stride;
    weighted_sum<T>(
        row, job.down.weights + y * job.down.taps, job.down.taps,
        [&](size_t k) { return in + static_cast<std::ptrdiff_t>(k) * job.in_stride; }, line);
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (job.across.taps == 2) {
      resize_line<2>(line, job.across, job.out_width, job.channels, out);
    } else {
      resize_line<0>(line, job.across, job.out_width, job.channels, out);
    }
  }
}

inline void kernel(const PickPixels& shared) {
  const PickPixels job = shared;
  for (size_t y = 0; y < job.out_height; ++y) {
    const std::byte* in = job.in + job.rows[y] * job.in_stride;
    std::byte* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (y > 0 && job.rows[y] == job.rows[y - 1]) {
      copy_bytes(out - job.out_stride, out, job.out_width * job.pixel_bytes);
    } else {
      gather_bytes<false>(in, job.columns, job.pixel_bytes, job.pixel_bytes, job.out_width, out);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
