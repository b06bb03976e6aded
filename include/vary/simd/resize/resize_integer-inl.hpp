// SPDX-License-Identifier: MIT
// Resizing 8-bit pixels with any number of taps, and to half the size, in integer arithmetic.
#if defined(VARY_SIMD_RESIZE_INTEGER_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RESIZE_INTEGER_INL_HPP
#undef VARY_SIMD_RESIZE_INTEGER_INL_HPP
#else
#define VARY_SIMD_RESIZE_INTEGER_INL_HPP
#endif

#include "vary/simd/resize/resize_lerp-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// Weights have 14 bits, sums 32 bits. The line between both directions has 16 bits, in units of 2^-6: weights
// may be negative, so sums may exceed the range of pixels.
inline constexpr int resize_line_bits = 6;

HWY_INLINE int32_t weight_pair(const int16_t* weights, size_t taps, size_t k) {
  const auto low = static_cast<uint16_t>(weights[k]);
  const auto high = static_cast<uint16_t>(k + 1 < taps ? weights[k + 1] : 0);
  return static_cast<int32_t>(low | static_cast<uint32_t>(high) << 16);
}

inline constexpr int line_shift = resize_weight_bits - resize_line_bits;
inline constexpr int pixel_shift = resize_weight_bits + resize_line_bits;

/// line[i] = the weighted sum of the rows at in + k * stride.
HWY_NOINLINE inline void sum_columns(const uint8_t* in, std::ptrdiff_t stride, const int16_t* weights,
                                     size_t taps, int16_t* line, size_t count) {
  const auto sum_lanes = [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const hn::Rebind<int16_t, decltype(d)> half;
    auto sum = hn::Set(d, 1 << (line_shift - 1));
    for (size_t k = 0; k < taps; ++k) {
      const auto pixels = hn::LoadU(narrow, in + static_cast<std::ptrdiff_t>(k) * stride + i);
      sum = hn::Add(sum, hn::Mul(hn::PromoteTo(d, pixels), hn::Set(d, int32_t{weights[k]})));
    }
    hn::StoreU(hn::DemoteTo(half, hn::ShiftRight<line_shift>(sum)), half, line + i);
  };
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3
  // With the instruction that multiplies and adds adjacent lanes.
  const hn::ScalableTag<int16_t> d;
  if (count >= hn::Lanes(d)) {
    return for_lanes_overlapping(d, count, [=](auto, size_t i) HWY_ATTR {
      const hn::ScalableTag<int16_t> d;
      const hn::RepartitionToWide<decltype(d)> wide;
      const hn::Rebind<uint8_t, decltype(d)> narrow;
      auto low = hn::Set(wide, 1 << (line_shift - 1)), high = low;
      auto unused = hn::Zero(wide);  // the second part of the sum on other targets
      for (size_t k = 0; k < taps; k += 2) {
        const uint8_t* row = in + static_cast<std::ptrdiff_t>(k) * stride + i;
        const auto pair = hn::BitCast(d, hn::Set(wide, weight_pair(weights, taps, k)));
        const auto a = hn::PromoteTo(d, hn::LoadU(narrow, row));
        const auto b = k + 1 < taps ? hn::PromoteTo(d, hn::LoadU(narrow, row + stride)) : hn::Zero(d);
        low = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveLower(d, a, b), pair, low, unused);
        high = hn::ReorderWidenMulAccumulate(wide, hn::InterleaveUpper(d, a, b), pair, high, unused);
      }
      const auto sum =
          hn::ReorderDemote2To(d, hn::ShiftRight<line_shift>(low), hn::ShiftRight<line_shift>(high));
      hn::StoreU(sum, d, line + i);
    });
  }
#endif
  for_lanes_overlapping(hn::ScalableTag<int32_t>(), count, sum_lanes);
}

/// The horizontal direction for any number of taps: pixel by pixel, a few channels at a time.
class PixelSum {
 public:
  PixelSum(const AxisWeights<uint8_t>& across, size_t width, size_t channels)
      : across_(across), width_(width), channels_(channels) {}
  HWY_NOINLINE void row(const int16_t* line, uint8_t* out) const {
    const hn::CappedTag<int32_t, 4> d;
    const hn::Rebind<int16_t, decltype(d)> half;
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const size_t channels = channels_, taps = across_.taps, all = width_ * channels;
    const int16_t* weights = across_.weights;
    for (size_t x = 0; x < width_; ++x, weights += taps) {
      const int16_t* from = line + static_cast<size_t>(across_.first[x]) * channels;
      for (size_t c = 0; c < channels; c += hn::Lanes(d)) {
        auto sum = hn::Set(d, 1 << (pixel_shift - 1));
        for (size_t k = 0; k < taps; ++k) {
          const auto values = hn::PromoteTo(d, hn::LoadU(half, from + k * channels + c));
          sum = hn::Add(sum, hn::Mul(values, hn::Set(d, int32_t{weights[k]})));
        }
        const auto pixels = hn::DemoteTo(narrow, hn::ShiftRight<pixel_shift>(sum));
        const size_t at = x * channels + c;
        if (at + hn::Lanes(d) <= all) {
          hn::StoreU(pixels, narrow, out + at);
        } else {
          uint8_t last[4];
          hn::StoreU(pixels, narrow, last);
          std::memcpy(out + at, last, all - at);
        }
      }
    }
  }

