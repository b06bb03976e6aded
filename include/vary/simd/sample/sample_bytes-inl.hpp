// SPDX-License-Identifier: MIT
// Bilinear sampling for 8 bits and 1, 3 or 4 channels. Adjacent pixels are fetched together and interpolated
// in 16-bit words, in units of 2^-7 with 15-bit weights.
#if defined(VARY_SIMD_SAMPLE_BYTES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_BYTES_INL_HPP
#undef VARY_SIMD_SAMPLE_BYTES_INL_HPP
#else
#define VARY_SIMD_SAMPLE_BYTES_INL_HPP
#endif

#include "vary/simd/lanes/shuffle-inl.hpp"
#include "vary/simd/sample/sample_border-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Interpolates between four values as all kernels for bytes do: rounded half up at each of three steps.
HWY_INLINE uint8_t blend_byte(int p00, int p01, int p10, int p11, uint32_t right, uint32_t down) {
  const int w = static_cast<int>(right >> 17), v = static_cast<int>(down >> 17);
  const int top = p00 * 128 + (((p01 - p00) * 128 * w + 16384) >> 15);
  const int bottom = p10 * 128 + (((p11 - p10) * 128 * w + 16384) >> 15);
  return static_cast<uint8_t>((top + (((bottom - top) * v + 16384) >> 15) + 64) >> 7);
}

#if HWY_TARGET != HWY_SCALAR

/// Two adjacent pixels of the top and the bottom row for each pixel of a chunk: 2 bytes for one channel, 8
/// bytes for 3 or 4 channels.
struct BytePairs {
  alignas(64) uint8_t top[8 * padded_chunk];
  alignas(64) uint8_t bottom[8 * padded_chunk];
};

/// Copies the taps of all positions, then those of the special ones.
template <size_t channels>
HWY_INLINE void fetch_pairs(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                            const SampleOffsets& offsets, bool inside, BytePairs& pairs) {
  constexpr size_t bytes = channels == 1 ? 2 : 8;
  if (inside) {
    const uint8_t* in = job.in;
    const uint8_t* below = job.in + job.in_stride;
    const int32_t* at = offsets.at;
    uint8_t* top = pairs.top;
    uint8_t* bottom = pairs.bottom;
    const size_t end = offsets.end;
    for (size_t i = offsets.begin; i < end; i += 4) {  // the arrays are padded
      for (size_t j = i; j < i + 4; ++j) {
        const std::ptrdiff_t offset = at[j];
        std::memcpy(top + j * bytes, in + offset, bytes);
        std::memcpy(bottom + j * bytes, below + offset, bytes);
      }
      HWY_FENCE;  // prevents vectorisation with gathers, which is slower
    }
  }
  for (size_t k = 0; k < offsets.special_count; ++k) {
    const auto i = static_cast<size_t>(offsets.special[k]);
    if (i >= offsets.end) break;
    fetch_special(job, positions, i, pairs.top + i * bytes, channels,
                  static_cast<size_t>(pairs.bottom - pairs.top));
  }
}

/// Interpolates between words below 256, rounded.
template <class D, class V, class W>
HWY_INLINE V blend_words(D d, V p00, V p01, V p10, V p11, W right, W down) {
  const auto a = hn::ShiftLeft<7>(p00);
  const auto b = hn::ShiftLeft<7>(p10);
  const auto top = hn::Add(a, hn::MulFixedPoint15(hn::ShiftLeft<7>(hn::Sub(p01, p00)), right));
  const auto bottom = hn::Add(b, hn::MulFixedPoint15(hn::ShiftLeft<7>(hn::Sub(p11, p10)), right));
  const auto sum = hn::Add(top, hn::MulFixedPoint15(hn::Sub(bottom, top), down));
  return hn::ShiftRight<7>(hn::Add(sum, hn::Set(d, 64)));
}

