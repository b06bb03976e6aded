// SPDX-License-Identifier: MIT
// Kernels that keep the larger or the smaller of two values.
#if defined(VARY_SIMD_EXTREMUM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_EXTREMUM_INL_HPP
#undef VARY_SIMD_EXTREMUM_INL_HPP
#else
#define VARY_SIMD_EXTREMUM_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Targets disagree about Max and Min of -0 and 0: floats are compared and selected.
template <bool maximum, class D, class V = hn::Vec<D>>
HWY_INLINE V extreme(D, V a, V b) {
  if constexpr (std::is_same_v<hn::TFromD<D>, float>) {
    return hn::IfThenElse(maximum ? hn::Gt(b, a) : hn::Lt(b, a), b, a);
  } else {
    return maximum ? hn::Max(a, b) : hn::Min(a, b);
  }
}

template <bool maximum, class T>
HWY_INLINE void extremum_rows(const Extremum<T>& job) {
  for (size_t y = 0; y < job.row_count; ++y) {
    const T* in = job.in + static_cast<std::ptrdiff_t>(y) * job.in_stride;
    T* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    for_lanes<T>(job.count, [&](auto d, size_t i) HWY_ATTR {
      const auto a = hn::LoadU(d, in + i);
      const auto b = hn::LoadU(d, in + i + job.offset);
      hn::StoreU(extreme<maximum>(d, a, b), d, out + i);
    });
  }
}

template <class T>
void kernel(const Extremum<T>& job) {
  if (job.maximum) return extremum_rows<true>(job);
  extremum_rows<false>(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
