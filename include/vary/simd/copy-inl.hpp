// SPDX-License-Identifier: MIT
// Kernels that move pixels without looking at them.
#if defined(VARY_SIMD_COPY_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_COPY_INL_HPP
#undef VARY_SIMD_COPY_INL_HPP
#else
#define VARY_SIMD_COPY_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Calls body with the pixel size as a constant where it is a usual one (so that a copy is one or two
/// moves), with 0 where it is not.
template <class Body>
HWY_INLINE void with_pixel_bytes(size_t bytes, const Body& body) {
  switch (bytes) {
    case 1:
      return body(std::integral_constant<size_t, 1>());
    case 2:
      return body(std::integral_constant<size_t, 2>());
    case 3:
      return body(std::integral_constant<size_t, 3>());
    case 4:
      return body(std::integral_constant<size_t, 4>());
    case 6:
      return body(std::integral_constant<size_t, 6>());
    case 8:
      return body(std::integral_constant<size_t, 8>());
    case 12:
      return body(std::integral_constant<size_t, 12>());
    case 16:
      return body(std::integral_constant<size_t, 16>());
    default:
      return body(std::integral_constant<size_t, 0>());
  }
}

/// `count` copies of one pixel; each round doubles what is there.
inline void repeat_pixel(const std::byte* pixel, std::byte* to, size_t count, size_t pixel_bytes) {
  if (count == 0) return;
  const size_t bytes = count * pixel_bytes;
  std::memcpy(to, pixel, pixel_bytes);
  for (size_t done = pixel_bytes; done < bytes; done *= 2) {
    std::memcpy(to + done, to, done < bytes - done ? done : bytes - done);
  }
}

/// to[i] = from[count - 1 - i], one pixel at a time.
template <size_t pixel_bytes>
HWY_INLINE void reverse_singly(const std::byte* from, std::byte* to, size_t first, size_t count,
                               size_t runtime_bytes) {
  const size_t bytes = pixel_bytes == 0 ? runtime_bytes : pixel_bytes;
  for (size_t i = first; i < count; ++i) {
    std::memcpy(to + i * bytes, from + (count - 1 - i) * bytes,
                pixel_bytes == 0 ? runtime_bytes : pixel_bytes);
  }
}

template <class D>
HWY_INLINE hn::Vec<D> reverse_lanes(D d, hn::Vec<D> v) {
  if constexpr (sizeof(hn::TFromD<D>) == 1 && HWY_TARGET != HWY_SCALAR) {
    const hn::Repartition<uint16_t, D> pairs;  // Highway 1.0 reverses no bytes
    const auto turned = hn::Reverse(pairs, hn::BitCast(pairs, v));
    return hn::BitCast(d, hn::Or(hn::ShiftLeft<8>(turned), hn::ShiftRight<8>(turned)));
  } else {
    return hn::Reverse(d, v);
  }
}

/// Pixels of `channels` lanes of type Lane, whole vectors at a time; returns how many were done.
template <class Lane, size_t channels>
HWY_INLINE size_t reverse_vectors(const std::byte* from, std::byte* to, size_t count) {
  const hn::ScalableTag<Lane> d;
  const auto* in = reinterpret_cast<const Lane*>(from);
  auto* out = reinterpret_cast<Lane*>(to);
  const size_t step = hn::Lanes(d);
  const size_t whole = count - count % step;
  for (size_t i = 0; i < whole; i += step) {
    const Lane* source = in + (count - step - i) * channels;
    if constexpr (channels == 1) {
      hn::StoreU(reverse_lanes(d, hn::LoadU(d, source)), d, out + i);
    } else {
      hn::Vec<decltype(d)> v0, v1, v2;
      hn::LoadInterleaved3(d, source, v0, v1, v2);
      hn::StoreInterleaved3(reverse_lanes(d, v0), reverse_lanes(d, v1), reverse_lanes(d, v2), d,
                            out + i * channels);
    }
  }
  return whole;
}