/// Interpolates a chunk with one channel. May write up to one vector past the end.
inline HWY_NOINLINE void blend_gray(const BytePairs& pairs, const SamplePositions& positions,
                                    const SampleOffsets& offsets, uint8_t* out) {
  const hn::ScalableTag<int16_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<uint8_t, decltype(d)> d8;
  const hn::Rebind<int32_t, hn::Half<decltype(d)>> d32;
  const hn::RebindToUnsigned<decltype(d32)> du32;
  const size_t half = hn::Lanes(d32);
  const auto weights = [=](const uint32_t* from) HWY_ATTR {
    const auto load = [=](const uint32_t* at) HWY_ATTR {
      return hn::DemoteTo(hn::Half<decltype(d)>(), hn::BitCast(d32, hn::ShiftRight<17>(hn::LoadU(du32, at))));
    };
    return hn::Combine(d, load(from + half), load(from));
  };
  const auto low = hn::Set(du, 0xFF);
  for (size_t i = offsets.begin / 64 * 64; i < offsets.end; i += hn::Lanes(d)) {
    const auto top = hn::LoadU(du, reinterpret_cast<const uint16_t*>(pairs.top) + i);
    const auto bottom = hn::LoadU(du, reinterpret_cast<const uint16_t*>(pairs.bottom) + i);
    const auto words =
        blend_words(d, hn::BitCast(d, hn::And(top, low)), hn::BitCast(d, hn::ShiftRight<8>(top)),
                    hn::BitCast(d, hn::And(bottom, low)), hn::BitCast(d, hn::ShiftRight<8>(bottom)),
                    weights(positions.right + i), weights(positions.down + i));
    hn::StoreU(hn::DemoteTo(d8, words), d8, out + i);
  }
}

#if VARY_VBMI

/// The shuffles that load the taps of eight pixels as words, four per pixel; that pack the words of two
/// vectors to pixels; and that repeat each weight of eight of sixteen pixels four times.
template <size_t channels>
struct ByteOrder {
  alignas(64) uint8_t top_left[64];
  alignas(64) uint8_t top_right[64];
  alignas(64) uint8_t bottom_left[64];
  alignas(64) uint8_t bottom_right[64];
  alignas(64) uint8_t pack[64];
  alignas(64) uint16_t weight[2][32];
  constexpr ByteOrder() : top_left(), top_right(), bottom_left(), bottom_right(), pack(), weight() {
    for (size_t i = 0; i < 64; ++i) {
      const size_t pixel = i / 8, channel = i / 2 % 4 < channels ? i / 2 % 4 : 0;
      top_left[i] = static_cast<uint8_t>(16 * pixel + channel);
      top_right[i] = static_cast<uint8_t>(16 * pixel + channels + channel);
      bottom_left[i] = static_cast<uint8_t>(16 * pixel + 8 + channel);
      bottom_right[i] = static_cast<uint8_t>(16 * pixel + 8 + channels + channel);
      pack[i] = static_cast<uint8_t>(8 * (i / channels % 16) + 2 * (i % channels));
    }
    for (size_t i = 0; i < 32; ++i) {
      weight[0][i] = static_cast<uint16_t>(2 * (i / 4));
      weight[1][i] = static_cast<uint16_t>(16 + 2 * (i / 4));
    }
  }
};

/// Eight bytes at each of four offsets in the top row, interleaved with those in the bottom row.
HWY_INLINE __m512i fetch_four(const uint8_t* in, const uint8_t* below, const int32_t* at) {
  const auto one = [=](std::ptrdiff_t offset) HWY_ATTR {
    const __m128i top = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(in + offset));
    const auto bottom = reinterpret_cast<const double*>(below + offset);
    return _mm_castpd_si128(_mm_loadh_pd(_mm_castsi128_pd(top), bottom));
  };
  const __m256i two = _mm256_inserti128_si256(_mm256_castsi128_si256(one(at[0])), one(at[1]), 1);
  const __m256i more = _mm256_inserti128_si256(_mm256_castsi128_si256(one(at[2])), one(at[3]), 1);
  return _mm512_inserti64x4(_mm512_castsi256_si512(two), more, 1);
}