 private:
  AxisWeights<uint8_t> across_;
  size_t width_;
  size_t channels_;
};

#if VARY_VBMI
/// The horizontal direction by windows (see window_values), two taps at a time.
class WindowSum {
 public:
  static size_t pixels(const AxisWeights<uint8_t>& across, size_t width, size_t channels) {
    return window_pixels(across.first, width, across.taps, channels, 16 / channels);
  }
  WindowSum(ScratchAllocator& scratch, const AxisWeights<uint8_t>& across, size_t width, size_t channels,
            size_t pixels)
      : first_(across.first),
        width_(width),
        channels_(channels),
        pixels_(pixels),
        pairs_((across.taps + 1) / 2),
        index_(scratch.allocate<int16_t>((width + pixels - 1) / pixels * pairs_ * 32)),
        weights_(scratch.allocate<int32_t>((width + pixels - 1) / pixels * pairs_ * 16)) {
    int16_t* index = index_;
    int32_t* weights = weights_;
    for (size_t x = 0; x < width; x += pixels) {
      for (size_t k = 0; k < across.taps; k += 2, index += 32, weights += 16) {
        const size_t next = k + 1 < across.taps ? channels : 0;
        for (size_t p = 0, i = 0; p < pixels && x + p < width; ++p) {
          const int32_t pair = weight_pair(across.weights + (x + p) * across.taps, across.taps, k);
          const size_t from = (static_cast<size_t>(first_[x + p] - first_[x]) + k) * channels;
          for (size_t c = 0; c < channels; ++c, ++i) {
            index[2 * i] = static_cast<int16_t>(from + c);
            index[2 * i + 1] = static_cast<int16_t>(from + c + next);
            weights[i] = pair;
          }
        }
      }
    }
  }
  HWY_NOINLINE void row(const int16_t* line, uint8_t* out) const {
    const int16_t* index = index_;
    const int32_t* weights = weights_;
    const size_t channels = channels_, pixels = pixels_, width = width_, pairs = pairs_;
    const int* first = first_;
    for (size_t x = 0; x < width; x += pixels) {
      const int16_t* window = line + static_cast<size_t>(first[x]) * channels;
      const __m512i low = _mm512_loadu_si512(window), high = _mm512_loadu_si512(window + 32);
      __m512i sum = _mm512_set1_epi32(1 << (pixel_shift - 1));
      for (size_t k = 0; k < pairs; ++k, index += 32, weights += 16) {
        const __m512i taps = _mm512_permutex2var_epi16(low, _mm512_load_si512(index), high);
        sum = _mm512_add_epi32(sum, _mm512_madd_epi16(taps, _mm512_load_si512(weights)));
      }
      const __m512i value = _mm512_max_epi32(_mm512_srai_epi32(sum, pixel_shift), _mm512_setzero_si512());
      const __m128i bytes = _mm512_cvtusepi32_epi8(value);
      const size_t rest = (width - x) * channels;
      if (rest >= 16) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x * channels), bytes);
      } else {
        _mm_mask_storeu_epi8(out + x * channels, static_cast<__mmask16>(0xFFFFu >> (16 - rest)), bytes);
      }
    }
  }

 private:
  const int* first_;
  size_t width_;
  size_t channels_;
  size_t pixels_;
  size_t pairs_;
  int16_t* index_;
  int32_t* weights_;
};
#endif

