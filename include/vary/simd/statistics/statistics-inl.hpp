// SPDX-License-Identifier: MIT
// The kernels of CountValues and FindExtremes.
#if defined(VARY_SIMD_STATISTICS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_STATISTICS_INL_HPP
#undef VARY_SIMD_STATISTICS_INL_HPP
#else
#define VARY_SIMD_STATISTICS_INL_HPP
#endif

#include "vary/simd/point/table-inl.hpp"
#include "vary/simd/rank/extremum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The number of histograms per channel, used in turn, so that increments do not depend on each other.
inline constexpr size_t histogram_count = 4;

template <size_t channels>
HWY_INLINE void count_bytes(const CountValues<uint8_t>& job) {
  alignas(64) uint32_t counts[channels * histogram_count][256] = {};
  constexpr size_t block = channels * histogram_count;  // 4 pixels
  for (size_t y = 0; y < job.row_count; ++y) {
    const uint8_t* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    const size_t end = job.width * channels;
    size_t i = 0;
    for (; i + block <= end; i += block) {
      uint8_t values[block];
      std::memcpy(values, in + i, block);
      for (size_t k = 0; k < block; ++k) ++counts[k][values[k]];
    }
    for (size_t k = 0; i < end; ++i, ++k) ++counts[k][in[i]];
  }
  for (size_t k = 0; k < block; ++k) {
    uint32_t* sum = job.counts + k % channels * 256;
    for (size_t v = 0; v < 256; ++v) sum[v] += counts[k][v];
  }
}

template <class T, class Index>
HWY_INLINE void count_one_by_one(const CountValues<T>& job, const Index& index) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    for (size_t x = 0; x < job.width; ++x) {
      for (size_t c = 0; c < job.channels; ++c) ++job.counts[c * table_size<T> + index(*in++)];
    }
  }
}

inline void kernel(const CountValues<uint8_t>& job) {
  if (job.channels == 1) return count_bytes<1>(job);
  if (job.channels == 3) return count_bytes<3>(job);
  if (job.channels == 4) return count_bytes<4>(job);
  count_one_by_one(job, [](uint8_t value) { return size_t{value}; });
}
inline void kernel(const CountValues<uint16_t>& job) {
  count_one_by_one(job, [](uint16_t value) { return size_t{value}; });
}
inline void kernel(const CountValues<float>& job) {
  count_one_by_one(job, [](float value) { return index_of(value); });
}

/// In groups of three vectors every lane belongs to one channel, if there are 1 to 4 channels.
template <class T>
HWY_NOINLINE void find_vector_extremes(const FindExtremes<T>& job) {
  const hn::ScalableTag<T> d;
  const size_t lanes = hn::Lanes(d);
  using V = hn::Vec<decltype(d)>;
  const auto smaller = [](V a, V b) HWY_ATTR { return extreme<false>(hn::ScalableTag<T>(), a, b); };
  const auto larger = [](V a, V b) HWY_ATTR { return extreme<true>(hn::ScalableTag<T>(), a, b); };
  const V top = hn::Set(d, std::is_same_v<T, float> ? static_cast<T>(INFINITY) : white<T>);
  const V bottom = hn::Set(d, std::is_same_v<T, float> ? static_cast<T>(-INFINITY) : T(0));
  V least0 = top, least1 = top, least2 = top;
  V most0 = bottom, most1 = bottom, most2 = bottom;
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* row = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    const size_t last = job.width * job.channels - 3 * lanes;
    for (size_t i = 0; i < last + 3 * lanes; i += 3 * lanes) {
      const T* in = row + (i < last ? i : last);  // the last group may overlap its predecessor
      const V v0 = hn::LoadU(d, in), v1 = hn::LoadU(d, in + lanes), v2 = hn::LoadU(d, in + 2 * lanes);
      least0 = smaller(least0, v0);
      least1 = smaller(least1, v1);
      least2 = smaller(least2, v2);
      most0 = larger(most0, v0);
      most1 = larger(most1, v1);
      most2 = larger(most2, v2);
    }
  }
  const auto collect = [&](V low, V high, size_t first) HWY_ATTR {
    HWY_ALIGN T lows[HWY_MAX_BYTES / sizeof(T)];
    HWY_ALIGN T highs[HWY_MAX_BYTES / sizeof(T)];
    hn::Store(low, d, lows);
    hn::Store(high, d, highs);
    for (size_t i = 0; i < lanes; ++i) {
      const size_t c = (first + i) % job.channels;
      if (lows[i] < job.least[c]) job.least[c] = lows[i];
      if (highs[i] > job.most[c]) job.most[c] = highs[i];
    }
  };
  collect(least0, most0, 0);
  collect(least1, most1, lanes);
  collect(least2, most2, 2 * lanes);
}

template <class T>
void kernel(const FindExtremes<T>& job) {
  for (size_t c = 0; c < job.channels; ++c) {
    job.least[c] = std::is_same_v<T, float> ? static_cast<T>(INFINITY) : white<T>;
    job.most[c] = std::is_same_v<T, float> ? static_cast<T>(-INFINITY) : T(0);
  }
  const size_t block = 3 * hn::Lanes(hn::ScalableTag<T>());
  const size_t end = job.width * job.channels;
  if (end >= block && block % job.channels == 0) return find_vector_extremes(job);
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    size_t c = 0;
    for (size_t i = 0; i < end; ++i) {
      if (in[i] < job.least[c]) job.least[c] = in[i];
      if (in[i] > job.most[c]) job.most[c] = in[i];
      if (++c == job.channels) c = 0;
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
