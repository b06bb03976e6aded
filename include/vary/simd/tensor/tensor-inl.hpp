// SPDX-License-Identifier: MIT
// The kernel of WriteTensor: interleaved or planar output.
#if defined(VARY_SIMD_TENSOR_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TENSOR_INL_HPP
#undef VARY_SIMD_TENSOR_INL_HPP
#else
#define VARY_SIMD_TENSOR_INL_HPP
#endif

#include "vary/simd/tensor/tensor_table-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Writes one value.
template <class T, class U>
HWY_INLINE void write_one(T x, float gain, float offset, U* to) {
  const hn::CappedTag<float, 1> one;
  const auto value = hn::Set(one, static_cast<float>(x));
  store_scaled<T>(one, value, hn::Set(one, gain), hn::Set(one, offset), to);
}

/// Writes contiguous values of one channel.
template <class T, class U>
HWY_INLINE void write_run(const T* in, size_t count, float gain, float offset, U* out) {
  const hn::ScalableTag<float> d;
  const size_t step = hn::Lanes(d);
  if (count < step) {
    for (size_t i = 0; i < count; ++i) write_one(in[i], gain, offset, out + i);
    return;
  }
  const auto g = hn::Set(d, gain), o = hn::Set(d, offset);
  for (size_t i = 0; i + step < count; i += step) store_scaled<T>(d, load_float(d, in + i), g, o, out + i);
  store_scaled<T>(d, load_float(d, in + count - step), g, o, out + count - step);
}

/// Interleaved output with at most as many channels as a vector has lanes.
template <class T, class U>
HWY_NOINLINE void write_interleaved(const WriteTensor<T, U>& shared, size_t width, size_t row_count) {
  const WriteTensor<T, U> job =
      shared;  // a copy, because the compiler assumes that stores may alias `shared`
  const hn::ScalableTag<float> d;
  const size_t step = hn::Lanes(d), channels = job.channels, count = width * channels;
  const RepeatedChannels gains(job.gain, channels, step), offsets(job.offset, channels, step);
  const size_t shift = step % channels;  // the shift of the first channel from vector to vector
  const size_t last = count < step ? 0 : (count - step) % channels;
  const size_t first1 = shift, first2 = 2 * shift % channels;
  const auto gain0 = hn::LoadU(d, gains.from(0)), offset0 = hn::LoadU(d, offsets.from(0));
  const auto gain1 = hn::LoadU(d, gains.from(first1)), offset1 = hn::LoadU(d, offsets.from(first1));
  const auto gain2 = hn::LoadU(d, gains.from(first2)), offset2 = hn::LoadU(d, offsets.from(first2));
  const bool period_3 = 3 * shift % channels == 0;  // the pattern repeats after three vectors
  for (size_t y = 0; y < row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    size_t i = 0;
    if (period_3) {
      for (; i + 3 * step <= count; i += 3 * step) {
        store_scaled<T>(d, load_float(d, in + i), gain0, offset0, out + i);
        store_scaled<T>(d, load_float(d, in + i + step), gain1, offset1, out + i + step);
        store_scaled<T>(d, load_float(d, in + i + 2 * step), gain2, offset2, out + i + 2 * step);
      }
    }
    for (size_t c = 0; i + step <= count; i += step) {
      const auto gain = hn::LoadU(d, gains.from(c)), offset = hn::LoadU(d, offsets.from(c));
      store_scaled<T>(d, load_float(d, in + i), gain, offset, out + i);
      c = c + shift < channels ? c + shift : c + shift - channels;
    }
    if (i < count && count >= step) {
      i = count - step;
      const auto gain = hn::LoadU(d, gains.from(last)), offset = hn::LoadU(d, offsets.from(last));
      store_scaled<T>(d, load_float(d, in + i), gain, offset, out + i);
      i = count;
    }
    for (; i < count; ++i) write_one(in[i], *gains.from(i), *offsets.from(i), out + i);
  }
}

/// Interleaved output with more channels than a vector has lanes.
template <class T, class U>
HWY_NOINLINE void write_many_channels(const WriteTensor<T, U>& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    for (size_t x = 0; x < job.width; ++x, in += job.channels, out += job.channels) {
      for_lanes<float>(job.channels, [&](auto d, size_t c) HWY_ATTR {
        store_scaled<T>(d, load_float(d, in + c), hn::LoadU(d, job.gain + c), hn::LoadU(d, job.offset + c),
                        out + c);
      });
    }
  }
}

