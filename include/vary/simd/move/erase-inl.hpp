// SPDX-License-Identifier: MIT
// Kernels that copy an image and replace the pixels of its holes.
#if defined(VARY_SIMD_ERASE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_ERASE_INL_HPP
#undef VARY_SIMD_ERASE_INL_HPP
#else
#define VARY_SIMD_ERASE_INL_HPP
#endif

#include "vary/simd/move/copy-inl.hpp"
#include "vary/simd/noise/normal-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Calls fill_row(to, x, y, count) for each row of each copy of a hole in the image rows [y0, y1).
template <class FillRow>
HWY_INLINE void for_hole_rows(const HoledRows& job, std::ptrdiff_t y0, std::ptrdiff_t y1,
                              const FillRow& fill_row) {
  const auto width = static_cast<std::ptrdiff_t>(job.width);
  for (size_t h = 0; h < job.hole_count; ++h) {
    const Hole& hole = job.holes[h];
    // Starts with the first row of copies that may intersect row y0; the earlier ones end above it.
    const std::ptrdiff_t above = y0 - hole.y - hole.height;
    std::ptrdiff_t row = above < 0 || hole.rows == 1 ? 0 : above / hole.step_y;
    for (; row < hole.rows; ++row) {
      const std::ptrdiff_t top = hole.y + row * hole.step_y;
      if (top >= y1) break;
      const std::ptrdiff_t end = top + hole.height < y1 ? top + hole.height : y1;
      for (std::ptrdiff_t y = top > y0 ? top : y0; y < end; ++y) {
        std::byte* out = job.out + y * job.out_stride;
        for (std::ptrdiff_t column = 0; column < hole.columns; ++column) {
          const std::ptrdiff_t left = hole.x + column * hole.step_x;
          const std::ptrdiff_t from = left > 0 ? left : 0;
          const std::ptrdiff_t to = left + hole.width < width ? left + hole.width : width;
          fill_row(out + static_cast<size_t>(from) * job.pixel_bytes, static_cast<size_t>(from),
                   static_cast<size_t>(y), static_cast<size_t>(to - from));
        }
      }
    }
  }
}

/// Copies a band of rows, then fills its holes while the band is in the second-level cache.
template <class FillRow>
HWY_INLINE void copy_with_holes(const HoledRows& job, const FillRow& fill_row) {
  constexpr size_t band_bytes = size_t{1} << 17;
  const size_t row_bytes = job.width * job.pixel_bytes;
  const auto tight = static_cast<std::ptrdiff_t>(row_bytes);
  const bool contiguous = job.in_stride == tight && job.out_stride == tight;
  const size_t band = row_bytes < band_bytes ? band_bytes / row_bytes : 1;
  for (size_t y = 0; y < job.row_count; y += band) {
    const size_t count = job.row_count - y < band ? job.row_count - y : band;
    const auto at = static_cast<std::ptrdiff_t>(y);
    const std::byte* in = job.in + at * job.in_stride;
    std::byte* out = job.out + at * job.out_stride;
    if (contiguous) {
      std::memcpy(out, in, count * row_bytes);
    } else {
      for (size_t i = 0; i < count; ++i, in += job.in_stride, out += job.out_stride) {
        std::memcpy(out, in, row_bytes);
      }
    }
    for_hole_rows(job, at, at + static_cast<std::ptrdiff_t>(count), fill_row);
  }
}

inline void kernel(const FillHoles& job) {
  const size_t bytes = job.rows.pixel_bytes;
  repeat_doubling(job.pixel, job.line, job.widest, bytes);
  copy_with_holes(job.rows, [&](std::byte* to, size_t, size_t, size_t count)
                                HWY_ATTR { std::memcpy(to, job.line, count * bytes); });
}

// The values of a chunk, and the scratch for their random bytes: one block before the chunk, and after it
// four vectors of the largest size (SVE, 2048 bits).
inline constexpr size_t scatter_chunk = 1024;
inline constexpr size_t scatter_scratch = 16 + scatter_chunk + 4 * 256;

/// Writes the random bytes [first, first + count) of a plane; `first` is a multiple of 16.
HWY_INLINE void fill_bytes(uint64_t a, uint64_t b, uint64_t plane, uint64_t first, uint8_t* out,
                           size_t count) {
  const hn::ScalableTag<uint32_t> d;
  auto* words = reinterpret_cast<uint32_t*>(out);
  const uint64_t block = (plane << 62) + first / 16;
  for (size_t i = 0; 4 * i < count; i += 4 * hn::Lanes(d)) {
    hn::Vec<decltype(d)> w0, w1, w2, w3;
    philox_words(d, block + i / 4, b, a, w0, w1, w2, w3);
    hn::StoreInterleaved4(w0, w1, w2, w3, d, words + i);
  }
}

/// Combines the bytes of the planes to values, the high byte first.
HWY_INLINE void join_planes(const uint8_t* planes, size_t count, uint8_t* to) {
  std::memcpy(to, planes, count);
}
template <class T>
HWY_INLINE void join_planes(const uint8_t* planes, size_t count, T* to) {
  for_lanes<float>(count, [&](auto d, size_t i) HWY_ATTR {
    const hn::Rebind<uint8_t, decltype(d)> byte;
    const hn::RebindToSigned<decltype(d)> di;
    auto value = hn::PromoteTo(di, hn::LoadU(byte, planes + i));
    for (size_t plane = 1; plane < scatter_planes<T>; ++plane) {
      const auto next = hn::PromoteTo(di, hn::LoadU(byte, planes + plane * scatter_scratch + i));
      value = hn::Or(hn::ShiftLeft<8>(value), next);
    }
    if constexpr (std::is_same_v<T, float>) {
      hn::StoreU(hn::Mul(hn::ConvertTo(d, value), hn::Set(d, 0x1p-24f)), d, to + i);
    } else {
      const hn::Rebind<T, decltype(d)> narrow;
      hn::StoreU(hn::DemoteTo(narrow, value), narrow, to + i);
    }
  });
}

template <class T>
void kernel(const ScatterHoles<T>& job) {
  alignas(64) uint8_t planes[scatter_planes<T> * scatter_scratch];
  const size_t channels = job.rows.pixel_bytes / sizeof(T);
  copy_with_holes(job.rows, [&](std::byte* bytes, size_t x, size_t y, size_t pixels) HWY_ATTR {
    T* to = reinterpret_cast<T*>(bytes);
    const size_t count = pixels * channels;
    for (size_t done = 0; done < count; done += scatter_chunk) {
      const uint64_t first = job.first + y * job.pitch + x * channels + done;
      const size_t skip = first % 16;
      const size_t chunk = count - done < scatter_chunk ? count - done : scatter_chunk;
      for (size_t plane = 0; plane < scatter_planes<T>; ++plane) {
        fill_bytes(job.a, job.b, plane, first - skip, planes + plane * scatter_scratch, skip + chunk);
      }
      join_planes(planes + skip, chunk, to + done);
    }
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
