// SPDX-License-Identifier: MIT
// Kernels that transpose an image.
#if defined(VARY_SIMD_TRANSPOSE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TRANSPOSE_INL_HPP
#undef VARY_SIMD_TRANSPOSE_INL_HPP
#else
#define VARY_SIMD_TRANSPOSE_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"
#include "vary/simd/lanes/shuffle-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Calls body with the pixel size as a constant if it is a common one, so that a copy is one or two moves;
/// otherwise with 0.
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

/// A rectangle of the input: columns [x0, x1), rows [y0, y1).
struct TileRange {
  size_t x0, x1, y0, y1;
};

HWY_INLINE const std::byte* in_pixel(const TransposePixels& job, size_t x, size_t y) {
  return job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride + x * job.pixel_bytes;
}
HWY_INLINE std::byte* out_pixel(const TransposePixels& job, size_t x, size_t y) {
  return job.out + static_cast<std::ptrdiff_t>(x) * job.out_stride + y * job.pixel_bytes;
}

/// Transposes one pixel at a time, for few rows at a time, so that their cache lines are reused.
template <size_t pixel_bytes>
HWY_INLINE void transpose_singly(const TransposePixels& job, TileRange tile) {
  constexpr size_t max_rows = 16;
  const size_t bytes = pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes;
  for (size_t top = tile.y0; top < tile.y1; top += max_rows) {
    const size_t rows = tile.y1 - top < max_rows ? tile.y1 - top : max_rows;
    for (size_t x = tile.x0; x < tile.x1; ++x) {
      std::byte* out = out_pixel(job, x, top);
      const std::byte* in = in_pixel(job, x, top);
      for (size_t y = 0; y < rows; ++y, out += bytes, in += job.in_stride) {
        std::memcpy(out, in, pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes);
      }
    }
  }
}

#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
/// Stores each 16-byte block of a vector to its own row; rows are `stride` bytes apart.
template <class D>
HWY_INLINE void store_rows(D d, hn::Vec<D> v, std::byte* to, std::ptrdiff_t stride) {
  if constexpr (sizeof(hn::TFromD<D>) * hn::MaxLanes(d) <= 16) {
    hn::StoreU(v, d, reinterpret_cast<hn::TFromD<D>*>(to));
  } else {
    const hn::Half<D> half;
    constexpr auto rows = static_cast<std::ptrdiff_t>(sizeof(hn::TFromD<D>) * hn::MaxLanes(half) / 16);
    store_rows(half, hn::LowerHalf(half, v), to, stride);
    store_rows(half, hn::UpperHalf(half, v),
               to + rows * stride * (16 / static_cast<std::ptrdiff_t>(sizeof(hn::TFromD<D>))), stride);
  }
}

/// The shuffles that spread pixels to larger lanes, and pack them again.
template <class Lane, size_t pixel_bytes>
struct Spread {
  alignas(16) uint8_t spread_bytes[16];
  alignas(16) uint8_t packed_bytes[16];
  constexpr Spread() : spread_bytes(), packed_bytes() {
    for (size_t i = 0; i < 16; ++i) {
      const size_t lane = i / sizeof(Lane), pixel = i / pixel_bytes;
      spread_bytes[i] =
          static_cast<uint8_t>(i % sizeof(Lane) < pixel_bytes ? lane * pixel_bytes + i % sizeof(Lane) : 15);
      packed_bytes[i] =
          static_cast<uint8_t>(pixel < 16 / sizeof(Lane) ? pixel * sizeof(Lane) + i % pixel_bytes : 15);
    }
  }
};