template <class Across>
HWY_INLINE void sum_rows(const ResizeRows<uint8_t>& job, ScratchAllocator& scratch, const Across& across) {
  const size_t count = job.in_width * job.channels;
  auto* line = scratch.allocate<int16_t>(count);
  for (size_t y = 0; y < job.out_height; ++y) {
    prefetch_rows(job, y);
    sum_columns(job.in + job.down.first[y] * job.in_stride, job.in_stride,
                job.down.weights + y * job.down.taps, job.down.taps, line, count);
    across.row(line, job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
  }
}

HWY_NOINLINE inline void kernel(const ResizeRows<uint8_t>& job) {
  if (job.two_taps) return resize_by_lerp(job);
  ScratchAllocator scratch(job.room);
#if VARY_VBMI
  const size_t pixels = WindowSum::pixels(job.across, job.out_width, job.channels);
  if (pixels > 1) {  // for one pixel per window the tables would exceed the cache
    return sum_rows(job, scratch, WindowSum(scratch, job.across, job.out_width, job.channels, pixels));
  }
#endif
  sum_rows(job, scratch, PixelSum(job.across, job.out_width, job.channels));
}

// Half of both sizes: each output pixel is the mean of four input pixels.

#if VARY_VBMI
HWY_NOINLINE inline size_t halve_blocks(const HalveRows& job, size_t y) {
  const size_t channels = job.channels, bytes = 2 * job.out_width * channels;
  const size_t pixels = 32 / channels;
  if (pixels == 0) return 0;
  alignas(64) uint8_t index[64] = {};
  for (size_t p = 0, i = 0; p < pixels; ++p) {
    for (size_t c = 0; c < channels; ++c) {
      index[i++] = static_cast<uint8_t>(2 * p * channels + c);
      index[i++] = static_cast<uint8_t>((2 * p + 1) * channels + c);
    }
  }
  const __m512i order = _mm512_load_si512(index), ones = _mm512_set1_epi8(1), two = _mm512_set1_epi16(2);
  const auto sums = [=](__m512i v)
                        HWY_ATTR { return _mm512_maddubs_epi16(_mm512_permutexvar_epi8(order, v), ones); };
  const uint8_t* top = job.in + 2 * static_cast<std::ptrdiff_t>(y) * job.in_stride;
  const uint8_t* bottom = top + job.in_stride;
  uint8_t* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
  const auto means = [=](__m512i a, __m512i b) HWY_ATTR {
    const __m512i sum = _mm512_add_epi16(_mm512_add_epi16(sums(a), two), sums(b));
    return _mm512_cvtepi16_epi8(_mm512_srli_epi16(sum, 2));
  };
  const size_t step = 2 * pixels * channels;
  size_t i = 0;
  for (; i + 64 <= bytes; i += step) {
    const __m256i pixel = means(_mm512_loadu_si512(top + i), _mm512_loadu_si512(bottom + i));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i / 2), pixel);
  }
  for (; i < bytes; i += step) {
    const size_t rest = bytes - i < step ? bytes - i : step;
    const __mmask64 mask = ~__mmask64{0} >> (64 - rest);
    const __m256i pixel =
        means(_mm512_maskz_loadu_epi8(mask, top + i), _mm512_maskz_loadu_epi8(mask, bottom + i));
    _mm256_mask_storeu_epi8(out + i / 2, ~__mmask32{0} >> (32 - rest / 2), pixel);
  }
  return job.out_width;
}
#elif HWY_TARGET != HWY_SCALAR
/// Writes full vectors of row y; returns the number of pixels written.
HWY_NOINLINE inline size_t halve_blocks(const HalveRows& job, size_t y) {
  const hn::FixedTag<uint8_t, 16> d;
  const hn::Repartition<uint16_t, decltype(d)> wide;
  const hn::Rebind<uint8_t, decltype(wide)> half;
  const hn::RebindToSigned<decltype(wide)> di;
  const size_t channels = job.channels, bytes = 2 * job.out_width * channels;
  const size_t pixels = 8 / channels;
  if (pixels == 0) return 0;
  // The bytes of the first and of the second pixel of each pair, zero-extended to words.
  alignas(16) uint8_t order[2][16];
  std::memset(order, 0x80, sizeof(order));
  for (size_t p = 0, i = 0; p < pixels; ++p) {
    for (size_t c = 0; c < channels; ++c, i += 2) {
      order[0][i] = static_cast<uint8_t>(2 * p * channels + c);
      order[1][i] = static_cast<uint8_t>((2 * p + 1) * channels + c);
    }
  }
  const auto even = hn::Load(d, order[0]), odd = hn::Load(d, order[1]);
  const uint8_t* top = job.in + 2 * static_cast<std::ptrdiff_t>(y) * job.in_stride;
  const uint8_t* bottom = top + job.in_stride;
  uint8_t* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
  const size_t step = 2 * pixels * channels;
  const auto sums = [&](const uint8_t* from) HWY_ATTR {
    const auto v = hn::LoadU(d, from);
    return hn::Add(hn::BitCast(wide, hn::TableLookupBytesOr0(v, even)),
                   hn::BitCast(wide, hn::TableLookupBytesOr0(v, odd)));
  };
  size_t i = 0;
  for (; i + 16 <= bytes; i += step) {
    const auto sum = hn::Add(hn::Add(sums(top + i), hn::Set(wide, 2)), sums(bottom + i));
    hn::StoreU(hn::DemoteTo(half, hn::BitCast(di, hn::ShiftRight<2>(sum))), half, out + i / 2);
  }
  return i / 2 / channels;
}
#else
inline size_t halve_blocks(const HalveRows&, size_t) { return 0; }
#endif

inline void kernel(const HalveRows& shared) {
  const HalveRows job = shared;
  const size_t channels = job.channels;
  for (size_t y = 0; y < job.out_height; ++y) {
    const uint8_t* top = job.in + 2 * static_cast<std::ptrdiff_t>(y) * job.in_stride;
    const uint8_t* bottom = top + job.in_stride;
    uint8_t* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for (size_t x = halve_blocks(job, y); x < job.out_width; ++x) {
      for (size_t c = 0; c < channels; ++c) {
        const size_t left = 2 * x * channels + c, right = left + channels;
        const int sum = top[left] + top[right] + bottom[left] + bottom[right];
        out[x * channels + c] = static_cast<uint8_t>((sum + 2) >> 2);
      }
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
