// SPDX-License-Identifier: MIT
// Bytes as numbers of 16 bits, looked up, where AVX-512 shuffles bytes: there are only 256 for each channel.
#if defined(VARY_SIMD_TENSOR_TABLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TENSOR_TABLE_INL_HPP
#undef VARY_SIMD_TENSOR_TABLE_INL_HPP
#else
#define VARY_SIMD_TENSOR_TABLE_INL_HPP
#endif

#include "vary/simd/tensor/tensor_pairs-inl.hpp"
#include "vary/simd/lanes/words-inl.hpp"

#if VARY_VBMI
VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The low and the high bytes of what the pixels of a channel become.
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

/// Where 64 pixels of channel c come from in vectors of all channels, in the order in which their bytes are
/// paired: the first half of every 16 bytes, then the second. Those told by `late` come from the third vector
/// or the fourth.
template <size_t channels>
struct TableOrder {
  alignas(64) uint8_t first[channels][64];
  alignas(64) uint8_t second[channels][64];
  uint64_t late[channels];

  constexpr TableOrder() : first{}, second{}, late{} {
    for (size_t c = 0; c < channels; ++c) {
      for (size_t i = 0; i < 64; ++i) {
        const size_t pixel = i / 16 * 8 + i % 8 + (i % 16 < 8 ? 0 : 32);
        const size_t source = pixel * channels + c;
        first[c][i] = static_cast<uint8_t>(source % 128);
        second[c][i] = static_cast<uint8_t>(source % 128);
        if (source >= 128) late[c] |= uint64_t{1} << i;
      }
    }
  }
};

template <size_t channels>
HWY_INLINE __m512i pick_pixels(const uint8_t* from, __m512i first, __m512i second, uint64_t late) {
  const __m512i a = _mm512_loadu_si512(from);
  if constexpr (channels == 1) return _mm512_permutexvar_epi8(first, a);
  const __m512i early = _mm512_permutex2var_epi8(a, first, _mm512_loadu_si512(from + 64));
  const __m512i b = _mm512_loadu_si512(from + 128);
  if constexpr (channels == 3) return _mm512_mask_permutexvar_epi8(early, late, second, b);
  const __m512i rest = _mm512_permutex2var_epi8(b, second, _mm512_loadu_si512(from + 192));
  return _mm512_mask_blend_epi8(late, early, rest);
}

/// Entries of a table of four vectors; `bright` tells the pixels from 128 on.
HWY_INLINE __m512i look_up_bytes(__m512i t0, __m512i t1, __m512i t2, __m512i t3, __m512i pixels,
                                 uint64_t bright) {
  const __m512i dark = _mm512_permutex2var_epi8(t0, pixels, t1);
  return _mm512_mask_blend_epi8(bright, dark, _mm512_permutex2var_epi8(t2, pixels, t3));
}
HWY_INLINE __m512i look_up_bytes(const uint8_t* table, __m512i pixels, uint64_t bright) {
  return look_up_bytes(_mm512_load_si512(table), _mm512_load_si512(table + 64),
                       _mm512_load_si512(table + 128), _mm512_load_si512(table + 192), pixels, bright);
}

/// One channel of `count` pixels, 64 or more.
template <size_t channels, class U>
HWY_NOINLINE void look_up_channel(const uint8_t* in, size_t count, size_t c, const NumberTable& table,
                                  U* out) {
  static constexpr TableOrder<channels> order;
  const __m512i first = _mm512_load_si512(order.first[c]), second = _mm512_load_si512(order.second[c]);
  const uint64_t late = order.late[c];
  // Loaded once: for all that compilers know, what is stored might alter the table.
  const __m512i low0 = _mm512_load_si512(table.low), low1 = _mm512_load_si512(table.low + 64);
  const __m512i low2 = _mm512_load_si512(table.low + 128), low3 = _mm512_load_si512(table.low + 192);
  const __m512i high0 = _mm512_load_si512(table.high), high1 = _mm512_load_si512(table.high + 64);
  const __m512i high2 = _mm512_load_si512(table.high + 128), high3 = _mm512_load_si512(table.high + 192);
  for (size_t x = 0; x < count; x += 64) {
    if (x > count - 64) x = count - 64;
    const __m512i pixels = pick_pixels<channels>(in + x * channels, first, second, late);
    const uint64_t bright = _mm512_movepi8_mask(pixels);
    const __m512i low = look_up_bytes(low0, low1, low2, low3, pixels, bright);
    const __m512i high = look_up_bytes(high0, high1, high2, high3, pixels, bright);
    _mm512_storeu_si512(out + x, _mm512_unpacklo_epi8(low, high));
    _mm512_storeu_si512(out + x + 32, _mm512_unpackhi_epi8(low, high));
  }
}

/// Three channels of 64 pixels or more, interleaved.
template <class U>
HWY_NOINLINE void look_up_interleaved(const uint8_t* in, size_t width, const NumberTable* tables, U* out) {
  static constexpr TableOrder<3> order;
  const hn::Full512<uint16_t> d;
  const auto numbers = [&](size_t x, size_t c, hn::Vec512<uint16_t>& a, hn::Vec512<uint16_t>& b) HWY_ATTR {
    const __m512i pixels = pick_pixels<3>(in + x * 3, _mm512_load_si512(order.first[c]),
                                          _mm512_load_si512(order.second[c]), order.late[c]);
    const uint64_t bright = _mm512_movepi8_mask(pixels);
    const __m512i low = look_up_bytes(tables[c].low, pixels, bright);
    const __m512i high = look_up_bytes(tables[c].high, pixels, bright);
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

// What is looked up together stays in the first-level cache.
inline constexpr size_t table_pixels = 2048;

/// Rows of 64 pixels or more.
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

/// Writes what is worth a table.
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
