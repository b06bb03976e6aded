// SPDX-License-Identifier: MIT
// Resizing 8-bit pixels with at most two taps in each direction.
#if defined(VARY_SIMD_RESIZE_LERP_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RESIZE_LERP_INL_HPP
#undef VARY_SIMD_RESIZE_LERP_INL_HPP
#else
#define VARY_SIMD_RESIZE_LERP_INL_HPP
#endif

#include "vary/simd/resize/resize_scratch-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// The line between both directions has 16 bits, in units of 2^-7.
inline constexpr int lerp_bits = 7;

/// a + (b - a) * weight / 2^15, rounded half up.
template <class V>
HWY_INLINE V lerp(V a, V b, V weight) {
  return hn::Add(a, hn::MulFixedPoint15(hn::Sub(b, a), weight));
}

HWY_NOINLINE inline void lerp_columns(const uint8_t* top, const uint8_t* bottom, int16_t weight,
                                      int16_t* line, size_t count) {
  for_lanes_overlapping(hn::ScalableTag<int16_t>(), count, [=](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const auto a = hn::ShiftLeft<lerp_bits>(hn::PromoteTo(d, hn::LoadU(narrow, top + i)));
    const auto b = hn::ShiftLeft<lerp_bits>(hn::PromoteTo(d, hn::LoadU(narrow, bottom + i)));
    hn::StoreU(lerp(a, b, hn::Set(d, weight)), d, line + i);
  });
}

/// Element i of `to`, of `bytes` bytes, is copied from from + first[i] * unit. With `over` it may read and
/// write past the end of an element.
template <bool over>
HWY_INLINE void gather_bytes(const std::byte* from, const int* first, size_t unit, size_t bytes, size_t count,
                             std::byte* to) {
  with_pixel_bytes(bytes, [&](auto constant) HWY_ATTR {
    constexpr size_t wide = over && constant() == 6 ? 8 : constant();
    for (size_t i = 0; i < count; ++i) {
      const std::byte* at = from + static_cast<size_t>(first[i]) * unit;
      std::memcpy(to + i * bytes, at, wide == 0 ? bytes : wide);
    }
  });
}

/// The horizontal direction: gathers the left and the right taps to two lines, then interpolates.
class GatheredLerp {
 public:
  GatheredLerp(ScratchAllocator& scratch, const AxisWeights<uint8_t>& across, const int* first, size_t width,
               size_t channels)
      : first_(first),
        width_(width),
        channels_(channels),
        weights_(scratch.allocate<int16_t>(width * channels)),
        left_(scratch.allocate<int16_t>(width * channels)),
        right_(scratch.allocate<int16_t>(width * channels)) {
    for (size_t x = 0, i = 0; x < width; ++x) {
      for (size_t c = 0; c < channels; ++c) weights_[i++] = across.weights[x];
    }
  }
  HWY_NOINLINE void row(const int16_t* line, uint8_t* out) const {
    const size_t bytes = channels_ * sizeof(int16_t);
    gather_bytes<true>(reinterpret_cast<const std::byte*>(line), first_, bytes, bytes, width_,
                       reinterpret_cast<std::byte*>(left_));
    gather_bytes<true>(reinterpret_cast<const std::byte*>(line + channels_), first_, bytes, bytes, width_,
                       reinterpret_cast<std::byte*>(right_));
    const int16_t *left = left_, *right = right_, *weights = weights_;
    for_lanes_overlapping(hn::ScalableTag<int16_t>(), width_ * channels_, [=](auto d, size_t i) HWY_ATTR {
      const hn::Rebind<uint8_t, decltype(d)> narrow;
      const auto interpolated =
          lerp(hn::LoadU(d, left + i), hn::LoadU(d, right + i), hn::LoadU(d, weights + i));
      const auto rounded = hn::ShiftRight<lerp_bits>(hn::Add(interpolated, hn::Set(d, 1 << (lerp_bits - 1))));
      hn::StoreU(hn::DemoteTo(narrow, rounded), narrow, out + i);
    });
  }

 private:
  const int* first_;
  size_t width_;
  size_t channels_;
  int16_t* weights_;
  int16_t* left_;
  int16_t* right_;
};

