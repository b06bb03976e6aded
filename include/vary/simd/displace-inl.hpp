// SPDX-License-Identifier: MIT
// Kernels that read where a smooth field says.
#if defined(VARY_SIMD_DISPLACE_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_DISPLACE_INL_HPP
#undef VARY_SIMD_DISPLACE_INL_HPP
#else
#define VARY_SIMD_DISPLACE_INL_HPP
#endif

#include "vary/simd/displace_bytes-inl.hpp"
#include "vary/simd/places-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Copies the pixels around places into the planes of `taps` (top left, top right, bottom left, bottom
/// right). Three values go as four: the fourth is overwritten by the next pixel.
template <size_t constant_channels, class T>
HWY_INLINE void fetch_planes(const DisplaceRows<T>& job, const Offsets& offsets, size_t count) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  const size_t plane = displace_plane(channels);
  const size_t bytes = (constant_channels == 3 ? 4 : channels) * sizeof(T);
  T* taps = job.taps;
  for (size_t i = 0; i < count; ++i) {
    const T* pixel = job.in + offsets.at[i];
    std::memcpy(taps, pixel, bytes);
    std::memcpy(taps + plane, pixel + channels, bytes);
    std::memcpy(taps + 2 * plane, pixel + job.in_stride, bytes);
    std::memcpy(taps + 3 * plane, pixel + job.in_stride + channels, bytes);
    taps += channels;
  }
}

/// The fractions of pixels for each of their values.
template <size_t constant_channels, class T>
HWY_INLINE void spread_fractions(const DisplaceRows<T>& job, const Places& places, size_t count) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  alignas(64) float units[2][displace_room];
  for (size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto unit = hn::Set(d, 0x1p-8f);
    hn::Store(hn::Mul(hn::ConvertTo(d, hn::Load(di, places.right + i)), unit), d, units[0] + i);
    hn::Store(hn::Mul(hn::ConvertTo(d, hn::Load(di, places.down + i)), unit), d, units[1] + i);
  }
  float* right = job.fractions;
  float* down = right + displace_plane(channels);
  if (constant_channels == 1) {
    std::memcpy(right, units[0], count * sizeof(float));
    std::memcpy(down, units[1], count * sizeof(float));
    return;
  }
#if HWY_TARGET != HWY_SCALAR
  if (constant_channels == 3 || constant_channels == 4) {
    const hn::CappedTag<float, 4> four;
    for (size_t i = 0; i < count; ++i) {
      hn::StoreU(hn::Set(four, units[0][i]), four, right + i * channels);
      hn::StoreU(hn::Set(four, units[1][i]), four, down + i * channels);
    }
    return;
  }
#endif
  for (size_t i = 0; i < count; ++i) {
    for (size_t c = 0; c < channels; ++c) {
      right[i * channels + c] = units[0][i];
      down[i * channels + c] = units[1][i];
    }
  }
}

template <class T>
HWY_INLINE void blend_planes(const DisplaceRows<T>& job, size_t elements, T* out) {
  const size_t plane = displace_plane(job.channels);
  const T* taps = job.taps;
  const float* fractions = job.fractions;
  for_lanes<float>(elements, [=](auto d, size_t i) HWY_ATTR {
    const auto right = hn::LoadU(d, fractions + i);
    const auto down = hn::LoadU(d, fractions + plane + i);
    const auto p00 = load_float(d, taps + i);
    const auto p01 = load_float(d, taps + plane + i);
    const auto p10 = load_float(d, taps + 2 * plane + i);
    const auto p11 = load_float(d, taps + 3 * plane + i);
    const auto top = hn::Add(p00, hn::Mul(hn::Sub(p01, p00), right));
    const auto bottom = hn::Add(p10, hn::Mul(hn::Sub(p11, p10), right));
    store_pixel(d, hn::Add(top, hn::Mul(hn::Sub(bottom, top), down)), out + i);
  });
}

/// The `count` pixels from `out` on, which read between the pixels.
template <size_t constant_channels, class T>
HWY_INLINE void sample_places(const DisplaceRows<T>& job, bool inside, const Places& places, size_t count,
                              T* out) {
  const size_t channels = constant_channels == 0 ? job.channels : constant_channels;
  const size_t plane = displace_plane(channels);
  const auto fetch_outside = [&](size_t i) {
    fetch_one(job, places, i, job.taps + i * channels, plane, 2 * plane);
  };
  if (inside) {
    Offsets offsets;
    find_offsets(job, places, constant_channels == 3 ? 1 : 0, count, offsets);
    fetch_planes<constant_channels>(job, offsets, count);
    for (size_t k = 0; k < offsets.outside_count; ++k) fetch_outside(offsets.outside[k]);
  } else {
    for (size_t i = 0; i < count; ++i) fetch_outside(i);
  }
  spread_fractions<constant_channels>(job, places, count);
  blend_planes(job, count * channels, out);
}

template <size_t constant_channels, class T>
HWY_NOINLINE void displace_rows(const DisplaceRows<T>& job) {
  const bool inside = has_inside(job, constant_channels == 3 ? 1 : 0);
  for_places(job, [&](const Places& places, size_t count, T* out)
                      HWY_ATTR { sample_places<constant_channels>(job, inside, places, count, out); });
}

template <class T>
HWY_NOINLINE void displace_nearest(const DisplaceRows<T>& job) {
  for_places(job, [&](const Places& places, size_t count, T* out) HWY_ATTR {
    for (size_t i = 0; i < count; ++i, out += job.channels) {
      const T* pixel = pixel_beside(job, int64_t{places.column[i]} + (places.right[i] >> 7),
                                    int64_t{places.row[i]} + (places.down[i] >> 7));
      for (size_t c = 0; c < job.channels; ++c) out[c] = pixel[c];
    }
  });
}

/// With the usual channel counts as constants, so that fetching a pixel is one or two moves.
template <class T>
void kernel(const DisplaceRows<T>& job) {
  if (job.nearest) return displace_nearest(job);
#if VARY_VBMI
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (job.channels == 1) return displace_bytes<1>(job);
    if (job.channels == 3) return displace_bytes<3>(job);
    if (job.channels == 4) return displace_bytes<4>(job);
  }
#endif
  switch (job.channels) {
    case 1:
      return displace_rows<1>(job);
    case 3:
      return displace_rows<3>(job);
    case 4:
      return displace_rows<4>(job);
    default:
      return displace_rows<0>(job);
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
