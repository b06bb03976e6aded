// SPDX-License-Identifier: MIT
// Loops of pointwise kernels.
#if defined(VARY_SIMD_VALUES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_VALUES_INL_HPP
#undef VARY_SIMD_VALUES_INL_HPP
#else
#define VARY_SIMD_VALUES_INL_HPP
#endif

#include "vary/simd/lanes/interleave-inl.hpp"
#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Stores y, but x in every fourth lane (alpha) if `keep_alpha`. `i` is the index of the first lane.
template <class D, class V = hn::Vec<D>, class T = hn::TFromD<D>>
HWY_INLINE void store_color(D d, V x, V y, bool keep_alpha, size_t i, T* to) {
  if (keep_alpha) {
    const hn::RebindToUnsigned<D> du;
    const auto index = hn::Iota(du, static_cast<hn::TFromD<decltype(du)>>(i));
    const auto three = hn::Set(du, 3);
    const auto alpha = hn::RebindMask(d, hn::Eq(hn::And(index, three), three));
    y = hn::IfThenElse(alpha, x, y);
  }
  hn::StoreU(y, d, to);
}

/// Calls body(in, out) for each row.
template <class T, class Body>
HWY_INLINE void for_rows(const ValueRows<T>& rows, const Body& body) {
  for (size_t y = 0; y < rows.row_count; ++y) {
    body(rows.in + static_cast<std::ptrdiff_t>(y) * rows.in_stride,
         rows.out + static_cast<std::ptrdiff_t>(y) * rows.out_stride);
  }
}

/// out = map(d, in, c) for all values; c is the channel if `by_channel`, else 0. A vector has as many lanes
/// as one of `Lane`, which is T unless the map needs more bits. A map should hold copies of its parameters:
/// references would be reloaded after every store.
template <class Lane, class T, class Map>
HWY_INLINE void map_values(const ValueRows<T>& rows, bool by_channel, const Map& map) {
  const hn::Rebind<T, hn::ScalableTag<Lane>> d;
  const hn::CappedTag<T, 1> one;
  const size_t step = hn::Lanes(d);
  const size_t channels = rows.channels;
  const bool keep_alpha = rows.keep_alpha;
  const size_t width = rows.width;
  for_rows(rows, [=](const T* in, T* out) HWY_ATTR {
    if (!by_channel) {
      return for_lanes<Lane>(width * channels, [=](auto lanes, size_t i) HWY_ATTR {
        const hn::Rebind<T, decltype(lanes)> dn;
        const auto x = hn::LoadU(dn, in + i);
        store_color(dn, x, map(dn, x, 0), keep_alpha, i, out + i);
      });
    }
    size_t done = 0;
    hn::Vec<decltype(d)> v0, v1, v2, v3;
    if (channels == 3) {
      for (; done + step <= width; done += step) {
        load_planes(d, in + done * 3, v0, v1, v2);
        store_planes(map(d, v0, 0), map(d, v1, 1), map(d, v2, 2), d, out + done * 3);
      }
    } else if (channels == 4) {
      for (; done + step <= width; done += step) {
        hn::LoadInterleaved4(d, in + done * 4, v0, v1, v2, v3);
        if (!keep_alpha) v3 = map(d, v3, 3);
        hn::StoreInterleaved4(map(d, v0, 0), map(d, v1, 1), map(d, v2, 2), v3, d, out + done * 4);
      }
    }
    const size_t mapped = keep_alpha ? channels - 1 : channels;
    for (; done < width; ++done) {
      for (size_t c = 0; c < channels; ++c) {
        const auto x = hn::LoadU(one, in + done * channels + c);
        hn::StoreU(c < mapped ? map(one, x, c) : x, one, out + done * channels + c);
      }
    }
  });
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
