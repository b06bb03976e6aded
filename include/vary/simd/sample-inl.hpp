// SPDX-License-Identifier: MIT
// Kernels that read between the pixels.
#if defined(VARY_SIMD_SAMPLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_INL_HPP
#undef VARY_SIMD_SAMPLE_INL_HPP
#else
#define VARY_SIMD_SAMPLE_INL_HPP
#endif

#include "vary/simd/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Where a row of the output reads, and from which of its pixels to which all four taps lie inside.
struct SampleSpan {
  int64_t x;
  int64_t y;
  int64_t begin;
  int64_t end;
};

HWY_INLINE int64_t divide_up(int64_t a, int64_t b) { return a / b + (a % b > 0 ? 1 : 0); }

/// Narrows [begin, end) to the i with 0 <= start + i * step < limit.
HWY_INLINE void narrow_span(int64_t start, int64_t step, int64_t limit, int64_t& begin, int64_t& end) {
  if (limit <= 0) {
    end = begin;
  } else if (step == 0) {
    if (start < 0 || start >= limit) end = begin;
  } else {
    // With a falling position, the same question asked from the other side.
    const int64_t low = step > 0 ? -start : start - limit + 1;
    const int64_t high = step > 0 ? limit - start : start + 1;
    const int64_t size = step > 0 ? step : -step;
    const int64_t first = low <= 0 ? 0 : divide_up(low, size);
    const int64_t last = high <= 0 ? 0 : divide_up(high, size);
    if (first > begin) begin = first;
    if (last < end) end = last;
  }
  if (end < begin) end = begin;
}

template <class T>
HWY_INLINE SampleSpan span_of_row(const SampleRows<T>& job, int64_t y) {
  SampleSpan span{job.grid.x_start + y * job.grid.x_turn, job.grid.y_start + y * job.grid.y_turn, 0,
                  static_cast<int64_t>(job.out_width)};
  constexpr int64_t unit = int64_t{1} << 32;
  // Pixels of three bytes are read as four: the last column is left to those that mind the border.
  const int64_t taps = job.channels * sizeof(T) == 3 ? 2 : 1;
  narrow_span(span.x, job.grid.x_step, (job.width - taps) * unit, span.begin, span.end);
  narrow_span(span.y, job.grid.y_step, (job.height - 1) * unit, span.begin, span.end);
  return span;
}

/// The pixel at (x, y), which may lie outside. Not inlined: it is there for the rare.
template <class T>
HWY_NOINLINE const T* pixel_at(const SampleRows<T>& job, int64_t x, int64_t y) {
  const int64_t column = border_index(job.border, x, job.width);
  const int64_t row = border_index(job.border, y, job.height);
  if (column < 0 || row < 0) return job.constant;
  return job.in + row * job.in_stride + column * static_cast<int64_t>(job.channels);
}

/// Copies the pixels around the positions `begin` to `end` of a row into the planes of `taps` (top left, top
/// right, bottom left, bottom right), where those of `origin` come first. All of them lie inside. Three bytes
/// go as four: the fourth is overwritten by the next pixel.
template <size_t constant_channels, class T>
HWY_INLINE void fetch_inside(const SampleRows<T>& job, const SampleSpan& span, int64_t begin, int64_t end,
                             int64_t origin) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  const size_t plane = sample_plane(channels);
  const size_t bytes = constant_channels * sizeof(T) == 3 ? 4 : channels * sizeof(T);
  T* taps = job.taps + static_cast<size_t>(begin - origin) * channels;
  int64_t sx = span.x + begin * job.grid.x_step;
  int64_t sy = span.y + begin * job.grid.y_step;
  for (int64_t at = begin; at < end; ++at) {
    const T* pixel = job.in + (sy >> 32) * job.in_stride + (sx >> 32) * static_cast<int64_t>(channels);
    std::memcpy(taps, pixel, bytes);
    std::memcpy(taps + plane, pixel + channels, bytes);
    std::memcpy(taps + 2 * plane, pixel + job.in_stride, bytes);
    std::memcpy(taps + 3 * plane, pixel + job.in_stride + channels, bytes);
    taps += channels;
    sx += job.grid.x_step;
    sy += job.grid.y_step;
  }
}

/// The same for positions with a border to mind.
template <class T>
HWY_NOINLINE void fetch_outside(const SampleRows<T>& job, const SampleSpan& span, int64_t begin, int64_t end,
                                int64_t origin) {
  const size_t plane = sample_plane(job.channels);
  for (int64_t at = begin; at < end; ++at) {
    const int64_t x = (span.x + at * job.grid.x_step) >> 32;
    const int64_t y = (span.y + at * job.grid.y_step) >> 32;
    T* taps = job.taps + static_cast<size_t>(at - origin) * job.channels;
    for (int64_t tap = 0; tap < 4; ++tap, taps += plane) {
      const T* pixel = pixel_at(job, x + tap % 2, y + tap / 2);
      for (size_t c = 0; c < job.channels; ++c) taps[c] = pixel[c];
    }
  }
}

