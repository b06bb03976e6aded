// SPDX-License-Identifier: MIT
// WriteTensor from bytes to 16-bit floats with AVX-512 VBMI, by table lookups: each channel has 256 values.
#if defined(VARY_SIMD_TENSOR_TABLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TENSOR_TABLE_INL_HPP
#undef VARY_SIMD_TENSOR_TABLE_INL_HPP
#else
#define VARY_SIMD_TENSOR_TABLE_INL_HPP
#endif

#include "vary/simd/lanes/words-inl.hpp"
#include "vary/simd/tensor/tensor_pairs-inl.hpp"

#if VARY_VBMI
VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The low and the high bytes of the results for all 256 pixel values of a channel.
struct NumberTable {
  alignas(64) uint8_t low[256];
  alignas(64) uint8_t high[256];
};

template <class U>
HWY_NOINLINE void fill_table(float gain, float offset, NumberTable& table) {
  alignas(64) U numbers[256];
  const hn::Full512<float> d;
  const PairScale<uint8_t> scale{hn::Set(d, gain), hn::Set(d, offset)};
  for (size_t i = 0; i < 256; i += 32) {
    const Floats pixels = hn::Iota(d, static_cast<float>(i));
    store_pair(scale(pixels), scale(hn::Add(pixels, hn::Set(d, 16.0f))), numbers + i);
  }
  const __m512i bytes = _mm512_set1_epi16(0xFF);
  for (size_t i = 0; i < 256; i += 64) {
    const __m512i a = _mm512_load_si512(numbers + i), b = _mm512_load_si512(numbers + i + 32);
    const __m512i low = join_bytes(_mm512_and_si512(a, bytes), _mm512_and_si512(b, bytes));
    _mm512_store_si512(table.low + i, low);
    _mm512_store_si512(table.high + i, join_bytes(_mm512_srli_epi16(a, 8), _mm512_srli_epi16(b, 8)));
  }
}

/// The shuffles that select channel c of 64 pixels, in the order in which low and high bytes are interleaved:
/// the first half of each 16 bytes, then the second. The bits of `in_second_pair` mark pixels from the third
/// or the fourth vector.
template <size_t channels>
struct TableOrder {
  alignas(64) uint8_t first[channels][64];
  alignas(64) uint8_t second[channels][64];
  uint64_t in_second_pair[channels];

  constexpr TableOrder() : first{}, second{}, in_second_pair{} {
    for (size_t c = 0; c < channels; ++c) {
      for (size_t i = 0; i < 64; ++i) {
        const size_t pixel = i / 16 * 8 + i % 8 + (i % 16 < 8 ? 0 : 32);
        const size_t source = pixel * channels + c;
        first[c][i] = static_cast<uint8_t>(source % 128);
        second[c][i] = static_cast<uint8_t>(source % 128);
        if (source >= 128) in_second_pair[c] |= uint64_t{1} << i;
      }
    }
  }
};

template <size_t channels>
HWY_INLINE __m512i pick_pixels(const uint8_t* from, __m512i first, __m512i second, uint64_t in_second_pair) {
  const __m512i a = _mm512_loadu_si512(from);
  if constexpr (channels == 1) return _mm512_permutexvar_epi8(first, a);
  const __m512i merged = _mm512_permutex2var_epi8(a, first, _mm512_loadu_si512(from + 64));
  const __m512i b = _mm512_loadu_si512(from + 128);
  if constexpr (channels == 3) return _mm512_mask_permutexvar_epi8(merged, in_second_pair, second, b);
  const __m512i rest = _mm512_permutex2var_epi8(b, second, _mm512_loadu_si512(from + 192));
  return _mm512_mask_blend_epi8(in_second_pair, merged, rest);
}

/// Looks up bytes in a table of four vectors; the bits of `in_upper_half` mark the pixels from 128 on.
HWY_INLINE __m512i look_up_bytes(__m512i t0, __m512i t1, __m512i t2, __m512i t3, __m512i pixels,
                                 uint64_t in_upper_half) {
  const __m512i lower = _mm512_permutex2var_epi8(t0, pixels, t1);
  return _mm512_mask_blend_epi8(in_upper_half, lower, _mm512_permutex2var_epi8(t2, pixels, t3));
}
HWY_INLINE __m512i look_up_bytes(const uint8_t* table, __m512i pixels, uint64_t in_upper_half) {
  return look_up_bytes(_mm512_load_si512(table), _mm512_load_si512(table + 64),
                       _mm512_load_si512(table + 128), _mm512_load_si512(table + 192), pixels, in_upper_half);
}