inline void reverse_pixels(const std::byte* from, std::byte* to, size_t count, size_t pixel_bytes) {
  with_pixel_bytes(pixel_bytes, [&](auto constant) HWY_ATTR {
    constexpr size_t bytes = constant();
    size_t done = 0;
    if constexpr (bytes == 1) done = reverse_vectors<uint8_t, 1>(from, to, count);
    if constexpr (bytes == 2) done = reverse_vectors<uint16_t, 1>(from, to, count);
    if constexpr (bytes == 3) done = reverse_vectors<uint8_t, 3>(from, to, count);
    if constexpr (bytes == 4) done = reverse_vectors<uint32_t, 1>(from, to, count);
    if constexpr (bytes == 6) done = reverse_vectors<uint16_t, 3>(from, to, count);
    if constexpr (bytes == 8) done = reverse_vectors<uint64_t, 1>(from, to, count);
    if constexpr (bytes == 12) done = reverse_vectors<uint32_t, 3>(from, to, count);
    reverse_singly<bytes>(from, to, done, count, pixel_bytes);
  });
}

/// One row of a CopyRuns, also used by kernels that extend rows at their borders.
inline void copy_runs(const std::byte* row, const PixelRun* runs, size_t run_count, std::byte* out,
                      const std::byte* constant, size_t pixel_bytes) {
  for (size_t r = 0; r < run_count; ++r) {
    const PixelRun& run = runs[r];
    const auto count = static_cast<size_t>(run.count);
    std::byte* to = out + static_cast<size_t>(run.to) * pixel_bytes;
    const std::byte* from = run.from < 0 ? constant : row + static_cast<size_t>(run.from) * pixel_bytes;
    if (run.from < 0 || run.step == 0) {
      repeat_pixel(from, to, count, pixel_bytes);
    } else if (run.step > 0) {
      std::memcpy(to, from, count * pixel_bytes);
    } else {
      reverse_pixels(from - (count - 1) * pixel_bytes, to, count, pixel_bytes);
    }
  }
}

inline void kernel(const CopyRuns& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    std::byte* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (job.rows[y] == nullptr) {
      repeat_pixel(job.constant, out, job.out_width, job.pixel_bytes);
    } else {
      copy_runs(job.rows[y], job.runs, job.run_count, out, job.constant, job.pixel_bytes);
    }
  }
}

/// Transposes the tile [x0, x1) x [y0, y1) one pixel at a time.
template <size_t pixel_bytes>
HWY_INLINE void transpose_singly(const TransposePixels& job, size_t x0, size_t x1, size_t y0, size_t y1) {
  const size_t bytes = pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes;
  for (size_t x = x0; x < x1; ++x) {
    std::byte* out = job.out + static_cast<std::ptrdiff_t>(x) * job.out_stride + y0 * bytes;
    const std::byte* in = job.in + static_cast<std::ptrdiff_t>(y0) * job.in_stride + x * bytes;
    for (size_t y = y0; y < y1; ++y, out += bytes, in += job.in_stride) {
      std::memcpy(out, in, pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes);
    }
  }
}

#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
/// A square of 16 bytes by as many rows, by interleaving row i with row i + half until each vector is a
/// column.
template <class Lane>
HWY_INLINE void transpose_square(const std::byte* in, std::ptrdiff_t in_stride, std::byte* out,
                                 std::ptrdiff_t out_stride) {
  constexpr size_t side = 16 / sizeof(Lane);
  const hn::FixedTag<Lane, side> d;
  hn::Vec<decltype(d)> v[side], w[side];
  for (size_t i = 0; i < side; ++i) {
    v[i] = hn::LoadU(d, reinterpret_cast<const Lane*>(in + static_cast<std::ptrdiff_t>(i) * in_stride));
  }
  for (size_t stage = 1; stage < side; stage *= 2) {
    for (size_t i = 0; i < side / 2; ++i) {
      w[2 * i] = hn::InterleaveLower(d, v[i], v[i + side / 2]);
      w[2 * i + 1] = hn::InterleaveUpper(d, v[i], v[i + side / 2]);
    }
    for (size_t i = 0; i < side; ++i) v[i] = w[i];
  }
  for (size_t i = 0; i < side; ++i) {
    hn::StoreU(v[i], d, reinterpret_cast<Lane*>(out + static_cast<std::ptrdiff_t>(i) * out_stride));
  }
}
#endif

