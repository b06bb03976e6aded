// SPDX-License-Identifier: MIT
// Reading where a smooth field says, for bytes on AVX-512: exact arithmetic of 16 bits, with the same results
// as that in floats.
#if defined(VARY_SIMD_DISPLACE_BYTES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_DISPLACE_BYTES_INL_HPP
#undef VARY_SIMD_DISPLACE_BYTES_INL_HPP
#else
#define VARY_SIMD_DISPLACE_BYTES_INL_HPP
#endif

#include "vary/simd/places-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

#if VARY_VBMI

/// Two neighbours of one row for each pixel of a chunk: of one channel 2 bytes, of 3 or 4 channels 8.
struct BytePairs {
  alignas(64) uint8_t top[8 * displace_room];
  alignas(64) uint8_t bottom[8 * displace_room];
};

/// The bytes of the pairs of four pixels as words, neighbours of one channel side by side; and bytes 2 of the
/// words of 32 bits that two groups of four pixels are blended to.
template <size_t channels>
struct ByteOrder {
  alignas(64) uint8_t spread[2][64];
  alignas(64) uint8_t collect[64];
  constexpr ByteOrder() : spread(), collect() {
    for (size_t i = 0; i < 64; ++i) {
      const size_t pixel = i / 16, channel = i / 4 % 4 < channels ? i / 4 % 4 : 0, side = i / 2 % 2;
      spread[0][i] = static_cast<uint8_t>(8 * pixel + side * channels + channel);
      spread[1][i] = static_cast<uint8_t>(32 + spread[0][i]);
      collect[i] = static_cast<uint8_t>(16 * (i / channels % 8) + 4 * (i % channels) + 2);
    }
  }
};

/// Words between `top` and `bottom`, then 32-bit words between each two of these, in units of 2^-16 and
/// with a half more. `down` and `right` are the weights of the lower and of the upper word of a pair.
HWY_INLINE __m512i blend_words(__m512i top, __m512i bottom, __m512i right, __m512i down) {
  const __m512i change = _mm512_mullo_epi16(_mm512_sub_epi16(bottom, top), down);
  const __m512i between = _mm512_add_epi16(_mm512_slli_epi16(top, 8), change);
  // Words up to 65280, less 32768 to have a sign; the weights of a pair make 256.
  const __m512i centred = _mm512_xor_si512(between, _mm512_set1_epi16(-32768));
  return _mm512_add_epi32(_mm512_madd_epi16(centred, right), _mm512_set1_epi32((32768 << 8) + 32768));
}

/// The weights of 16 pixels for blend_words().
HWY_INLINE void load_weights(const Places& places, size_t i, __m512i& right, __m512i& down) {
  right = _mm512_load_si512(places.right + i);
  right = _mm512_add_epi32(_mm512_sub_epi32(_mm512_slli_epi32(right, 16), right), _mm512_set1_epi32(256));
  down = _mm512_load_si512(places.down + i);
  down = _mm512_or_si512(_mm512_slli_epi32(down, 16), down);
}

/// The first `count` of 16 pixels of one channel.
HWY_INLINE void blend_bytes_of_one(const BytePairs& pairs, const Places& places, size_t i, size_t count,
                                   uint8_t* out) {
  __m512i right, down;
  load_weights(places, i, right, down);
  const auto load = [i](const uint8_t* from) HWY_ATTR {
    return _mm512_cvtepu8_epi16(_mm256_load_si256(reinterpret_cast<const __m256i*>(from + 2 * i)));
  };
  const __m512i sum = blend_words(load(pairs.top), load(pairs.bottom), right, down);
  const __m128i bytes = _mm512_cvtepi32_epi8(_mm512_srli_epi32(sum, 16));
  _mm_mask_storeu_epi8(out + i, static_cast<__mmask16>((1u << count) - 1), bytes);
}

/// The first `count` of 16 pixels of 3 or 4 channels.
template <size_t channels>
HWY_INLINE void blend_bytes_of_many(const ByteOrder<channels>& order, const BytePairs& pairs,
                                    const Places& places, size_t i, size_t count, uint8_t* out) {
  __m512i right, down;
  load_weights(places, i, right, down);
  constexpr __mmask64 low_bytes = 0x5555555555555555;
  const __m512i first = _mm512_set_epi32(3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0);
  const auto four = [&](int group) HWY_ATTR {
    const size_t at = 8 * i + 64 * static_cast<size_t>(group / 2);
    const __m512i spread = _mm512_load_si512(order.spread[group % 2]);
    const __m512i top = _mm512_maskz_permutexvar_epi8(low_bytes, spread, _mm512_load_si512(pairs.top + at));
    const __m512i bottom =
        _mm512_maskz_permutexvar_epi8(low_bytes, spread, _mm512_load_si512(pairs.bottom + at));
    const __m512i pixel = _mm512_add_epi32(first, _mm512_set1_epi32(4 * group));
    return blend_words(top, bottom, _mm512_permutexvar_epi32(pixel, right),
                       _mm512_permutexvar_epi32(pixel, down));
  };
  const __m512i collect = _mm512_load_si512(order.collect);
  constexpr __mmask64 half = (uint64_t{1} << (8 * channels)) - 1;
  const __m512i low = _mm512_maskz_permutex2var_epi8(half, four(0), collect, four(1));
  const __m512i high = _mm512_maskz_permutex2var_epi8(half << (8 * channels), four(2), collect, four(3));
  const uint64_t kept = ~uint64_t{0} >> (64 - count * channels);
  _mm512_mask_storeu_epi8(out + i * channels, kept, _mm512_or_si512(low, high));
}

/// Copies the neighbours around the places that lie inside.
template <size_t bytes>
HWY_INLINE void fetch_pairs(const DisplaceRows<uint8_t>& job, const Offsets& offsets, size_t count,
                            BytePairs& pairs) {
  const uint8_t* in = job.in;
  const std::ptrdiff_t below = job.in_stride;
  for (size_t i = 0; i < count; ++i) {
    const uint8_t* pixel = in + offsets.at[i];
    std::memcpy(pairs.top + i * bytes, pixel, bytes);
    std::memcpy(pairs.bottom + i * bytes, pixel + below, bytes);
  }
}

template <size_t channels>
HWY_NOINLINE void displace_bytes(const DisplaceRows<uint8_t>& job) {
  static constexpr ByteOrder<channels> order{};
  constexpr size_t bytes = channels == 1 ? 2 : 8;
  constexpr int64_t spare = channels == 3 ? 1 : 0;
  const bool inside = has_inside(job, spare);
  BytePairs pairs;
  for_places(job, [&](const Places& places, size_t count, uint8_t* out) HWY_ATTR {
    const auto fetch_outside = [&](size_t i) {
      fetch_one(job, places, i, pairs.top + i * bytes, channels,
                static_cast<size_t>(pairs.bottom - pairs.top));
    };
    if (inside) {
      Offsets offsets;
      find_offsets(job, places, spare, count, offsets);
      fetch_pairs<bytes>(job, offsets, count, pairs);
      for (size_t k = 0; k < offsets.outside_count; ++k) fetch_outside(offsets.outside[k]);
    } else {
      for (size_t i = 0; i < count; ++i) fetch_outside(i);
    }
    for (size_t i = 0; i < count; i += 16) {
      const size_t some = count - i < 16 ? count - i : 16;
      if constexpr (channels == 1) {
        blend_bytes_of_one(pairs, places, i, some, out);
      } else {
        blend_bytes_of_many(order, pairs, places, i, some, out);
      }
    }
  });
}

#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
