// SPDX-License-Identifier: MIT
// Kernels that turn rows of pixels into columns.
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

/// A part of the image: columns [x0, x1), rows [y0, y1) of the input.
struct Tile {
  size_t x0, x1, y0, y1;
};

HWY_INLINE const std::byte* in_pixel(const TransposePixels& job, size_t x, size_t y) {
  return job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride + x * job.pixel_bytes;
}
HWY_INLINE std::byte* out_pixel(const TransposePixels& job, size_t x, size_t y) {
  return job.out + static_cast<std::ptrdiff_t>(x) * job.out_stride + y * job.pixel_bytes;
}

/// Transposes one pixel at a time, few rows at once: their lines are used by all columns.
template <size_t pixel_bytes>
HWY_INLINE void transpose_singly(const TransposePixels& job, Tile part) {
  constexpr size_t most_rows = 16;
  const size_t bytes = pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes;
  for (size_t top = part.y0; top < part.y1; top += most_rows) {
    const size_t rows = part.y1 - top < most_rows ? part.y1 - top : most_rows;
    for (size_t x = part.x0; x < part.x1; ++x) {
      std::byte* out = out_pixel(job, x, top);
      const std::byte* in = in_pixel(job, x, top);
      for (size_t y = 0; y < rows; ++y, out += bytes, in += job.in_stride) {
        std::memcpy(out, in, pixel_bytes == 0 ? job.pixel_bytes : pixel_bytes);
      }
    }
  }
}

#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
/// Stores each 16 bytes of a vector in a row of its own, `stride` bytes apart.
template <class D>
HWY_INLINE void store_apart(D d, hn::Vec<D> v, std::byte* to, std::ptrdiff_t stride) {
  if constexpr (sizeof(hn::TFromD<D>) * hn::MaxLanes(d) <= 16) {
    hn::StoreU(v, d, reinterpret_cast<hn::TFromD<D>*>(to));
  } else {
    const hn::Half<D> half;
    constexpr auto rows = static_cast<std::ptrdiff_t>(sizeof(hn::TFromD<D>) * hn::MaxLanes(half) / 16);
    store_apart(half, hn::LowerHalf(half, v), to, stride);
    store_apart(half, hn::UpperHalf(half, v),
                to + rows * stride * (16 / static_cast<std::ptrdiff_t>(sizeof(hn::TFromD<D>))), stride);
  }
}

/// Where pixels are smaller than the lanes that they are moved in: their bytes spread out, and back.
template <class Lane, size_t pixel_bytes>
struct Spread {
  alignas(16) uint8_t apart[16];
  alignas(16) uint8_t together[16];
  constexpr Spread() : apart(), together() {
    for (size_t i = 0; i < 16; ++i) {
      const size_t lane = i / sizeof(Lane), pixel = i / pixel_bytes;
      apart[i] =
          static_cast<uint8_t>(i % sizeof(Lane) < pixel_bytes ? lane * pixel_bytes + i % sizeof(Lane) : 15);
      together[i] =
          static_cast<uint8_t>(pixel < 16 / sizeof(Lane) ? pixel * sizeof(Lane) + i % pixel_bytes : 15);
    }
  }
};

/// Squares side by side, of 16 bytes by as many rows each, by interleaving row i with row i + half until each
/// vector is a column of every square. Pixels that are smaller than lanes are moved in lanes; then what lies
/// behind the square is read, and written, too.
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
      v[i] = hn::TableLookupBytes(v[i], hn::BitCast(d, hn::LoadDup128(bytes, spread.apart)));
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
      v[i] = hn::TableLookupBytes(v[i], hn::BitCast(d, hn::LoadDup128(bytes, spread.together)));
    store_apart(d, v[i], out + static_cast<std::ptrdiff_t>(i) * out_stride, out_stride);
  }
}

/// How many bytes wide the lane of a pixel is; 0 where pixels are moved one by one.
constexpr size_t lane_of(size_t pixel_bytes) {
  if (pixel_bytes == 3) return 4;
  if (pixel_bytes == 6) return 8;
  return pixel_bytes <= 8 ? pixel_bytes : 0;
}