/// Transposes adjacent squares of 16 / sizeof(Lane) pixels, by interleaving row i with row i + half until
/// each vector holds one column of every square. Pixels smaller than a lane are spread to lanes; then pixels
/// after the square are read and written too.
template <size_t pixel_bytes, class D>
HWY_INLINE void transpose_squares(D d, const std::byte* in, std::ptrdiff_t in_stride, std::byte* out,
                                  std::ptrdiff_t out_stride) {
  using Lane = hn::TFromD<D>;
  constexpr size_t side = 16 / sizeof(Lane);
  const hn::Repartition<uint8_t, D> bytes;
  static constexpr Spread<Lane, pixel_bytes> spread;
  hn::Vec<D> v[side], w[side];
  HWY_UNROLL(16)
  for (size_t i = 0; i < side; ++i) {
    v[i] = hn::LoadU(d, reinterpret_cast<const Lane*>(in + static_cast<std::ptrdiff_t>(i) * in_stride));
    if constexpr (pixel_bytes < sizeof(Lane))
      v[i] = hn::TableLookupBytes(v[i], hn::BitCast(d, hn::LoadDup128(bytes, spread.spread_bytes)));
  }
  HWY_UNROLL(4)
  for (size_t stage = 1; stage < side; stage *= 2) {
    HWY_UNROLL(8)
    for (size_t i = 0; i < side / 2; ++i) {
      w[2 * i] = hn::InterleaveLower(d, v[i], v[i + side / 2]);
      w[2 * i + 1] = hn::InterleaveUpper(d, v[i], v[i + side / 2]);
    }
    HWY_UNROLL(16)
    for (size_t i = 0; i < side; ++i) v[i] = w[i];
  }
  HWY_UNROLL(16)
  for (size_t i = 0; i < side; ++i) {
    if constexpr (pixel_bytes < sizeof(Lane))
      v[i] = hn::TableLookupBytes(v[i], hn::BitCast(d, hn::LoadDup128(bytes, spread.packed_bytes)));
    store_rows(d, v[i], out + static_cast<std::ptrdiff_t>(i) * out_stride, out_stride);
  }
}

/// The size in bytes of the lane of a pixel; 0 if pixels are copied one by one.
constexpr size_t lane_of(size_t pixel_bytes) {
  if (pixel_bytes == 3) return 4;
  if (pixel_bytes == 6) return 8;
  return pixel_bytes <= 8 ? pixel_bytes : 0;
}

/// Transposes as many full squares as fit, then the remainder one pixel at a time. Tiles must be processed in
/// the order of increasing y: what is written after a square is overwritten later.
template <size_t pixel_bytes>
HWY_INLINE void transpose_tile(const TransposePixels& job, TileRange tile) {
  if constexpr (lane_of(pixel_bytes) == 0) {
    transpose_singly<pixel_bytes>(job, tile);
  } else {
    using Lane = hwy::UnsignedFromSize<lane_of(pixel_bytes)>;
    constexpr bool spread = pixel_bytes < sizeof(Lane);
    const hn::FixedTag<Lane, 16 / sizeof(Lane)> narrow;
    const std::conditional_t<spread, hn::FixedTag<Lane, 16 / sizeof(Lane)>, hn::ScalableTag<Lane>> wide;
    constexpr size_t side = 16 / sizeof(Lane), wide_side = hn::MaxLanes(wide);
    // A square reads and writes 16 bytes of a row, which must exist.
    constexpr size_t min_pixels = (16 + pixel_bytes - 1) / pixel_bytes;
    size_t x2 = tile.x0, y2 = tile.y0;
    const auto fits = [&](size_t x, size_t width) {
      return x + width <= tile.x1 && x + min_pixels <= job.width;
    };
    while (fits(x2, side)) x2 += side;
    for (; y2 + side <= tile.y1 && y2 + min_pixels <= job.height; y2 += side) {
      size_t x = tile.x0;
      for (; x + wide_side <= x2; x += wide_side) {
        transpose_squares<pixel_bytes>(wide, in_pixel(job, x, y2), job.in_stride, out_pixel(job, x, y2),
                                       job.out_stride);
      }
      if constexpr (wide_side != side) {
        for (; x < x2; x += side) {
          transpose_squares<pixel_bytes>(narrow, in_pixel(job, x, y2), job.in_stride, out_pixel(job, x, y2),
                                         job.out_stride);
        }
      }
    }
    transpose_singly<pixel_bytes>(job, {tile.x0, x2, y2, tile.y1});
    transpose_singly<pixel_bytes>(job, {x2, tile.x1, tile.y0, tile.y1});
  }
}
#else
template <size_t pixel_bytes>
HWY_INLINE void transpose_tile(const TransposePixels& job, TileRange tile) {
  transpose_singly<pixel_bytes>(job, tile);
}
#endif

