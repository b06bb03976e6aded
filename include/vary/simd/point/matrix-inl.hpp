// SPDX-License-Identifier: MIT
// The kernel of ColorMatrix.
#if defined(VARY_SIMD_MATRIX_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MATRIX_INL_HPP
#undef VARY_SIMD_MATRIX_INL_HPP
#else
#define VARY_SIMD_MATRIX_INL_HPP
#endif

#include "vary/simd/point/matrix_pairs-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// floor(value / 2^bits).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V shift_right(D d, V value, int bits) {
#if HWY_HAVE_SCALABLE
  return hn::Shr(value, hn::Set(d, bits));
#else
  static_cast<void>(d);
  return hn::ShiftRightSame(value, bits);
#endif
}

/// Colour `row` of the output before clamping.
template <class T, size_t row, class D, class V = hn::Vec<D>>
HWY_INLINE V mix_row(D d, const ColorWeights& weights, V r, V g, V b) {
  const int* w = weights.rows.data() + 4 * row;
  if constexpr (std::is_same_v<T, float>) {
    // As differences from one colour, so that grey stays exactly grey.
    const float step = 1.0f / static_cast<float>(1 << weights.shift);
    const auto weight = [&](int n) HWY_ATTR { return hn::Set(d, static_cast<float>(n) * step); };
    V base = r;
    if constexpr (row == 1) base = g;
    if constexpr (row == 2) base = b;
    V sum = hn::Mul(base, weight(w[0] + w[1] + w[2]));
    if constexpr (row != 0) sum = hn::Add(sum, hn::Mul(hn::Sub(r, base), weight(w[0])));
    if constexpr (row != 1) sum = hn::Add(sum, hn::Mul(hn::Sub(g, base), weight(w[1])));
    if constexpr (row != 2) sum = hn::Add(sum, hn::Mul(hn::Sub(b, base), weight(w[2])));
    return hn::Add(sum, weight(w[3]));
  } else {
    V sum = hn::Add(hn::Set(d, first_term<T>(weights, row)), hn::Mul(r, hn::Set(d, w[0])));
    sum = hn::Add(sum, hn::Mul(g, hn::Set(d, w[1])));
    sum = hn::Add(sum, hn::Mul(b, hn::Set(d, w[2])));
    return shift_right(d, sum, weights.shift);
  }
}

/// Computes the colours one by one, in 32-bit lanes.
template <size_t channels, class T>
HWY_INLINE void mix_planes(const MixColors<T>& job) {
  using Lane = std::conditional_t<std::is_same_v<T, float>, float, int32_t>;
  const hn::ScalableTag<Lane> d;
  const hn::Rebind<T, decltype(d)> narrow;
  const bool gray = is_gray(job);
  // Clamps integers too, because not all targets saturate correctly when narrowing values far out of range.
  const auto bounded = [&](auto value) HWY_ATTR {
    if constexpr (std::is_same_v<T, float>) {
      return clamp_pixel<T>(d, value);
    } else {
      return hn::Min(hn::Max(value, hn::Zero(d)), hn::Set(d, Lane{white<T>}));
    }
  };
  for_color_blocks(job.rows, job.out_channels, hn::Lanes(d), [&](const T* from, T* to, bool) HWY_ATTR {
    auto r = hn::Zero(d), g = r, b = r, a = r;
    load_colors<channels>(d, from, r, g, b, a);
    const auto red = bounded(mix_row<T, 0>(d, job.weights, r, g, b));
    if (job.out_channels == 1) return hn::StoreU(narrowed<T>(d, red), narrow, to);
    if (gray) return store_colors<channels>(d, red, red, red, a, to);
    const auto green = bounded(mix_row<T, 1>(d, job.weights, r, g, b));
    const auto blue = bounded(mix_row<T, 2>(d, job.weights, r, g, b));
    store_colors<channels>(d, red, green, blue, a, to);
  });
}

template <class T>
void kernel(const MixColors<T>& job) {
#if VARY_VBMI
  if constexpr (!std::is_same_v<T, float>) {
    return job.rows.channels == 3 ? mix_wide<3>(job) : mix_wide<4>(job);
  }
#elif VARY_MATRIX_PAIRS
  if constexpr (sizeof(T) == 1) {
    if (fits_blocks(job)) return mix_blocks(job);
  }
#endif
  job.rows.channels == 3 ? mix_planes<3>(job) : mix_planes<4>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
