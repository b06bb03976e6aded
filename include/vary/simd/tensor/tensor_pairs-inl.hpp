// SPDX-License-Identifier: MIT
// WriteTensor with AVX-512 VBMI, two vectors at a time.
#if defined(VARY_SIMD_TENSOR_PAIRS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TENSOR_PAIRS_INL_HPP
#undef VARY_SIMD_TENSOR_PAIRS_INL_HPP
#else
#define VARY_SIMD_TENSOR_PAIRS_INL_HPP
#endif

#include "vary/simd/lanes/interleave-inl.hpp"
#include "vary/simd/tensor/float16-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Replaces all NaNs by one; only for T = float.
template <class T, class D, class V = hn::Vec<D>>
HWY_INLINE V with_quiet_nan(D d, V value) {
  if constexpr (!std::is_same_v<T, float>) return value;
  const V quiet_nan = hn::BitCast(d, hn::Set(hn::RebindToUnsigned<D>(), 0x7FC00000u));
  return hn::IfThenElse(hn::Eq(value, value), value, quiet_nan);  // the sign of NaN depends on the processor
}

/// Stores x * gain + offset for pixels of T as U.
template <class T, class U, class D, class V = hn::Vec<D>>
HWY_INLINE void store_scaled(D d, V x, V gain, V offset, U* to) {
  store_rounded(d, with_quiet_nan<T>(d, hn::Add(hn::Mul(x, gain), offset)), to);
}

/// The gains or offsets of the channels, repeated so that a vector may start with any channel.
class RepeatedChannels {
 public:
  HWY_INLINE RepeatedChannels(const float* values, size_t channels, size_t lanes) {
    for (size_t i = 0; i < lanes + channels; ++i) values_[i] = values[i % channels];
  }
  HWY_INLINE const float* from(size_t channel) const { return values_ + channel; }

 private:
  alignas(64) float values_[2 * HWY_MAX_BYTES / sizeof(float)];
};

#if VARY_VBMI
using Floats = hn::Vec512<float>;

/// The gains and offsets of 16 values.
template <class T>
struct PairScale {
  HWY_INLINE Floats operator()(Floats x) const {
    return with_quiet_nan<T>(hn::Full512<float>(), hn::Add(hn::Mul(x, gain), offset));
  }
  Floats gain, offset;
};

/// The shuffle for channel k: lane i comes from value i * channels + k.
template <class T, size_t channels>
struct ChannelOrder {
  static constexpr size_t step = 4 / sizeof(T);
  alignas(64) T source[4][64 / sizeof(T)];

  constexpr ChannelOrder() : source{} {
    for (size_t k = 0; k < 4; ++k) {
      for (size_t i = 0; i < 16; ++i) {
        source[k][i * step] = static_cast<T>(i * channels + k);
      }
    }
  }
};

HWY_INLINE Floats pick(const uint8_t* source, __m512i first, __m512i) {
  const __m512i order = _mm512_load_si512(source);
  return {_mm512_cvtepi32_ps(_mm512_maskz_permutexvar_epi8(0x1111111111111111u, order, first))};
}
HWY_INLINE Floats pick(const uint16_t* source, __m512i first, __m512i second) {
  const __m512i order = _mm512_load_si512(source);
  return {_mm512_cvtepi32_ps(_mm512_maskz_permutex2var_epi16(0x55555555u, first, order, second))};
}

/// Loads `count` 32-bit lanes; no other memory is read.
template <size_t count>
HWY_INLINE __m512i load_words(const void* from) {
  if constexpr (count >= 16) return _mm512_loadu_si512(from);
  return _mm512_maskz_loadu_epi32(static_cast<__mmask16>((1u << (count % 16)) - 1), from);
}

/// Loads 32 contiguous values.
template <class T>
HWY_INLINE void load_pair(const T* from, Floats& a, Floats& b) {
  const hn::Full512<float> d;
  a = load_float(d, from);
  b = load_float(d, from + 16);
}

/// Loads 16 pixels, one vector for each channel.
template <size_t channels, class T>
HWY_INLINE void load_channels(const T* from, Floats& v0, Floats& v1, Floats& v2, Floats& v3) {
  if constexpr (std::is_same_v<T, float>) {
    const hn::Full512<float> d;
    if constexpr (channels == 3) load_planes(d, from, v0, v1, v2);
    if constexpr (channels == 4) hn::LoadInterleaved4(d, from, v0, v1, v2, v3);
  } else {
    static constexpr ChannelOrder<T, channels> order;
    constexpr size_t count = 4 * channels * sizeof(T);
    const __m512i first = load_words<count>(from);
    __m512i second = first;
    if constexpr (count > 16) second = load_words<count - 16>(from + 64 / sizeof(T));
    v0 = pick(order.source[0], first, second);
    v1 = pick(order.source[1], first, second);
    v2 = pick(order.source[2], first, second);
    if constexpr (channels == 4) v3 = pick(order.source[3], first, second);
  }
}

/// Prefetches the cache lines that will be written after these `count` values. Only for a single stream of
/// floats from integers, where it is faster because the output exceeds the second-level cache first.
template <size_t count, class T, class U>
HWY_INLINE void prefetch_stores(const U* to) {
  if constexpr (std::is_same_v<U, float> && !std::is_same_v<T, float>) {
    const auto address = reinterpret_cast<std::uintptr_t>(to) + 6144;  // no effect past the end
    for (size_t i = 0; i < count; i += 16) {
      __builtin_prefetch(reinterpret_cast<const void*>(address + 4 * i), 1);
    }
  }
}

