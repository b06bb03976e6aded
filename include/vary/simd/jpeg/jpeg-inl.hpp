// SPDX-License-Identifier: MIT
// The kernel of Compress: stripes of an image are compressed as in a JPEG file, and decompressed.
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

/// Copies the last pixels of a row, fewer than a step, and repeats the last one.
template <size_t channels>
HWY_INLINE void pad_pixels(const uint8_t* from, size_t count, uint8_t* to) {
  std::memcpy(to, from, count * channels);
  for (size_t i = count * channels; i < jpeg_step() * channels; ++i) to[i] = to[i - channels];
}

/// Converts two rows of colours to the rows y and y + 1 of the stripe.
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

/// Converts row `y` of luma and the rows `near` and `far` of chroma to a row of colours.
HWY_NOINLINE inline void join_row(const JpegStripe& stripe, size_t y, size_t near, size_t far, uint8_t* to) {
  const size_t step = jpeg_step(), width = stripe.chroma_width();
  // As in libjpeg, chroma with one or two columns is not interpolated.
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

/// Converts a grey row to row y of the stripe, and back.
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

/// Compresses and decompresses `count` rows of a plane from row 1 on, padded to full blocks by the last row.
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

/// Converts values to bytes, as fractions of full scale.
template <class T>
HWY_NOINLINE void to_bytes(const T* from, size_t count, uint8_t* to) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    if constexpr (std::is_same_v<T, float>) {
      const auto value = hn::Mul(hn::LoadU(d, from + i), hn::Set(d, 255.0f));
      hn::StoreU(to_pixels<uint8_t>(d, value), narrow, to + i);
    } else {
      // value / 257, rounded; it is never exactly a half.
      const hn::RebindToSigned<decltype(d)> di;
      const hn::Rebind<T, decltype(d)> pixels;
      const auto value = hn::PromoteTo(di, hn::LoadU(pixels, from + i));
      const auto scaled = hn::Add(hn::Mul(value, hn::Set(di, 255)), hn::Set(di, 32895));
      hn::StoreU(hn::DemoteTo(narrow, hn::ShiftRight<16>(scaled)), narrow, to + i);
    }
  });
}
template <class T>
HWY_NOINLINE void from_bytes(const uint8_t* from, size_t count, T* to) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::RebindToSigned<decltype(d)> di;
    const hn::Rebind<uint8_t, decltype(d)> narrow;
    const hn::Rebind<T, decltype(d)> pixels;
    const auto value = hn::PromoteTo(di, hn::LoadU(narrow, from + i));
    if constexpr (std::is_same_v<T, float>) {
      hn::StoreU(hn::Div(hn::ConvertTo(d, value), hn::Set(d, 255.0f)), d, to + i);
    } else {
      hn::StoreU(hn::DemoteTo(pixels, hn::Mul(value, hn::Set(di, 257))), pixels, to + i);
    }
  });
}

/// Copies pixels with four channels without the last channel.
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
/// The inverse, with the alpha of `alpha_source`.
template <class T>
HWY_NOINLINE void add_alpha(const T* from, const T* alpha_source, size_t width, T* to) {
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  size_t x = 0;
  for (; x + step <= width; x += step) {
    hn::Vec<decltype(d)> r, g, b, a;
    hn::LoadInterleaved4(d, alpha_source + 4 * x, r, g, b, a);
    load_planes(d, from + 3 * x, r, g, b);
    hn::StoreInterleaved4(r, g, b, a, d, to + 4 * x);
  }
  for (; x < width; ++x) {
    for (size_t c = 0; c < 4; ++c) to[4 * x + c] = c == 3 ? alpha_source[4 * x + 3] : from[3 * x + c];
  }
}

/// Copies every `step`-th value to every `to_step`-th element.
template <class T>
HWY_NOINLINE void copy_channel(const T* from, size_t step, size_t width, T* to, size_t to_step) {
  for (size_t x = 0; x < width; ++x) to[x * to_step] = from[x * step];
}

/// The rows of an image as bytes: three channels, or channel `first`. Converted bytes of a row are read only
/// after other rows have been converted, because a load that spans several stores has to wait for them.
template <class T>
struct ByteRows {
  const CompressRows<T>& job;
  size_t first;
  size_t count;     // 1 or 3
  T* line;          // scratch for the values of a row
  uint8_t* memory;  // scratch for the bytes of two rows of colours or eight grey rows
  size_t pitch;     // the stride of these in bytes

  [[nodiscard]] bool has_all_channels() const { return count == job.channels; }
  /// The bytes of row y; in slot i if they have to be converted.
  HWY_INLINE const uint8_t* read(size_t y, size_t i) const {
    const T* from = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    uint8_t* bytes = memory + i * pitch;
    if constexpr (sizeof(T) == 1) {
      if (has_all_channels()) return from;
      gather(from, bytes);
    } else {
      if (!has_all_channels()) gather(from, line);
      to_bytes(has_all_channels() ? from : line, job.width * count, bytes);
    }
    return bytes;
  }
  /// The destination of the bytes of row y; slot i if write() has to convert them.
  HWY_INLINE uint8_t* destination(size_t y, size_t i) const {
    if constexpr (sizeof(T) == 1) {
      if (has_all_channels()) return job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    }
    return memory + i * pitch;
  }
  HWY_INLINE void write(size_t y, size_t i) const {
    const uint8_t* bytes = memory + i * pitch;
    T* to = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if constexpr (sizeof(T) == 1) {
      if (!has_all_channels()) scatter(bytes, y, to);
    } else {
      from_bytes(bytes, job.width * count, has_all_channels() ? to : line);
      if (!has_all_channels()) scatter(line, y, to);
    }
  }

 private:
  HWY_INLINE void gather(const T* from, T* to) const {
    if (count == 3) return drop_alpha(from, job.width, to);
    copy_channel(from + first, job.channels, job.width, to, 1);
  }
  HWY_INLINE void scatter(const T* from, size_t y, T* to) const {
    const T* alpha_source = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    if (count == 3) return add_alpha(from, alpha_source, job.width, to);
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
    for (size_t i = 0; i < count; ++i) join_gray(stripe, 1 + i, rows.destination(y + i, i));
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
    // The last row of a stripe needs chroma of the next stripe, if there is one.
    const bool last = left <= 16;
    for (size_t i = y == 0 ? 1 : 0; i < (last ? count + 1 : 16); ++i) {
      // Row 1 is the first row of the stripe and of its chroma.
      const size_t near = (i + 1) / 2;
      size_t far = i % 2 == 1 ? near - 1 : near + 1;
      if ((far == 0 && y == 0) || (last && far > half)) far = near;
      join_row(stripe, i, near, far, rows.destination(y + i - 1, 0));
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
  // Two rows of three bytes per pixel need as much as three rows of words, eight grey rows as much as four,
  // and a row of values with three channels as much as six.
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