/// How far positions lie beyond whole numbers: 24 bits of the fraction, as many as a float holds.
template <class D, class W>
HWY_INLINE hn::Vec<D> fraction_at(D d, W place, int64_t start, int64_t step) {
  const hn::RebindToUnsigned<D> du;
  const hn::RebindToSigned<D> di;
  // The low half of start + place * step, which needs no more than the low halves.
  const auto low = hn::Add(hn::Mul(place, hn::Set(du, static_cast<uint32_t>(step & 0xFFFFFFFF))),
                           hn::Set(du, static_cast<uint32_t>(start & 0xFFFFFFFF)));
  return hn::Mul(hn::ConvertTo(d, hn::BitCast(di, hn::ShiftRight<8>(low))), hn::Set(d, 0x1p-24f));
}

/// Blends the taps of one chunk, which starts at the position (sx, sy).
template <class T>
HWY_INLINE void blend_taps(const SampleRows<T>& job, int64_t sx, int64_t sy, size_t elements, T* out) {
  const size_t plane = sample_plane(job.channels);
  for_lanes<float>(elements, [&](auto d, size_t i) HWY_ATTR {
    const hn::RebindToUnsigned<decltype(d)> du;
    const auto place = hn::LoadU(du, job.places + i);
    const auto right = fraction_at(d, place, sx, job.grid.x_step);
    const auto down = fraction_at(d, place, sy, job.grid.y_step);
    const auto p00 = load_float(d, job.taps + i);
    const auto p01 = load_float(d, job.taps + plane + i);
    const auto p10 = load_float(d, job.taps + 2 * plane + i);
    const auto p11 = load_float(d, job.taps + 3 * plane + i);
    const auto top = hn::Add(p00, hn::Mul(hn::Sub(p01, p00), right));
    const auto bottom = hn::Add(p10, hn::Mul(hn::Sub(p11, p10), right));
    store_pixel(d, hn::Add(top, hn::Mul(hn::Sub(bottom, top), down)), out + i);
  });
}

template <size_t constant_channels, class T>
HWY_INLINE void sample_rows(const SampleRows<T>& job) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  for (size_t i = 0; i < sample_chunk * channels; ++i) job.places[i] = static_cast<uint32_t>(i / channels);
  for (size_t y = 0; y < job.row_count; ++y) {
    const SampleSpan span = span_of_row(job, static_cast<int64_t>(y));
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for (size_t x = 0; x < job.out_width; x += sample_chunk) {
      const size_t count = job.out_width - x < sample_chunk ? job.out_width - x : sample_chunk;
      const auto begin = static_cast<int64_t>(x);
      const int64_t end = begin + static_cast<int64_t>(count);
      const auto bounded = [&](int64_t at) { return at < begin ? begin : (at > end ? end : at); };
      const int64_t from = bounded(span.begin);
      const int64_t to = bounded(span.end);
      // The inside first: what it writes beyond its end belongs to the outside.
      fetch_inside<constant_channels>(job, span, from, to, begin);
      fetch_outside(job, span, begin, from, begin);
      fetch_outside(job, span, to, end, begin);
      blend_taps(job, span.x + begin * job.grid.x_step, span.y + begin * job.grid.y_step, count * channels,
                 out + x * channels);
    }
  }
}

template <class T>
HWY_NOINLINE void sample_nearest(const SampleRows<T>& job) {
  constexpr int64_t half = int64_t{1} << 31;
  for (size_t y = 0; y < job.row_count; ++y) {
    const SampleSpan span = span_of_row(job, static_cast<int64_t>(y));
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    int64_t sx = span.x + half;
    int64_t sy = span.y + half;
    for (size_t x = 0; x < job.out_width; ++x, out += job.channels) {
      const bool inside = static_cast<int64_t>(x) >= span.begin && static_cast<int64_t>(x) < span.end;
      const T* pixel =
          inside ? job.in + (sy >> 32) * job.in_stride + (sx >> 32) * static_cast<int64_t>(job.channels)
                 : pixel_at(job, sx >> 32, sy >> 32);
      for (size_t c = 0; c < job.channels; ++c) out[c] = pixel[c];
      sx += job.grid.x_step;
      sy += job.grid.y_step;
    }
  }
}

/// With the usual channel counts as constants, so that fetching a pixel is one or two moves.
template <class T>
void kernel(const SampleRows<T>& job) {
  if (job.nearest) return sample_nearest(job);
  switch (job.channels) {
    case 1:
      return sample_rows<1>(job);
    case 3:
      return sample_rows<3>(job);
    case 4:
      return sample_rows<4>(job);
    default:
      return sample_rows<0>(job);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