/// Interpolates the pixels of a chunk with 3 or 4 channels that are not special.
template <size_t channels>
HWY_NOINLINE void blend_colors(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                               const SampleOffsets& offsets, uint8_t* out) {
  static constexpr ByteOrder<channels> order{};
  constexpr __mmask64 low_bytes = 0x5555555555555555;
  const hn::ScalableTag<int16_t> d;
  using Words = hn::Vec<decltype(d)>;
  const __m512i p00 = _mm512_load_si512(order.top_left), p01 = _mm512_load_si512(order.top_right);
  const __m512i p10 = _mm512_load_si512(order.bottom_left), p11 = _mm512_load_si512(order.bottom_right);
  const __m512i pack = _mm512_load_si512(order.pack);
  const __m512i weight0 = _mm512_load_si512(order.weight[0]), weight1 = _mm512_load_si512(order.weight[1]);
  const uint8_t* in = job.in;
  const uint8_t* below = job.in + job.in_stride;
  const size_t end = offsets.end;
  for (size_t i = offsets.begin; i < end; i += 16) {
    const __m512i right = _mm512_srli_epi32(_mm512_loadu_si512(positions.right + i), 17);
    const __m512i down = _mm512_srli_epi32(_mm512_loadu_si512(positions.down + i), 17);
    const auto eight_pixels = [=](const int32_t* at, __m512i weight) HWY_ATTR {
      const __m512i four = fetch_four(in, below, at), more = fetch_four(in, below, at + 4);
      const auto words = [=](__m512i which) HWY_ATTR {
        return Words{_mm512_maskz_permutex2var_epi8(low_bytes, four, which, more)};
      };
      return blend_words(d, words(p00), words(p01), words(p10), words(p11),
                         Words{_mm512_permutexvar_epi16(weight, right)},
                         Words{_mm512_permutexvar_epi16(weight, down)})
          .raw;
    };
    const __m512i first = eight_pixels(offsets.at + i, weight0);
    const __m512i pixels = _mm512_permutex2var_epi8(first, pack, eight_pixels(offsets.at + i + 8, weight1));
    const size_t valid_pixels = end - i < 16 ? end - i : 16;
    _mm512_mask_storeu_epi8(out + i * channels, ~uint64_t{0} >> (64 - valid_pixels * channels), pixels);
  }
}

/// Interpolates the special pixels of a chunk.
template <size_t channels>
HWY_NOINLINE void blend_special(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                                const SampleOffsets& offsets, uint8_t* out) {
  uint8_t taps[4 * channels];
  for (size_t k = 0; k < offsets.special_count; ++k) {
    const auto i = static_cast<size_t>(offsets.special[k]);
    if (i >= offsets.end) break;
    fetch_special(job, positions, i, taps, channels, 2 * channels);
    for (size_t c = 0; c < channels; ++c) {
      out[i * channels + c] = blend_byte(taps[c], taps[channels + c], taps[2 * channels + c],
                                         taps[3 * channels + c], positions.right[i], positions.down[i]);
    }
  }
}

template <size_t channels>
HWY_INLINE void sample_colors(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                              const SampleOffsets& offsets, bool inside, uint8_t* out) {
  if (inside) blend_colors<channels>(job, positions, offsets, out);
  if (offsets.special_count != 0) blend_special<channels>(job, positions, offsets, out);
}

#else

/// The shuffles that load the left and right taps of two pixels as words, four per pixel, and that pack four
/// pixels of four bytes.
template <size_t channels>
struct ByteOrder {
  alignas(16) uint8_t left[16];
  alignas(16) uint8_t right[16];
  alignas(16) uint8_t pack[16];
  constexpr ByteOrder() : left(), right(), pack() {
    for (size_t i = 0; i < 16; ++i) {
      const size_t channel = i / 2 % 4;
      const bool none = i % 2 == 1 || channel >= channels;
      left[i] = static_cast<uint8_t>(none ? 0x80 : 8 * (i / 8) + channel);
      right[i] = static_cast<uint8_t>(none ? 0x80 : 8 * (i / 8) + channels + channel);
      pack[i] = static_cast<uint8_t>(i < 4 * channels ? 4 * (i / channels) + i % channels : 0x80);
    }
  }
};

