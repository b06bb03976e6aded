// SPDX-License-Identifier: MIT
// Rows with their margins, for kernels that look at windows.
#if defined(VARY_SIMD_WINDOW_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_WINDOW_INL_HPP
#undef VARY_SIMD_WINDOW_INL_HPP
#else
#define VARY_SIMD_WINDOW_INL_HPP
#endif

#include "vary/simd/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// body(tag, i) for whole vectors of `Lane`, the last of which begins earlier where it would not fit: for
/// bodies that may do the same twice. One lane at a time where there are fewer.
template <class Lane, class Body>
HWY_INLINE void for_lanes_overlapping(size_t count, const Body& body) {
  const hn::ScalableTag<Lane> all;
  const size_t step = hn::Lanes(all);
  if (count < step) return for_lanes<Lane>(count, body);
  size_t i = 0;
  for (; i + step <= count; i += step) body(all, i);
  if (i < count) body(all, count - step);
}

/// Fills what lies left and right of the row that `line` holds behind its left margin.
template <class Lane, class T>
HWY_NOINLINE void fill_margins(const PixelMover& mover, const WindowRows<T>& in, const Lane* constant,
                               Lane* line) {
  copy_runs(mover, reinterpret_cast<const std::byte*>(line + in.left * in.channels), in.margins,
            in.margin_count, reinterpret_cast<std::byte*>(line), reinterpret_cast<const std::byte*>(constant),
            in.channels * sizeof(Lane));
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