/// Transposes as many whole squares as fit, then the rest one pixel at a time. Parts follow each other in
/// increasing y: what is written behind a square is written again.
template <size_t pixel_bytes>
HWY_INLINE void transpose_part(const TransposePixels& job, Tile part) {
  if constexpr (lane_of(pixel_bytes) == 0) {
    transpose_singly<pixel_bytes>(job, part);
  } else {
    using Lane = hwy::UnsignedFromSize<lane_of(pixel_bytes)>;
    constexpr bool spread = pixel_bytes < sizeof(Lane);
    const hn::FixedTag<Lane, 16 / sizeof(Lane)> narrow;
    const std::conditional_t<spread, hn::FixedTag<Lane, 16 / sizeof(Lane)>, hn::ScalableTag<Lane>> wide;
    constexpr size_t side = 16 / sizeof(Lane), wide_side = hn::MaxLanes(wide);
    // A square reads and writes 16 bytes of a row, which must be there.
    constexpr size_t least = (16 + pixel_bytes - 1) / pixel_bytes;
    size_t x2 = part.x0, y2 = part.y0;
    const auto fits = [&](size_t x, size_t width) { return x + width <= part.x1 && x + least <= job.width; };
    while (fits(x2, side)) x2 += side;
    for (; y2 + side <= part.y1 && y2 + least <= job.height; y2 += side) {
      size_t x = part.x0;
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
    transpose_singly<pixel_bytes>(job, {part.x0, x2, y2, part.y1});
    transpose_singly<pixel_bytes>(job, {x2, part.x1, part.y0, part.y1});
  }
}
#else
template <size_t pixel_bytes>
HWY_INLINE void transpose_part(const TransposePixels& job, Tile part) {
  transpose_singly<pixel_bytes>(job, part);
}
#endif

/// How many pixels are about a line of cache, and whole squares.
constexpr size_t strip_width(size_t pixel_bytes) {
  if (pixel_bytes == 3) return 20;
  return pixel_bytes == 1 || pixel_bytes == 2 || pixel_bytes == 4 ? 64 / pixel_bytes : 8;
}

/// Strips of `width` columns, top to bottom: rows of the output grow without a gap. Strips of images of
/// many rows are broken, since every row is in a page of memory of its own.
template <class Body>
HWY_INLINE void for_strips(const TransposePixels& job, size_t width, const Body& body) {
  constexpr size_t most_rows = 512;
  for (size_t y = 0; y < job.height; y += most_rows) {
    const size_t y1 = y + most_rows < job.height ? y + most_rows : job.height;
    for (size_t x = 0; x < job.width; x += width) {
      body(Tile{x, x + width < job.width ? x + width : job.width, y, y1});
    }
  }
}

#if VARY_VBMI
/// Vector i, 16 bytes j to vector j, 16 bytes i.
HWY_INLINE void transpose_quarters(__m512i& a, __m512i& b, __m512i& c, __m512i& d) {
  const __m512i ab02 = _mm512_shuffle_i32x4(a, b, 0x88), ab13 = _mm512_shuffle_i32x4(a, b, 0xDD);
  const __m512i cd02 = _mm512_shuffle_i32x4(c, d, 0x88), cd13 = _mm512_shuffle_i32x4(c, d, 0xDD);
  a = _mm512_shuffle_i32x4(ab02, cd02, 0x88);
  b = _mm512_shuffle_i32x4(ab13, cd13, 0x88);
  c = _mm512_shuffle_i32x4(ab02, cd02, 0xDD);
  d = _mm512_shuffle_i32x4(ab13, cd13, 0xDD);
}

/// Vector i, lane j to vector j, lane i, for lanes of 4, 8 or 16 bytes.
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

/// For pixels of at most `lane` bytes: their bytes spread out to lanes, and put together again.
template <size_t lane>
struct LaneBytes {
  static constexpr size_t side = 64 / lane;
  alignas(64) uint8_t apart[64] = {};
  alignas(64) uint8_t together[64] = {};
  size_t pixel;

  explicit LaneBytes(size_t pixel_bytes) : pixel(pixel_bytes) {
    for (size_t i = 0; i < side; ++i) {
      for (size_t b = 0; b < pixel; ++b) {
        apart[i * lane + b] = static_cast<uint8_t>(i * pixel + b);
        together[i * pixel + b] = static_cast<uint8_t>(i * lane + b);
      }
    }
  }
};

/// `rows` rows of up to a tile's width. Loads and stores are masked, so that a tile at an edge is one with
/// fewer columns or rows. Not inlined: with its few variables in registers nothing is reloaded, which would
/// wait for the masked stores before it.
template <size_t lane, bool whole>
HWY_NOINLINE void transpose_tiles(const LaneBytes<lane>& bytes, const std::byte* in, std::ptrdiff_t in_stride,
                                  size_t columns, size_t rows, std::byte* out, std::ptrdiff_t out_stride) {
  constexpr size_t side = LaneBytes<lane>::side;
  const size_t step = whole ? side : rows;
  const size_t out_bytes = step * bytes.pixel;
  const __m512i apart = _mm512_load_si512(bytes.apart), together = _mm512_load_si512(bytes.together);
  const __mmask64 in_row = first_bytes(columns * bytes.pixel), out_row = first_bytes(out_bytes);
  for (size_t y = 0; y + step <= rows; y += step, out += out_bytes) {
    __m512i v[side];
    HWY_UNROLL(16)
    for (size_t i = 0; i < side; ++i) {
      v[i] = _mm512_setzero_si512();
      if (!whole && i >= rows) continue;
      v[i] = _mm512_permutexvar_epi8(apart, _mm512_maskz_loadu_epi8(in_row, in));
      in += in_stride;
    }
    transpose_lanes<lane>(v);
    std::byte* to = out;
    HWY_UNROLL(16)
    for (size_t i = 0; i < side; ++i) {
      if (!whole && i >= columns) break;
      _mm512_mask_storeu_epi8(to, out_row, _mm512_permutexvar_epi8(together, v[i]));
      to += out_stride;
    }
  }
}

template <size_t lane>
inline void transpose_in_lanes(const TransposePixels& job) {
  const LaneBytes<lane> bytes(job.pixel_bytes);
  constexpr size_t side = LaneBytes<lane>::side;
  for_strips(job, side, [&](Tile part) HWY_ATTR {
    const size_t columns = part.x1 - part.x0;
    size_t y = part.y0;
    if (const size_t rows = (part.y1 - y) / side * side; columns == side && rows > 0) {
      transpose_tiles<lane, true>(bytes, in_pixel(job, part.x0, y), job.in_stride, columns, rows,
                                  out_pixel(job, part.x0, y), job.out_stride);
      y += rows;
    }
    for (; y < part.y1; y += side) {
      transpose_tiles<lane, false>(bytes, in_pixel(job, part.x0, y), job.in_stride, columns,
                                   y + side < part.y1 ? side : part.y1 - y, out_pixel(job, part.x0, y),
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
    for_strips(job, width, [&](Tile part) HWY_ATTR { transpose_part<constant()>(job, part); });
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
