// SPDX-License-Identifier: MIT
// Images through the blocks of a JPEG file, and back.
#if defined(VARY_SIMD_JPEG_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_JPEG_INL_HPP
#undef VARY_SIMD_JPEG_INL_HPP
#else
#define VARY_SIMD_JPEG_INL_HPP
#endif

#include "vary/simd/jpeg/dct-inl.hpp"
#include "vary/simd/jpeg/jpeg_colors-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The last pixels of a row, less than a step, and copies of the last behind them.
template <size_t channels>
HWY_INLINE void pad_pixels(const uint8_t* from, size_t count, uint8_t* to) {
  std::memcpy(to, from, count * channels);
  for (size_t i = count * channels; i < jpeg_step() * channels; ++i) to[i] = to[i - channels];
}

/// Two rows of three colours into rows y and y + 1 of the stripe.
HWY_NOINLINE inline void split_rows(const JpegStripe& stripe, const uint8_t* top, const uint8_t* bottom,
                                    size_t y) {
  const size_t step = jpeg_step();
  size_t x = 0;
  for (; x + step <= stripe.width; x += step) split_block(stripe, top + 3 * x, bottom + 3 * x, x, y);
  if (x == stripe.width) return;
  alignas(64) uint8_t last[2][3 * 64];
  pad_pixels<3>(top + 3 * x, stripe.width - x, last[0]);
  pad_pixels<3>(bottom + 3 * x, stripe.width - x, last[1]);
  split_block(stripe, last[0], last[1], x, y);
}

/// A row of three colours from row `y` of luma and rows `near` and `far` of chroma.
HWY_NOINLINE inline void join_row(const JpegStripe& stripe, size_t y, size_t near, size_t far, uint8_t* to) {
  const size_t step = jpeg_step(), width = stripe.chroma_width();
  // Chroma of one or two columns is not smoothed.
  const bool smooth = width > 2;
  if (stripe.subsampled) {
    for (size_t c = 0; c < 2; ++c) {
      const int16_t* plane = c == 0 ? stripe.blue : stripe.red;
      int16_t* sums = stripe.sums[c];
      sum_rows(plane + near * stripe.pitch, plane + (smooth ? far : near) * stripe.pitch, stripe.padded / 2,
               sums);
      *(sums - 1) = sums[0];
      sums[width] = sums[width - 1];
    }
  }
  const size_t beside = smooth ? 1 : 0;
  size_t x = 0;
  for (; x + step <= stripe.width; x += step) join_block(stripe, x, y, beside, to + 3 * x);
  if (x == stripe.width) return;
  alignas(64) uint8_t last[3 * 64];
  join_block(stripe, x, y, beside, last);
  std::memcpy(to + 3 * x, last, 3 * (stripe.width - x));
}

/// A row of greys into row y of the stripe, and back.
HWY_NOINLINE inline void split_gray(const JpegStripe& stripe, const uint8_t* from, size_t y) {
  const size_t step = jpeg_step();
  int16_t* to = stripe.luma + y * stripe.pitch;
  size_t x = 0;
  for (; x + step <= stripe.width; x += step) widen_bytes(from + x, to + x);
  if (x == stripe.width) return;
  alignas(64) uint8_t last[64];
  pad_pixels<1>(from + x, stripe.width - x, last);
  widen_bytes(last, to + x);
}
HWY_NOINLINE inline void join_gray(const JpegStripe& stripe, size_t y, uint8_t* to) {
  const size_t step = jpeg_step();
  const int16_t* from = stripe.luma + y * stripe.pitch;
  size_t x = 0;
  for (; x + step <= stripe.width; x += step) narrow_words(from + x, to + x);
  if (x == stripe.width) return;
  alignas(64) uint8_t last[64];
  narrow_words(from + x, last);
  std::memcpy(to + x, last, stripe.width - x);
}

/// `count` rows of a plane from row 1 on there and back; whole blocks, filled up with the last row.
HWY_INLINE void compress_plane(const JpegStripe& stripe, int16_t* plane, size_t count, size_t width,
                               const JpegSteps& steps) {
  const size_t pitch = stripe.pitch;
  for (size_t y = 0; y < count; y += 8) {
    for (size_t i = count - y; i < 8; ++i) {
      int16_t* row = plane + (1 + y + i) * pitch;
      std::memcpy(row, row - pitch, width * sizeof(int16_t));
    }
    compress_blocks(plane + (1 + y) * pitch, pitch, width, steps);
  }
}

