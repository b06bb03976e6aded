// SPDX-License-Identifier: MIT
// Weighted sums of rows in float, and the kernel of Convolve.
#if defined(VARY_SIMD_SUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SUM_INL_HPP
#undef VARY_SIMD_SUM_INL_HPP
#else
#define VARY_SIMD_SUM_INL_HPP
#endif

#include "vary/simd/move/copy-inl.hpp"
#include "vary/simd/window/integer_sum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// to[i] = sum over k of weights[k] * source(k)[i], added in the order of k. For more than 8 bits the sum
/// uses differences from the first source, so that a flat image stays exactly flat; for 8 bits rounding does
/// that.
template <class From, class To, class Source>
HWY_INLINE void weighted_sum(size_t count, const float* weights, size_t taps, const Source& source, To* to) {
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
    if (job.whole_down.pairs != nullptr) return convolve_integer(job);
  }
  const size_t elements = job.width * job.channels;
  const size_t pixel_bytes = job.channels * sizeof(float);
  const size_t left = job.across_taps / 2;
  const PixelMover mover(pixel_bytes);
  for (size_t y = 0; y < job.row_count; ++y) {
    float* middle = job.line + left * job.channels;
    weighted_sum<T>(
        elements, job.down, job.down_taps, [&](size_t k) { return job.rows[y + k]; }, middle);
    copy_runs(mover, reinterpret_cast<const std::byte*>(middle), job.margins, job.margin_count,
              reinterpret_cast<std::byte*>(job.line), reinterpret_cast<const std::byte*>(job.constant),
              pixel_bytes);
    weighted_sum<float>(
        elements, job.across, job.across_taps, [&](size_t k) { return job.line + k * job.channels; },
        job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