/// Writes one channel of `count` >= 64 pixels to a plane.
template <size_t channels, class U>
HWY_NOINLINE void look_up_channel(const uint8_t* in, size_t count, size_t c, const NumberTable& table,
                                  U* out) {
  static constexpr TableOrder<channels> order;
  const __m512i first = _mm512_load_si512(order.first[c]), second = _mm512_load_si512(order.second[c]);
  const uint64_t in_second_pair = order.in_second_pair[c];
  // Loaded once, because the compiler assumes that stores may alias the table.
  const __m512i low0 = _mm512_load_si512(table.low), low1 = _mm512_load_si512(table.low + 64);
  const __m512i low2 = _mm512_load_si512(table.low + 128), low3 = _mm512_load_si512(table.low + 192);
  const __m512i high0 = _mm512_load_si512(table.high), high1 = _mm512_load_si512(table.high + 64);
  const __m512i high2 = _mm512_load_si512(table.high + 128), high3 = _mm512_load_si512(table.high + 192);
  for (size_t x = 0; x < count; x += 64) {
    if (x > count - 64) x = count - 64;
    const __m512i pixels = pick_pixels<channels>(in + x * channels, first, second, in_second_pair);
    const uint64_t in_upper_half = _mm512_movepi8_mask(pixels);
    const __m512i low = look_up_bytes(low0, low1, low2, low3, pixels, in_upper_half);
    const __m512i high = look_up_bytes(high0, high1, high2, high3, pixels, in_upper_half);
    _mm512_storeu_si512(out + x, _mm512_unpacklo_epi8(low, high));
    _mm512_storeu_si512(out + x + 32, _mm512_unpackhi_epi8(low, high));
  }
}

/// Writes three interleaved channels of `width` >= 64 pixels.
template <class U>
HWY_NOINLINE void look_up_interleaved(const uint8_t* in, size_t width, const NumberTable* tables, U* out) {
  static constexpr TableOrder<3> order;
  const hn::Full512<uint16_t> d;
  const auto numbers = [&](size_t x, size_t c, hn::Vec512<uint16_t>& a, hn::Vec512<uint16_t>& b) HWY_ATTR {
    const __m512i pixels = pick_pixels<3>(in + x * 3, _mm512_load_si512(order.first[c]),
                                          _mm512_load_si512(order.second[c]), order.in_second_pair[c]);
    const uint64_t in_upper_half = _mm512_movepi8_mask(pixels);
    const __m512i low = look_up_bytes(tables[c].low, pixels, in_upper_half);
    const __m512i high = look_up_bytes(tables[c].high, pixels, in_upper_half);
    a = hn::Vec512<uint16_t>{_mm512_unpacklo_epi8(low, high)};
    b = hn::Vec512<uint16_t>{_mm512_unpackhi_epi8(low, high)};
  };
  for (size_t x = 0; x < width; x += 64) {
    if (x > width - 64) x = width - 64;
    auto a0 = hn::Zero(d), a1 = a0, a2 = a0, b0 = a0, b1 = a0, b2 = a0;
    numbers(x, 0, a0, b0);
    numbers(x, 1, a1, b1);
    numbers(x, 2, a2, b2);
    store_planes(a0, a1, a2, d, &(out + x * 3)->bits);
    store_planes(b0, b1, b2, d, &(out + x * 3 + 96)->bits);
  }
}

// The number of pixels that are processed together, few enough for the first-level cache.
inline constexpr size_t table_pixels = 2048;

/// Writes rows of at least 64 pixels.
template <size_t channels, class U>
HWY_NOINLINE void write_looked_up(const WriteTensor<uint8_t, U>& job, bool planes, size_t width,
                                  size_t row_count) {
  NumberTable tables[channels];
  for (size_t c = 0; c < channels; ++c) fill_table<U>(job.gain[c], job.offset[c], tables[c]);
  for (size_t y = 0; y < row_count; ++y) {
    const uint8_t* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    if (channels == 3 && !planes) {
      look_up_interleaved(in, width, tables, out);
      continue;
    }
    for (size_t x = 0; x < width; x += table_pixels) {
      if (x > width - 64) x = width - 64;
      const size_t count = width - x < table_pixels ? width - x : table_pixels;
      for (size_t c = 0; c < channels; ++c) {
        look_up_channel<channels>(in + x * channels, count, c, tables[c],
                                  out + x + static_cast<std::ptrdiff_t>(c) * job.out_plane);
      }
    }
  }
}

/// Writes jobs for which table lookups are faster; false for others.
template <class U>
HWY_INLINE bool write_table(const WriteTensor<uint8_t, U>& job, bool planes, size_t width, size_t row_count) {
  if (width < 64 || width * row_count < 1024) return false;
  if (job.channels == 2 || job.channels > (planes ? 4 : 3)) return false;
  if (job.channels == 1) write_looked_up<1>(job, true, width, row_count);
  if (job.channels == 3) write_looked_up<3>(job, planes, width, row_count);
  if (job.channels == 4) write_looked_up<4>(job, true, width, row_count);
  return true;
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
#endif