#if HWY_TARGET != HWY_SCALAR
/// The horizontal direction for 3 or 4 channels, two pixels at a time.
class PixelLerp {
 public:
  PixelLerp(ScratchAllocator& scratch, const AxisWeights<uint8_t>& across, const int* first, size_t width,
            size_t channels)
      : first_(first), width_(width), channels_(channels), weights_(scratch.allocate<int16_t>(4 * width)) {
    for (size_t i = 0; i < 4 * width; ++i) weights_[i] = across.weights[i / 4];
  }
  void row(const int16_t* line, uint8_t* out) const {
    channels_ == 3 ? interpolate<3>(line, out) : interpolate<4>(line, out);
  }

 private:
  template <size_t channels>
  HWY_NOINLINE void interpolate(const int16_t* line, uint8_t* out) const {
    const hn::FixedTag<int16_t, 8> d;
    const hn::FixedTag<int16_t, 4> pixel;
    const hn::FixedTag<uint8_t, 8> narrow;
    const hn::FixedTag<uint8_t, 16> bytes;
    const int* first = first_;
    const int16_t* weights = weights_;
    const size_t width = width_, all = width * channels;
    const auto two = [=](size_t x) HWY_ATTR {
      const int16_t* a = line + static_cast<size_t>(first[x]) * channels;
      const int16_t* b = line + static_cast<size_t>(first[x + 1]) * channels;
      const auto left = hn::Combine(d, hn::LoadU(pixel, b), hn::LoadU(pixel, a));
      const auto right = hn::Combine(d, hn::LoadU(pixel, b + channels), hn::LoadU(pixel, a + channels));
      const auto interpolated = lerp(left, right, hn::LoadU(d, weights + 4 * x));
      const auto rounded = hn::ShiftRight<lerp_bits>(hn::Add(interpolated, hn::Set(d, 1 << (lerp_bits - 1))));
      return hn::DemoteTo(narrow, rounded);
    };
    alignas(16) static constexpr uint8_t packed_order[16] = {0,  1,  2,  4,  5,  6,  8,  9,
                                                             10, 12, 13, 14, 15, 15, 15, 15};
    const auto order = hn::Load(bytes, packed_order);
    size_t x = 0;
    for (; x + 4 <= width && x * channels + 16 <= all; x += 4) {
      auto four = hn::Combine(bytes, two(x + 2), two(x));
      if (channels == 3) four = hn::TableLookupBytes(four, order);
      hn::StoreU(four, bytes, out + x * channels);
    }
    for (; x < width; ++x) {
      const int16_t* left = line + static_cast<size_t>(first[x]) * channels;
      for (size_t c = 0; c < channels; ++c) {
        const int difference = left[c + channels] - left[c];
        const int interpolated = left[c] + ((difference * weights[4 * x] + (1 << 14)) >> 15);
        out[x * channels + c] = static_cast<uint8_t>((interpolated + (1 << (lerp_bits - 1))) >> lerp_bits);
      }
    }
  }

  const int* first_;
  size_t width_;
  size_t channels_;
  int16_t* weights_;
};
#endif

#if VARY_VBMI
/// The horizontal direction by windows (see window_values).
class WindowLerp {
 public:
  static size_t pixels(const int* first, size_t width, size_t channels) {
    return window_pixels(first, width, 2, channels, 32 / channels);
  }
  WindowLerp(ScratchAllocator& scratch, const AxisWeights<uint8_t>& across, const int* first, size_t width,
             size_t channels, size_t pixels)
      : first_(first),
        width_(width),
        channels_(channels),
        pixels_(pixels),
        index_(scratch.allocate<int16_t>((width + pixels - 1) / pixels * 32)),
        weights_(scratch.allocate<int16_t>((width + pixels - 1) / pixels * 32)) {
    int16_t *index = index_, *weights = weights_;
    for (size_t x = 0; x < width; x += pixels, index += 32, weights += 32) {
      for (size_t p = 0, i = 0; p < pixels && x + p < width; ++p) {
        const size_t from = static_cast<size_t>(first[x + p] - first[x]) * channels;
        for (size_t c = 0; c < channels; ++c, ++i) {
          index[i] = static_cast<int16_t>(from + c);
          weights[i] = across.weights[x + p];
        }
      }
    }
  }
  HWY_NOINLINE void row(const int16_t* line, uint8_t* out) const {
    const __m512i next = _mm512_set1_epi16(static_cast<short>(channels_));
    const __m512i half = _mm512_set1_epi16(1 << (lerp_bits - 1));
    const int16_t *index = index_, *weights = weights_;
    const size_t channels = channels_, pixels = pixels_, width = width_;
    const int* first = first_;
    for (size_t x = 0; x < width; x += pixels, index += 32, weights += 32) {
      const int16_t* window = line + static_cast<size_t>(first[x]) * channels;
      const __m512i order = _mm512_load_si512(index);
      const hn::Vec512<int16_t> left{shuffled_window(window, order)};
      const hn::Vec512<int16_t> right{shuffled_window(window, _mm512_add_epi16(order, next))};
      const __m512i interpolated = lerp(left, right, hn::Vec512<int16_t>{_mm512_load_si512(weights)}).raw;
      const __m512i rounded = _mm512_srai_epi16(_mm512_add_epi16(interpolated, half), lerp_bits);
      const __m256i bytes = _mm512_cvtepi16_epi8(rounded);
      const size_t rest = (width - x) * channels;
      if (rest >= 32) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + x * channels), bytes);
      } else {
        _mm256_mask_storeu_epi8(out + x * channels, ~__mmask32{0} >> (32 - rest), bytes);
      }
    }
  }

 private:
  const int* first_;
  size_t width_;
  size_t channels_;
  size_t pixels_;
  int16_t* index_;
  int16_t* weights_;
};
#endif