/// Values as bytes: of floats those of fractions of full scale.
template <class T>
HWY_NOINLINE void to_bytes(const T* from, size_t count, uint8_t* to) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    if constexpr (std::is_same_v<T, float>) {
      const auto value = hn::Mul(hn::LoadU(d, from + i), hn::Set(d, 255.0f));
      hn::StoreU(to_pixels<uint8_t>(d, value), narrow, to + i);
    } else {
      // The quotient by 257, rounded: it is never a half.
      const hn::RebindToSigned<decltype(d)> whole;
      const hn::Rebind<T, decltype(d)> pixels;
      const auto value = hn::PromoteTo(whole, hn::LoadU(pixels, from + i));
      const auto scaled = hn::Add(hn::Mul(value, hn::Set(whole, 255)), hn::Set(whole, 32895));
      hn::StoreU(hn::DemoteTo(narrow, hn::ShiftRight<16>(scaled)), narrow, to + i);
    }
  });
}
template <class T>
HWY_NOINLINE void from_bytes(const uint8_t* from, size_t count, T* to) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::RebindToSigned<decltype(d)> whole;
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const hn::Rebind<T, decltype(d)> pixels;
    const auto value = hn::PromoteTo(whole, hn::LoadU(narrow, from + i));
    if constexpr (std::is_same_v<T, float>) {
      hn::StoreU(hn::Div(hn::ConvertTo(d, value), hn::Set(d, 255.0f)), d, to + i);
    } else {
      hn::StoreU(hn::DemoteTo(pixels, hn::Mul(value, hn::Set(whole, 257))), pixels, to + i);
    }
  });
}

/// Pixels of four channels without the last.
template <class T>
HWY_NOINLINE void drop_alpha(const T* from, size_t width, T* to) {
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  size_t x = 0;
  for (; x + step <= width; x += step) {
    hn::Vec<decltype(d)> r, g, b, a;
    hn::LoadInterleaved4(d, from + 4 * x, r, g, b, a);
    store_planes(r, g, b, d, to + 3 * x);
  }
  for (; x < width; ++x) {
    for (size_t c = 0; c < 3; ++c) to[3 * x + c] = from[4 * x + c];
  }
}
/// And with that of `like` again.
template <class T>
HWY_NOINLINE void add_alpha(const T* from, const T* like, size_t width, T* to) {
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  size_t x = 0;
  for (; x + step <= width; x += step) {
    hn::Vec<decltype(d)> r, g, b, a;
    hn::LoadInterleaved4(d, like + 4 * x, r, g, b, a);
    load_planes(d, from + 3 * x, r, g, b);
    hn::StoreInterleaved4(r, g, b, a, d, to + 4 * x);
  }
  for (; x < width; ++x) {
    for (size_t c = 0; c < 4; ++c) to[4 * x + c] = c == 3 ? like[4 * x + 3] : from[3 * x + c];
  }
}

/// Every `step`-th value to every `to_step`-th place.
template <class T>
HWY_NOINLINE void copy_channel(const T* from, size_t step, size_t width, T* to, size_t to_step) {
  for (size_t x = 0; x < width; ++x) to[x * to_step] = from[x * step];
}

/// Rows of an image as bytes: of three channels, or of channel `first`. Bytes that are made of a row are not
/// read before others are made: loads that span several stores wait for these.
template <class T>
struct ByteRows {
  const CompressRows<T>& job;
  size_t first;
  size_t count;     // 1 or 3
  T* line;          // room for values of a row
  uint8_t* memory;  // room for bytes of two rows of colours, of eight of greys
  size_t pitch;     // bytes between these

  [[nodiscard]] bool whole() const { return count == job.channels; }
  /// Bytes of row y, in place i if they have to be made.
  HWY_INLINE const uint8_t* read(size_t y, size_t i) const {
    const T* from = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    uint8_t* bytes = memory + i * pitch;
    if constexpr (sizeof(T) == 1) {
      if (whole()) return from;
      take(from, bytes);
    } else {
      if (!whole()) take(from, line);
      to_bytes(whole() ? from : line, job.width * count, bytes);
    }
    return bytes;
  }
  /// Where bytes of row y go, in place i if pixels have to be made of them, which write() does.
  HWY_INLINE uint8_t* place(size_t y, size_t i) const {
    if constexpr (sizeof(T) == 1) {
      if (whole()) return job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    }
    return memory + i * pitch;
  }
  HWY_INLINE void write(size_t y, size_t i) const {
    const uint8_t* bytes = memory + i * pitch;
    T* to = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if constexpr (sizeof(T) == 1) {
      if (!whole()) put(bytes, y, to);
    } else {
      from_bytes(bytes, job.width * count, whole() ? to : line);
      if (!whole()) put(line, y, to);
    }
  }

