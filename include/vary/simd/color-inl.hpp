// SPDX-License-Identifier: MIT
// Kernels that look at the colours of a pixel together.
#if defined(VARY_SIMD_COLOR_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_COLOR_INL_HPP
#undef VARY_SIMD_COLOR_INL_HPP
#else
#define VARY_SIMD_COLOR_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

// Pixels of a chunk, as floats; a multiple of any vector.
inline constexpr size_t color_chunk = 256;

/// map(d, r, g, b) changes the colours of every pixel in place, in units of T; then they are clamped.
template <class T, class Map>
HWY_INLINE void map_colors(const ColorRows<T>& rows, const Map& map) {
  alignas(64) float values[color_chunk * 4];
  const size_t channels = rows.channels;
  const hn::ScalableTag<float> d;
  for (size_t y = 0; y < rows.row_count; ++y) {
    const T* in = rows.in + static_cast<std::ptrdiff_t>(y) * rows.in_stride;
    T* out = rows.out + static_cast<std::ptrdiff_t>(y) * rows.out_stride;
    for (size_t x = 0; x < rows.width; x += color_chunk) {
      const size_t count = rows.width - x < color_chunk ? rows.width - x : color_chunk;
      const T* from = in + x * channels;
      T* to = out + x * channels;
      for_lanes<float>(count * channels, [&](auto dn, size_t i) HWY_ATTR {
        hn::StoreU(load_float(dn, from + i), dn, values + i);
      });
      for (size_t i = 0; i < count; i += hn::Lanes(d)) {  // the chunk has room for whole vectors
        float* pixels = values + i * channels;
        hn::Vec<decltype(d)> r, g, b, a = hn::Zero(d);
        if (channels == 3) {
          hn::LoadInterleaved3(d, pixels, r, g, b);
        } else {
          hn::LoadInterleaved4(d, pixels, r, g, b, a);
        }
        map(d, r, g, b);
        r = clamp_pixel<T>(d, r);
        g = clamp_pixel<T>(d, g);
        b = clamp_pixel<T>(d, b);
        if (channels == 3) {
          hn::StoreInterleaved3(r, g, b, d, pixels);
        } else {
          hn::StoreInterleaved4(r, g, b, a, d, pixels);
        }
      }
      for_lanes<float>(count * channels, [&](auto dn, size_t i) HWY_ATTR {
        store_pixel(dn, hn::LoadU(dn, values + i), to + i);
      });
    }
  }
}

template <class T>
void kernel(const MixColors<T>& job) {
  const auto mix = [&](auto d, auto& r, auto& g, auto& b) HWY_ATTR {
    const auto row = [&](size_t i) HWY_ATTR {
      auto sum = hn::Mul(r, hn::Set(d, job.matrix[4 * i]));
      sum = hn::Add(sum, hn::Mul(g, hn::Set(d, job.matrix[4 * i + 1])));
      sum = hn::Add(sum, hn::Mul(b, hn::Set(d, job.matrix[4 * i + 2])));
      return hn::Add(sum, hn::Set(d, job.matrix[4 * i + 3] * static_cast<float>(white<T>)));
    };
    const auto red = row(0);
    const auto green = row(1);
    b = row(2);
    r = red;
    g = green;
  };
  map_colors(job.rows, mix);
}

/// The remainder of x / 6, for x >= 0 (up to rounding, which lands on 0).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V modulo_six(D d, V x) {
  const V six = hn::Set(d, 6.0f);
  const V whole = hn::Floor(hn::Div(x, six));
  return hn::Sub(x, hn::Mul(whole, six));
}

template <class T>
void kernel(const ShiftHue<T>& job) {
  const float turns = job.shift - std::floor(job.shift);
  const auto turn = [&](auto d, auto& r, auto& g, auto& b) HWY_ATTR {
    using V = hn::Vec<decltype(d)>;
    const V zero = hn::Zero(d);
    const V one = hn::Set(d, 1.0f);
    const auto larger = [&](V p, V q) HWY_ATTR { return hn::IfThenElse(hn::Gt(p, q), p, q); };
    const auto smaller = [&](V p, V q) HWY_ATTR { return hn::IfThenElse(hn::Lt(p, q), p, q); };
    const V value = larger(larger(r, g), b);
    const V chroma = hn::Sub(value, smaller(smaller(r, g), b));
    const auto gray = hn::Eq(chroma, zero);
    const V safe = hn::IfThenElse(gray, one, chroma);
    // Hue in sixths of a turn, plus 6 so that it is never negative.
    const V from_red = hn::Add(hn::Div(hn::Sub(g, b), safe), hn::Set(d, 6.0f));
    const V from_green = hn::Add(hn::Div(hn::Sub(b, r), safe), hn::Set(d, 8.0f));
    const V from_blue = hn::Add(hn::Div(hn::Sub(r, g), safe), hn::Set(d, 10.0f));
    const V hue =
        hn::IfThenElse(hn::Eq(value, r), from_red, hn::IfThenElse(hn::Eq(value, g), from_green, from_blue));
    const V moved = hn::Add(hue, hn::Set(d, 6.0f * turns));
    // Each colour is the value less the chroma, times a ramp of the hue that is 0, rises to 1 and falls.
    const auto color = [&](float offset) HWY_ATTR {
      const V k = modulo_six(d, hn::Add(moved, hn::Set(d, offset)));
      const V ramp = smaller(k, hn::Sub(hn::Set(d, 4.0f), k));
      return hn::Sub(value, hn::Mul(chroma, clamp_pixel<float>(d, ramp)));
    };
    r = color(5.0f);
    g = color(3.0f);
    b = color(1.0f);
  };
  map_colors(job.rows, turn);
}

/// A value as a whole number of sum units.
template <class T>
HWY_INLINE std::int64_t sum_units(T value) {
  if constexpr (std::is_same_v<T, float>) {
    const float bounded = value > -4.0f ? (value < 4.0f ? value : 4.0f) : -4.0f;
    return static_cast<std::int64_t>(std::floor(bounded * 0x1p20f));
  } else {
    return value;
  }
}

template <class T>
void kernel(const SumChannels<T>& job) {
  for (size_t c = 0; c < job.channels; ++c) {
    std::int64_t total = 0;
    for (size_t y = 0; y < job.row_count; ++y) {
      const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride + c;
      for (size_t x = 0; x < job.width; ++x, in += job.channels) total += sum_units(*in);
    }
    job.sums[c] = total;
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