template <size_t pixel_bytes>
HWY_INLINE void transpose_tile(const TransposePixels& job, size_t x0, size_t x1, size_t y0, size_t y1) {
#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
  if constexpr (pixel_bytes == 1 || pixel_bytes == 2 || pixel_bytes == 4 || pixel_bytes == 8) {
    using Lane = hwy::UnsignedFromSize<pixel_bytes>;
    constexpr size_t side = 16 / pixel_bytes;
    const size_t x2 = x0 + (x1 - x0) / side * side;
    const size_t y2 = y0 + (y1 - y0) / side * side;
    for (size_t x = x0; x < x2; x += side) {
      for (size_t y = y0; y < y2; y += side) {
        transpose_square<Lane>(
            job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride + x * pixel_bytes, job.in_stride,
            job.out + static_cast<std::ptrdiff_t>(x) * job.out_stride + y * pixel_bytes, job.out_stride);
      }
    }
    transpose_singly<pixel_bytes>(job, x0, x2, y2, y1);
    transpose_singly<pixel_bytes>(job, x2, x1, y0, y1);
    return;
  }
#endif
  transpose_singly<pixel_bytes>(job, x0, x1, y0, y1);
}

inline void kernel(const TransposePixels& job) {
  constexpr size_t tile = 32;  // 32 cache lines of rows in, 32 of columns out
  with_pixel_bytes(job.pixel_bytes, [&](auto constant) HWY_ATTR {
    for (size_t y = 0; y < job.height; y += tile) {
      const size_t y1 = y + tile < job.height ? y + tile : job.height;
      for (size_t x = 0; x < job.width; x += tile) {
        const size_t x1 = x + tile < job.width ? x + tile : job.width;
        transpose_tile<constant()>(job, x, x1, y, y1);
      }
    }
  });
}

template <class V>
HWY_INLINE V pick(int c, V v0, V v1, V v2, V v3) {
  if (c == 0) return v0;
  if (c == 1) return v1;
  return c == 2 ? v2 : v3;
}

/// Whole vectors of pixels with 3 or 4 channels; returns how many pixels were done.
template <class Lane>
HWY_INLINE size_t reorder_vectors(const Lane* in, Lane* out, size_t count, const int* order,
                                  size_t channels) {
  const hn::ScalableTag<Lane> d;
  const size_t step = hn::Lanes(d);
  const size_t whole = channels == 3 || channels == 4 ? count - count % step : 0;
  hn::Vec<decltype(d)> v0, v1, v2, v3;
  for (size_t i = 0; i < whole; i += step) {
    if (channels == 3) {
      hn::LoadInterleaved3(d, in + i * 3, v0, v1, v2);
      hn::StoreInterleaved3(pick(order[0], v0, v1, v2, v2), pick(order[1], v0, v1, v2, v2),
                            pick(order[2], v0, v1, v2, v2), d, out + i * 3);
    } else {
      hn::LoadInterleaved4(d, in + i * 4, v0, v1, v2, v3);
      hn::StoreInterleaved4(pick(order[0], v0, v1, v2, v3), pick(order[1], v0, v1, v2, v3),
                            pick(order[2], v0, v1, v2, v3), pick(order[3], v0, v1, v2, v3), d, out + i * 4);
    }
  }
  return whole;
}

template <class Lane>
HWY_INLINE void reorder_rows(const ReorderChannels& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const auto* in = reinterpret_cast<const Lane*>(job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride);
    auto* out = reinterpret_cast<Lane*>(job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride);
    for (size_t i = reorder_vectors(in, out, job.count, job.order, job.channels); i < job.count; ++i) {
      for (size_t c = 0; c < job.channels; ++c) {
        out[i * job.channels + c] = in[i * job.channels + static_cast<size_t>(job.order[c])];
      }
    }
  }
}

inline void kernel(const ReorderChannels& job) {
  if (job.element_bytes == 1) return reorder_rows<uint8_t>(job);
  if (job.element_bytes == 2) return reorder_rows<uint16_t>(job);
  reorder_rows<uint32_t>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