 private:
  HWY_INLINE void take(const T* from, T* to) const {
    if (count == 3) return drop_alpha(from, job.width, to);
    copy_channel(from + first, job.channels, job.width, to, 1);
  }
  HWY_INLINE void put(const T* from, size_t y, T* to) const {
    const T* like = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    if (count == 3) return add_alpha(from, like, job.width, to);
    copy_channel(from, 1, job.width, to + first, job.channels);
  }
};

template <class T>
HWY_NOINLINE void compress_gray(const ByteRows<T>& rows, const JpegStripe& stripe) {
  for (size_t y = 0; y < rows.job.height; y += 8) {
    const size_t left = rows.job.height - y, count = left < 8 ? left : 8;
    const uint8_t* bytes[8];
    for (size_t i = 0; i < count; ++i) bytes[i] = rows.read(y + i, i);
    for (size_t i = 0; i < count; ++i) split_gray(stripe, bytes[i], 1 + i);
    compress_plane(stripe, stripe.luma, count, stripe.padded, *rows.job.luma);
    for (size_t i = 0; i < count; ++i) join_gray(stripe, 1 + i, rows.place(y + i, i));
    for (size_t i = 0; i < count; ++i) rows.write(y + i, i);
  }
}

template <class T>
HWY_NOINLINE void compress_colors(const ByteRows<T>& rows, const JpegStripe& stripe) {
  const CompressRows<T>& job = rows.job;
  const size_t row_bytes = stripe.pitch * sizeof(int16_t);
  for (size_t y = 0; y < job.height; y += 16) {
    const size_t left = job.height - y, count = left < 16 ? left : 16;
    for (size_t i = 0; i < count; i += 2) {
      const uint8_t* top = rows.read(y + i, 0);
      const bool alone = i + 1 == count;
      const uint8_t* bottom = alone ? top : rows.read(y + i + 1, 1);
      split_rows(stripe, top, bottom, 1 + i);
    }
    const size_t half = (count + 1) / 2, chroma_count = stripe.subsampled ? half : count;
    const size_t chroma_width = stripe.subsampled ? stripe.padded / 2 : stripe.padded;
    compress_plane(stripe, stripe.luma, count, stripe.padded, *job.luma);
    compress_plane(stripe, stripe.blue, chroma_count, chroma_width, *job.chroma);
    compress_plane(stripe, stripe.red, chroma_count, chroma_width, *job.chroma);
    // The last row needs chroma of the stripe below, unless there is none.
    const bool last = left <= 16;
    for (size_t i = y == 0 ? 1 : 0; i < (last ? count + 1 : 16); ++i) {
      // Row 1 is the first of the stripe, with the first of chroma.
      const size_t near = (i + 1) / 2;
      size_t far = i % 2 == 1 ? near - 1 : near + 1;
      if ((far == 0 && y == 0) || (last && far > half)) far = near;
      join_row(stripe, i, near, far, rows.place(y + i - 1, 0));
      rows.write(y + i - 1, 0);
    }
    std::memcpy(stripe.luma, stripe.luma + 16 * stripe.pitch, row_bytes);
    const size_t below = stripe.subsampled ? 8 : 16;
    std::memcpy(stripe.blue, stripe.blue + below * stripe.pitch, row_bytes);
    std::memcpy(stripe.red, stripe.red + below * stripe.pitch, row_bytes);
  }
}

template <class T>
void kernel(const CompressRows<T>& job) {
  const size_t pitch = job.scratch.pitch, step = jpeg_step();
  int16_t* const start = job.scratch.memory + jpeg_margin;
  const auto row = [&](size_t y) { return start + y * pitch; };
  const JpegStripe stripe{row(0),
                          row(17),
                          row(34),
                          {row(51), row(53)},
                          pitch,
                          job.width,
                          (job.width + step - 1) / step * step,
                          job.subsampled};
  // Three bytes of a pixel, twice, need as much as three words, eight greys as much as four; values of three
  // channels as much as six.
  auto* bytes = reinterpret_cast<uint8_t*>(row(55));
  T* line = reinterpret_cast<T*>(row(59));
  if (job.channels == 3 || job.channels == 4) {
    return compress_colors(ByteRows<T>{job, 0, 3, line, bytes, 4 * pitch}, stripe);
  }
  for (size_t c = 0; c < job.channels; ++c) {
    compress_gray(ByteRows<T>{job, c, 1, line, bytes, pitch}, stripe);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
