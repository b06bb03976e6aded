// SPDX-License-Identifier: MIT
// The kernel of SampleRows: bilinear and nearest sampling.
#if defined(VARY_SIMD_SAMPLE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_INL_HPP
#undef VARY_SIMD_SAMPLE_INL_HPP
#else
#define VARY_SIMD_SAMPLE_INL_HPP
#endif

#include "vary/simd/lanes/spread-inl.hpp"
#include "vary/simd/sample/sample_border-inl.hpp"
#include "vary/simd/sample/sample_bytes-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Copies the four pixels around each position of a chunk to the planes of job.taps: top left, top right,
/// bottom left, bottom right. Three bytes are copied as four; the next pixel overwrites the fourth.
template <size_t constant_channels, class T>
HWY_INLINE void fetch_planes(const SampleRows<T>& job, const SamplePositions& positions,
                             const SampleOffsets& offsets, bool inside) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  const size_t plane = sample_plane(job.channels);
  const size_t bytes = constant_channels * sizeof(T) == 3 ? 4 : channels * sizeof(T);
  if (inside) {
    const T* in = job.in;
    const T* below = job.in + job.in_stride;
    T* taps = job.taps + offsets.begin * channels;
    for (size_t i = offsets.begin; i < offsets.end; ++i, taps += channels) {
      const int32_t at = offsets.at[i];
      std::memcpy(taps, in + at, bytes);
      std::memcpy(taps + plane, in + at + channels, bytes);
      std::memcpy(taps + 2 * plane, below + at, bytes);
      std::memcpy(taps + 3 * plane, below + at + channels, bytes);
    }
  }
  for (size_t k = 0; k < offsets.special_count; ++k) {
    const auto i = static_cast<size_t>(offsets.special[k]);
    if (i >= offsets.end) break;
    fetch_special(job, positions, i, job.taps + i * channels, plane, 2 * plane);
  }
}

/// The fractions of the positions, repeated for each channel: 24 bits, the precision of a float.
inline HWY_NOINLINE void spread_fractions(const uint32_t* from, size_t channels, size_t count, float* to) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::RebindToSigned<decltype(d)> di;
  alignas(64) float fractions[padded_chunk];
  float* numbers = channels == 1 ? to : fractions;
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto integer = hn::BitCast(di, hn::ShiftRight<8>(hn::LoadU(du, from + i)));
    hn::StoreU(hn::Mul(hn::ConvertTo(d, integer), hn::Set(d, 0x1p-24f)), d, numbers + i);
  }
  if (channels != 1) spread(numbers, channels, 0, count * channels, to);
}

/// Interpolates between the taps of a chunk.
template <class T>
HWY_NOINLINE void blend_planes(const SampleRows<T>& job, const SamplePositions& positions,
                               const SampleOffsets& offsets, T* out) {
  const size_t plane = sample_plane(job.channels), channels = job.channels;
  const size_t begin = offsets.begin, count = offsets.end - begin;
  const float* fractions_x = job.fractions;
  const float* fractions_y = job.fractions + plane;
  spread_fractions(positions.right + begin, channels, count, job.fractions);
  spread_fractions(positions.down + begin, channels, count, job.fractions + plane);
  const T* taps = job.taps + begin * channels;
  out += begin * channels;
  for_lanes<float>(count * channels, [=](auto d, size_t i) HWY_ATTR {
    const auto right = hn::LoadU(d, fractions_x + i);
    const auto p00 = load_float(d, taps + i);
    const auto p01 = load_float(d, taps + plane + i);
    const auto p10 = load_float(d, taps + 2 * plane + i);
    const auto p11 = load_float(d, taps + 3 * plane + i);
    const auto top = hn::Add(p00, hn::Mul(hn::Sub(p01, p00), right));
    const auto bottom = hn::Add(p10, hn::Mul(hn::Sub(p11, p10), right));
    store_pixel(d, hn::Add(top, hn::Mul(hn::Sub(bottom, top), hn::LoadU(d, fractions_y + i))), out + i);
  });
}

/// The same for bytes, one at a time.
inline HWY_NOINLINE void blend_planes(const SampleRows<uint8_t>& job, const SamplePositions& positions,
                                      const SampleOffsets& offsets, uint8_t* out) {
  const size_t plane = sample_plane(job.channels), channels = job.channels;
  for (size_t i = offsets.begin; i < offsets.end; ++i) {
    for (size_t c = 0; c < channels; ++c) {
      const uint8_t* p = job.taps + i * channels + c;
      out[i * channels + c] =
          blend_byte(p[0], p[plane], p[2 * plane], p[3 * plane], positions.right[i], positions.down[i]);
    }
  }
}

template <size_t constant_channels, class T>
HWY_NOINLINE void sample_planes(const SampleRows<T>& job) {
  const SampleLimits limits(job, 2, constant_channels * sizeof(T) == 3 ? 1 : 0);
  for_chunks(job, limits,
             [&](const SamplePositions& positions, const SampleOffsets& offsets, size_t, T* out) {
               fetch_planes<constant_channels>(job, positions, offsets, limits.columns > 0);
               blend_planes(job, positions, offsets, out);
             });
}

/// Copies the nearest pixels. Three bytes are copied as four, except for the last pixel of a chunk.
template <size_t constant_channels, class T>
HWY_NOINLINE void sample_nearest(const SampleRows<T>& job) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  constexpr bool copy_four = constant_channels * sizeof(T) == 3;
  const SampleLimits limits(job, 1, copy_four ? 1 : 0);
  for_chunks(job, limits,
             [&](const SamplePositions& positions, const SampleOffsets& offsets, size_t, T* out) {
               if (limits.columns > 0) {
                 const T* in = job.in;
                 const size_t last = offsets.end - 1;
                 T* to = out + offsets.begin * channels;
                 for (size_t i = offsets.begin; i < last; ++i, to += channels) {
                   std::memcpy(to, in + offsets.at[i], copy_four ? 4 : channels * sizeof(T));
                 }
                 std::memcpy(to, in + offsets.at[last], channels * sizeof(T));
               }
               for (size_t k = 0; k < offsets.special_count; ++k) {
                 const auto i = static_cast<size_t>(offsets.special[k]);
                 if (i >= offsets.end) break;
                 const T* pixel = pixel_at(job, positions.column[i], positions.row[i]);
                 for (size_t c = 0; c < channels; ++c) out[i * channels + c] = pixel[c];
               }
             });
}

/// With common channel counts as constants, so that copying a pixel is one or two moves.
template <size_t constant_channels, class T>
HWY_INLINE void sample_rows(const SampleRows<T>& job) {
  if (job.nearest) return sample_nearest<constant_channels>(job);
#if HWY_TARGET != HWY_SCALAR
  if constexpr (sizeof(T) == 1 && constant_channels != 0) {
    return sample_bytes<constant_channels>(job);
  } else {
    sample_planes<constant_channels>(job);
  }
#else
  sample_planes<constant_channels>(job);
#endif
}

template <class T>
void kernel(const SampleRows<T>& job) {
  switch (job.channels) {
    case 1:
      return sample_rows<1>(job);
    case 3:
      return sample_rows<3>(job);
    case 4:
      return sample_rows<4>(job);
    default:
      return sample_rows<0>(job);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