/// Interpolates a chunk with 3 or 4 channels; may also write pixels before offsets.begin.
template <size_t channels>
HWY_NOINLINE void blend_colors(const BytePairs& pairs, const SamplePositions& positions,
                               const SampleOffsets& offsets, uint8_t* out) {
  static constexpr ByteOrder<channels> order{};
  const hn::ScalableTag<uint8_t> d8;
  const hn::Repartition<int16_t, decltype(d8)> d;
  const hn::Repartition<uint32_t, decltype(d8)> d32;
  const hn::Rebind<uint8_t, decltype(d)> narrow;
  alignas(64) uint32_t right[2 * padded_chunk];
  alignas(64) uint32_t down[2 * padded_chunk];
  alignas(64) uint8_t pixels[4 * padded_chunk];
  const auto left = hn::LoadDup128(d8, order.left), next = hn::LoadDup128(d8, order.right);
  const size_t begin = offsets.begin / 64 * 64, end = offsets.end;
  for (size_t i = begin; i < end; i += hn::Lanes(d32)) {
    const auto duplicate = [=](const uint32_t* from, uint32_t* to) HWY_ATTR {
      const auto weight = hn::ShiftRight<17>(hn::LoadU(d32, from + i));
      const auto words = hn::Or(weight, hn::ShiftLeft<16>(weight));
      hn::StoreInterleaved2(words, words, d32, to + 2 * i);
    };
    duplicate(positions.right, right);
    duplicate(positions.down, down);
  }
  for (size_t i = begin; i < end; i += hn::Lanes(d8) / 8) {
    const auto top = hn::LoadU(d8, pairs.top + 8 * i), bottom = hn::LoadU(d8, pairs.bottom + 8 * i);
    const auto words = [=](auto v, auto from)
                           HWY_ATTR { return hn::BitCast(d, hn::TableLookupBytesOr0(v, from)); };
    const auto weight = [=](const uint32_t* from)
                            HWY_ATTR { return hn::BitCast(d, hn::LoadU(d32, from + 2 * i)); };
    const auto sum = blend_words(d, words(top, left), words(top, next), words(bottom, left),
                                 words(bottom, next), weight(right), weight(down));
    hn::StoreU(hn::DemoteTo(narrow, sum), narrow, pixels + 4 * i);
  }
  if constexpr (channels == 4) {
    std::memcpy(out + 4 * begin, pixels + 4 * begin, 4 * (end - begin));
  } else {
    const hn::FixedTag<uint8_t, 16> block;
    const auto pack = hn::Load(block, order.pack);
    size_t i = begin;
    for (; i + 6 <= end; i += 4) {  // writes 16 bytes, of which 12 are valid
      hn::StoreU(hn::TableLookupBytes(hn::LoadU(block, pixels + 4 * i), pack), block, out + 3 * i);
    }
    for (; i < end; ++i) std::memcpy(out + 3 * i, pixels + 4 * i, 3);
  }
}

template <size_t channels>
HWY_INLINE void sample_colors(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                              const SampleOffsets& offsets, bool inside, uint8_t* out) {
  BytePairs pairs;
  fetch_pairs<channels>(job, positions, offsets, inside, pairs);
  blend_colors<channels>(pairs, positions, offsets, out);
}

#endif

/// Samples a chunk with one channel.
inline HWY_NOINLINE void sample_gray(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                                     const SampleOffsets& offsets, bool inside, uint8_t* out) {
  BytePairs pairs;
  fetch_pairs<1>(job, positions, offsets, inside, pairs);
  blend_gray(pairs, positions, offsets, job.taps);
  const size_t begin = offsets.begin;
  std::memcpy(out + begin, job.taps + begin, offsets.end - begin);
}

template <size_t channels>
HWY_NOINLINE void sample_bytes(const SampleRows<uint8_t>& job) {
  const SampleLimits limits(job, 2, channels == 3 ? 1 : 0);  // six bytes are read as eight
  for_chunks(job, limits,
             [&](const SamplePositions& positions, const SampleOffsets& offsets, size_t, uint8_t* out) {
               const bool inside = limits.columns > 0;
               if constexpr (channels == 1) {
                 sample_gray(job, positions, offsets, inside, out);
               } else {
                 sample_colors<channels>(job, positions, offsets, inside, out);
               }
             });
}

#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
