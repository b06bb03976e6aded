// SPDX-License-Identifier: MIT
// Helpers of integer resizing: scratch for tables, prefetching, and windows of a line.
#if defined(VARY_SIMD_RESIZE_SCRATCH_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RESIZE_SCRATCH_INL_HPP
#undef VARY_SIMD_RESIZE_SCRATCH_INL_HPP
#else
#define VARY_SIMD_RESIZE_SCRATCH_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Allocates consecutive arrays in the scratch of a job, each padded by resize_slack.
class ScratchAllocator {
 public:
  explicit ScratchAllocator(std::byte* next) : next_(next) {}
  template <class T>
  T* allocate(size_t count) {
    auto* part = reinterpret_cast<T*>(next_);
    next_ += (count * sizeof(T) + 63) / 64 * 64 + resize_slack;
    return part;
  }

 private:
  std::byte* next_;
};

/// Prefetches the start of the rows that are needed a few output rows after row y. The rows of a view are not
/// contiguous, and the hardware prefetcher only detects a row after its first cache misses.
template <class T>
HWY_INLINE void prefetch_rows(const ResizeRows<T>& job, size_t y) {
  constexpr size_t ahead = 4, line = 64 / sizeof(T), max_values = 24 * line;
  if (y + ahead >= job.out_height) return;
  const size_t all = job.in_width * job.channels, count = all < max_values ? all : max_values;
  const int* first = job.down.first + y + ahead;
  const int taps = static_cast<int>(job.down.taps), last_end = first[-1] + taps;
  for (int row = last_end > first[0] ? last_end : first[0]; row < first[0] + taps; ++row) {
    const T* in = job.in + row * job.in_stride;
    for (size_t i = 0; i < count; i += line) hwy::Prefetch(in + i);
  }
}

#if VARY_VBMI
// Several adjacent output pixels use one window of 64 values: a shuffle of its two vectors selects each tap.
inline constexpr size_t window_values = 64;

/// The number of output pixels, at most `max_values`, whose taps always fit in a window; 0 if those of one do
/// not.
inline size_t window_pixels(const int* first, size_t width, size_t taps, size_t channels, size_t most) {
  const auto fits = [&](size_t pixels) {
    for (size_t x = 0; x < width; x += pixels) {
      const size_t last = x + pixels < width ? x + pixels - 1 : width - 1;
      if ((static_cast<size_t>(first[last] - first[x]) + taps) * channels > window_values) return false;
    }
    return true;
  };
  while (most > 0 && !fits(most)) --most;
  return most;
}

HWY_INLINE __m512i shuffled_window(const int16_t* window, __m512i index) {
  return _mm512_permutex2var_epi16(_mm512_loadu_si512(window), index, _mm512_loadu_si512(window + 32));
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