/// Copies two pixels from each of `first` on. May read and write past a pair, but not past the last one.
HWY_NOINLINE inline void gather_pairs(const uint8_t* row, const int* first, size_t channels, size_t count,
                                      uint8_t* to) {
  const size_t bytes = 2 * channels, last = count - 1;
  gather_bytes<true>(reinterpret_cast<const std::byte*>(row), first, channels, bytes, last,
                     reinterpret_cast<std::byte*>(to));
  std::memcpy(to + last * bytes, row + static_cast<size_t>(first[last]) * channels, bytes);
}

/// Resizes all rows; `across` is the horizontal direction. With `pairs`, which is for strong minification,
/// the columns that are used are gathered first.
template <class Across>
HWY_INLINE void lerp_rows(const ResizeRows<uint8_t>& job, ScratchAllocator& scratch, bool pairs,
                          const Across& across) {
  const size_t columns = pairs ? 2 * job.out_width : job.in_width;
  const size_t count = columns * job.channels;
  auto* line = scratch.allocate<int16_t>(count);
  uint8_t* gathered[] = {scratch.allocate<uint8_t>(pairs ? count : 0),
                         scratch.allocate<uint8_t>(pairs ? count : 0)};
  for (size_t y = 0; y < job.out_height; ++y) {
    prefetch_rows(job, y);
    const uint8_t* top = job.in + job.down.first[y] * job.in_stride;
    const uint8_t* bottom = job.down.taps == 1 ? top : top + job.in_stride;
    if (pairs) {
      gather_pairs(top, job.across.first, job.channels, job.out_width, gathered[0]);
      gather_pairs(bottom, job.across.first, job.channels, job.out_width, gathered[1]);
      top = gathered[0];
      bottom = gathered[1];
    }
    lerp_columns(top, bottom, job.down.weights[y], line, count);
    across.row(line, job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
  }
}

HWY_NOINLINE inline void resize_by_lerp(const ResizeRows<uint8_t>& job) {
  ScratchAllocator scratch(job.room);
  const bool pairs = job.across.taps == 2 && job.in_width >= 3 * job.out_width;
  const int* first = job.across.first;
  if (pairs) {
    auto* every_other = scratch.allocate<int>(job.out_width);
    for (size_t x = 0; x < job.out_width; ++x) every_other[x] = static_cast<int>(2 * x);
    first = every_other;
  }
#if VARY_VBMI
  const size_t pixels = WindowLerp::pixels(first, job.out_width, job.channels);
  if (pixels > 0) {
    return lerp_rows(job, scratch, pairs,
                     WindowLerp(scratch, job.across, first, job.out_width, job.channels, pixels));
  }
#elif HWY_TARGET != HWY_SCALAR
  if (job.channels == 3 || job.channels == 4) {
    return lerp_rows(job, scratch, pairs, PixelLerp(scratch, job.across, first, job.out_width, job.channels));
  }
#endif
  lerp_rows(job, scratch, pairs, GatheredLerp(scratch, job.across, first, job.out_width, job.channels));
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