#if HWY_TARGET != HWY_SCALAR
/// Planar output of floats with three or four channels, without gathering.
template <size_t channels, class U>
HWY_NOINLINE void write_split(const WriteTensor<float, U>& job, size_t width, size_t row_count) {
  const hn::ScalableTag<float> d;
  const size_t step = hn::Lanes(d);
  const float* gains = job.gain;
  const float* offsets = job.offset;
  const auto gain0 = hn::Set(d, gains[0]), offset0 = hn::Set(d, offsets[0]);
  const auto gain1 = hn::Set(d, gains[1]), offset1 = hn::Set(d, offsets[1]);
  const auto gain2 = hn::Set(d, gains[2]), offset2 = hn::Set(d, offsets[2]);
  const auto gain3 = hn::Set(d, gains[channels - 1]), offset3 = hn::Set(d, offsets[channels - 1]);
  const std::ptrdiff_t plane = job.out_plane;
  for (size_t y = 0; y < row_count; ++y) {
    const float* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row;
    for (size_t x = 0; width >= step && x < width; x += step) {
      if (x > width - step) x = width - step;
      auto v0 = hn::Zero(d), v1 = v0, v2 = v0, v3 = v0;
      if constexpr (channels == 3) load_planes(d, in + x * 3, v0, v1, v2);
      if constexpr (channels == 4) hn::LoadInterleaved4(d, in + x * 4, v0, v1, v2, v3);
      store_scaled<float>(d, v0, gain0, offset0, out + x);
      store_scaled<float>(d, v1, gain1, offset1, out + x + plane);
      store_scaled<float>(d, v2, gain2, offset2, out + x + 2 * plane);
      if constexpr (channels == 4) store_scaled<float>(d, v3, gain3, offset3, out + x + 3 * plane);
    }
    if (width >= step) continue;
    for (size_t i = 0; i < width * channels; ++i) {
      const size_t c = i % channels;
      U* to = out + static_cast<std::ptrdiff_t>(c) * plane + i / channels;
      write_one(in[i], gains[c], offsets[c], to);
    }
  }
}
#endif

// The number of pixels of one channel that are gathered and then converted.
inline constexpr size_t gathered_pixels = 512;

/// Splits pixels with 3 or 4 channels into planes with a spacing of `gathered_pixels`.
template <size_t channels, class T>
HWY_INLINE void gather_planes(const T* in, size_t width, T* to) {
  size_t x = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<T> d;
  const size_t step = hn::Lanes(d);
  for (; x + step <= width; x += step) {
    auto v0 = hn::Zero(d), v1 = v0, v2 = v0, v3 = v0;
    if constexpr (channels == 3) load_planes(d, in + x * 3, v0, v1, v2);
    if constexpr (channels == 4) hn::LoadInterleaved4(d, in + x * 4, v0, v1, v2, v3);
    hn::StoreU(v0, d, to + x);
    hn::StoreU(v1, d, to + gathered_pixels + x);
    hn::StoreU(v2, d, to + 2 * gathered_pixels + x);
    if constexpr (channels == 4) hn::StoreU(v3, d, to + 3 * gathered_pixels + x);
  }
#endif
  for (; x < width; ++x) {
    for (size_t c = 0; c < channels; ++c) to[c * gathered_pixels + x] = in[x * channels + c];
  }
}

/// Planar output with any number of channels.
template <class T, class U>
HWY_NOINLINE void write_planes(const WriteTensor<T, U>& job, size_t width, size_t row_count) {
  alignas(64) T gathered[4 * gathered_pixels];
  const size_t channels = job.channels;
  for (size_t y = 0; y < row_count; ++y) {
    for (size_t x = 0; x < width; x += gathered_pixels) {
      const size_t count = width - x < gathered_pixels ? width - x : gathered_pixels;
      const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride + x * channels;
      U* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_row + x;
      if (channels == 3) gather_planes<3>(in, count, gathered);
      if (channels == 4) gather_planes<4>(in, count, gathered);
      for (size_t c = 0; c < channels; ++c) {
        T* plane = gathered;
        if (channels == 3 || channels == 4) {
          plane += c * gathered_pixels;
        } else {
          for (size_t i = 0; i < count; ++i) plane[i] = in[i * channels + c];
        }
        write_run(plane, count, job.gain[c], job.offset[c],
                  out + static_cast<std::ptrdiff_t>(c) * job.out_plane);
      }
    }
  }
}

template <class T, class U>
void kernel(const WriteTensor<T, U>& job) {
  const size_t channels = job.channels;
  const bool planes = job.out_plane != 0 && channels > 1;
  // Contiguous rows are treated as one row.
  const bool tight = job.in_stride == static_cast<std::ptrdiff_t>(job.width * channels) &&
                     job.out_row == static_cast<std::ptrdiff_t>(planes ? job.width : job.width * channels);
  const size_t width = tight ? job.width * job.row_count : job.width;
  const size_t row_count = tight ? 1 : job.row_count;
#if VARY_VBMI
  if constexpr (sizeof(T) == 1 && sizeof(U) == 2) {
    if (write_table(job, planes, width, row_count)) return;
  }
  if (width >= 32 && channels <= 4 && (!planes || channels >= 3))
    return write_pairs(job, planes, width, row_count);
#endif
  if (!planes) {
    if (channels > hn::Lanes(hn::ScalableTag<float>())) return write_many_channels(job);
    return write_interleaved(job, width, row_count);
  }
#if HWY_TARGET != HWY_SCALAR
  if constexpr (std::is_same_v<T, float>) {
    if (channels == 3) return write_split<3>(job, width, row_count);
    if (channels == 4) return write_split<4>(job, width, row_count);
  }
#endif
  write_planes(job, width, row_count);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