/// The width of a strip in pixels: about a cache line, and a multiple of a square.
constexpr size_t strip_width(size_t pixel_bytes) {
  if (pixel_bytes == 3) return 20;
  return pixel_bytes == 1 || pixel_bytes == 2 || pixel_bytes == 4 ? 64 / pixel_bytes : 8;
}

/// Calls body for strips of `width` columns from top to bottom, so that output rows are written contiguously.
/// The strips of tall images are split, because each row lies on a different memory page.
template <class Body>
HWY_INLINE void for_strips(const TransposePixels& job, size_t width, const Body& body) {
  constexpr size_t max_rows = 512;
  for (size_t y = 0; y < job.height; y += max_rows) {
    const size_t y1 = y + max_rows < job.height ? y + max_rows : job.height;
    for (size_t x = 0; x < job.width; x += width) {
      body(TileRange{x, x + width < job.width ? x + width : job.width, y, y1});
    }
  }
}

#if VARY_VBMI
/// Moves 16-byte block j of vector i to block i of vector j.
HWY_INLINE void transpose_quarters(__m512i& a, __m512i& b, __m512i& c, __m512i& d) {
  const __m512i ab02 = _mm512_shuffle_i32x4(a, b, 0x88), ab13 = _mm512_shuffle_i32x4(a, b, 0xDD);
  const __m512i cd02 = _mm512_shuffle_i32x4(c, d, 0x88), cd13 = _mm512_shuffle_i32x4(c, d, 0xDD);
  a = _mm512_shuffle_i32x4(ab02, cd02, 0x88);
  b = _mm512_shuffle_i32x4(ab13, cd13, 0x88);
  c = _mm512_shuffle_i32x4(ab02, cd02, 0xDD);
  d = _mm512_shuffle_i32x4(ab13, cd13, 0xDD);
}