/// Stores 32 numbers.
template <class U>
HWY_INLINE void store_pair(Floats a, Floats b, U* to) {
  const hn::Full512<float> d;
  if constexpr (std::is_same_v<U, bfloat16>) {
    alignas(64) static constexpr auto odd = [] {
      std::array<uint16_t, 32> list{};
      for (size_t i = 0; i < 32; ++i) list[i] = static_cast<uint16_t>(2 * i + 1);
      return list;
    }();
    const __m512i order = _mm512_load_si512(odd.data()), one = _mm512_set1_epi16(1);
    const __m512i first = _mm512_castps_si512(a.raw), second = _mm512_castps_si512(b.raw);
    const __m512i high = _mm512_permutex2var_epi16(first, order, second);
    const __m512i low = _mm512_permutex2var_epi16(first, _mm512_sub_epi16(order, one), second);
    // Rounds up from 0x8001 on, or from 0x8000 on if the result is then even.
    const __m512i threshold = _mm512_ternarylogic_epi32(high, one, _mm512_set1_epi16(-0x8000), 0xAE);
    const __mmask32 up = _mm512_cmpge_epu16_mask(low, threshold);
    _mm512_storeu_si512(to, _mm512_mask_add_epi16(high, up, high, one));
  } else if constexpr (std::is_same_v<U, float16>) {
    const hn::Full512<uint16_t> words;  // a full vector, because storing a half takes the same time
    hn::StoreU(hn::Combine(words, round_bits(U(), d, b), round_bits(U(), d, a)), words, &to->bits);
  } else {
    hn::StoreU(a, d, to);
    hn::StoreU(b, d, to + 16);
  }
}

// Two vectors at a time; the last ones of a row overlap their predecessors.

/// Planar output with three or four channels.
template <size_t channels, class T, class U>
HWY_NOINLINE void write_plane_pairs(const WriteTensor<T, U>& job, size_t width, size_t row_count) {
  const hn::Full512<float> d;
  const auto scale = [&](size_t c) HWY_ATTR {
    return PairScale<T>{hn::Set(d, job.gain[c]), hn::Set(d, job.offset[c])};
  };
  const PairScale<T> scale0 = scale(0), scale1 = scale(1), scale2 = scale(2), scale3 = scale(channels - 1);
  const std::ptrdiff_t plane = job.out_plane;
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    for (size_t x = 0; x < width; x += 32) {
      if (x > width - 32) x = width - 32;
      Floats a0 = hn::Zero(d), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      load_channels<channels>(in + x * channels, a0, a1, a2, a3);
      load_channels<channels>(in + (x + 16) * channels, b0, b1, b2, b3);
      store_pair(scale0(a0), scale0(b0), out + x);
      store_pair(scale1(a1), scale1(b1), out + x + plane);
      store_pair(scale2(a2), scale2(b2), out + x + 2 * plane);
      if constexpr (channels == 4) store_pair(scale3(a3), scale3(b3), out + x + 3 * plane);
    }
  }
}

/// Interleaved output with three channels; the pattern repeats after three vectors.
template <class T, class U>
HWY_NOINLINE void write_triple_pairs(const WriteTensor<T, U>& job, size_t width, size_t row_count) {
  const hn::Full512<float> d;
  const RepeatedChannels gains(job.gain, 3, 16), offsets(job.offset, 3, 16);
  const auto scale = [&](size_t c) HWY_ATTR {
    return PairScale<T>{hn::LoadU(d, gains.from(c)), hn::LoadU(d, offsets.from(c))};
  };
  const PairScale<T> scale0 = scale(0), scale1 = scale(1), scale2 = scale(2);
  const size_t count = 3 * width;
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    for (size_t i = 0; i < count; i += 96) {
      if (i > count - 96) i = count - 96;
      Floats a = hn::Zero(d), b = a;
      prefetch_stores<96, T>(out + i);
      load_pair(in + i, a, b);
      store_pair(scale0(a), scale1(b), out + i);
      load_pair(in + i + 32, a, b);
      store_pair(scale2(a), scale0(b), out + i + 32);
      load_pair(in + i + 64, a, b);
      store_pair(scale1(a), scale2(b), out + i + 64);
    }
  }
}

/// Interleaved output with one, two or four channels.
template <class T, class U>
HWY_NOINLINE void write_even_pairs(const WriteTensor<T, U>& job, size_t width, size_t row_count) {
  const hn::Full512<float> d;
  const RepeatedChannels gains(job.gain, job.channels, 16), offsets(job.offset, job.channels, 16);
  const PairScale<T> scale{hn::LoadU(d, gains.from(0)), hn::LoadU(d, offsets.from(0))};
  const size_t count = job.channels * width;
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    for (size_t i = 0; i < count; i += 32) {
      if (i > count - 32) i = count - 32;
      Floats a = hn::Zero(d), b = a;
      prefetch_stores<32, T>(out + i);
      load_pair(in + i, a, b);
      store_pair(scale(a), scale(b), out + i);
    }
  }
}

template <class T, class U>
HWY_INLINE void write_pairs(const WriteTensor<T, U>& job, bool planes, size_t width, size_t row_count) {
  if (planes && job.channels == 3) return write_plane_pairs<3>(job, width, row_count);
  if (planes) return write_plane_pairs<4>(job, width, row_count);
  if (job.channels == 3) return write_triple_pairs(job, width, row_count);
  write_even_pairs(job, width, row_count);
}
#endif

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