/// Moves lane j of vector i to lane i of vector j, for lanes of 4, 8 or 16 bytes.
template <size_t lane>
HWY_INLINE void transpose_lanes(__m512i* v) {
  constexpr size_t side = 64 / lane, within = 16 / lane;
  if constexpr (lane == 4) {
    HWY_UNROLL(8)
    for (size_t i = 0; i < side; i += 2) {
      const __m512i low = _mm512_unpacklo_epi32(v[i], v[i + 1]);
      v[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
      v[i] = low;
    }
    HWY_UNROLL(4)
    for (size_t i = 0; i < side; i += 4) {
      const __m512i a = v[i], b = v[i + 1], c = v[i + 2], d = v[i + 3];
      v[i] = _mm512_unpacklo_epi64(a, c);
      v[i + 1] = _mm512_unpackhi_epi64(a, c);
      v[i + 2] = _mm512_unpacklo_epi64(b, d);
      v[i + 3] = _mm512_unpackhi_epi64(b, d);
    }
  } else if constexpr (lane == 8) {
    HWY_UNROLL(4)
    for (size_t i = 0; i < side; i += 2) {
      const __m512i low = _mm512_unpacklo_epi64(v[i], v[i + 1]);
      v[i + 1] = _mm512_unpackhi_epi64(v[i], v[i + 1]);
      v[i] = low;
    }
  }
  HWY_UNROLL(4)
  for (size_t i = 0; i < within; ++i) {
    transpose_quarters(v[i], v[within + i], v[2 * within + i], v[3 * within + i]);
  }
}

/// The shuffles that spread pixels of at most `lane` bytes to lanes, and pack them again.
template <size_t lane>
struct LaneBytes {
  static constexpr size_t side = 64 / lane;
  alignas(64) uint8_t spread_bytes[64] = {};
  alignas(64) uint8_t packed_bytes[64] = {};
  size_t pixel;

  explicit LaneBytes(size_t pixel_bytes) : pixel(pixel_bytes) {
    for (size_t i = 0; i < side; ++i) {
      for (size_t b = 0; b < pixel; ++b) {
        spread_bytes[i * lane + b] = static_cast<uint8_t>(i * pixel + b);
        packed_bytes[i * pixel + b] = static_cast<uint8_t>(i * lane + b);
      }
    }
  }
};

/// Transposes `rows` rows of up to one tile in width. Loads and stores are masked, so that tiles at an edge
/// need no other code. Not inlined, so that its few variables stay in registers: a reload would stall on the
/// preceding masked stores.
template <size_t lane, bool full>
HWY_NOINLINE void transpose_tiles(const LaneBytes<lane>& bytes, const std::byte* in, std::ptrdiff_t in_stride,
                                  size_t columns, size_t rows, std::byte* out, std::ptrdiff_t out_stride) {
  constexpr size_t side = LaneBytes<lane>::side;
  const size_t step = full ? side : rows;
  const size_t out_bytes = step * bytes.pixel;
  const __m512i spread_bytes = _mm512_load_si512(bytes.spread_bytes),
                packed_bytes = _mm512_load_si512(bytes.packed_bytes);
  const __mmask64 in_row = first_bytes(columns * bytes.pixel), out_row = first_bytes(out_bytes);
  for (size_t y = 0; y + step <= rows; y += step, out += out_bytes) {
    __m512i v[side];
    HWY_UNROLL(16)
    for (size_t i = 0; i < side; ++i) {
      v[i] = _mm512_setzero_si512();
      if (!full && i >= rows) continue;
      v[i] = _mm512_permutexvar_epi8(spread_bytes, _mm512_maskz_loadu_epi8(in_row, in));
      in += in_stride;
    }
    transpose_lanes<lane>(v);
    std::byte* to = out;
    HWY_UNROLL(16)
    for (size_t i = 0; i < side; ++i) {
      if (!full && i >= columns) break;
      _mm512_mask_storeu_epi8(to, out_row, _mm512_permutexvar_epi8(packed_bytes, v[i]));
      to += out_stride;
    }
  }
}

template <size_t lane>
inline void transpose_in_lanes(const TransposePixels& job) {
  const LaneBytes<lane> bytes(job.pixel_bytes);
  constexpr size_t side = LaneBytes<lane>::side;
  for_strips(job, side, [&](TileRange tile) HWY_ATTR {
    const size_t columns = tile.x1 - tile.x0;
    size_t y = tile.y0;
    if (const size_t rows = (tile.y1 - y) / side * side; columns == side && rows > 0) {
      transpose_tiles<lane, true>(bytes, in_pixel(job, tile.x0, y), job.in_stride, columns, rows,
                                  out_pixel(job, tile.x0, y), job.out_stride);
      y += rows;
    }
    for (; y < tile.y1; y += side) {
      transpose_tiles<lane, false>(bytes, in_pixel(job, tile.x0, y), job.in_stride, columns,
                                   y + side < tile.y1 ? side : tile.y1 - y, out_pixel(job, tile.x0, y),
                                   job.out_stride);
    }
  });
}
#endif

inline void kernel(const TransposePixels& job) {
#if VARY_VBMI
  if (job.pixel_bytes == 3 || job.pixel_bytes == 4) return transpose_in_lanes<4>(job);
  if (job.pixel_bytes >= 5 && job.pixel_bytes <= 8) return transpose_in_lanes<8>(job);
  if (job.pixel_bytes >= 9 && job.pixel_bytes <= 16) return transpose_in_lanes<16>(job);
#endif
  with_pixel_bytes(job.pixel_bytes, [&](auto constant) HWY_ATTR {
    constexpr size_t width = strip_width(constant());
    for_strips(job, width, [&](TileRange tile) HWY_ATTR { transpose_tile<constant()>(job, tile); });
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
