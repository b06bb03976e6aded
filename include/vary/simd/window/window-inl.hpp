// SPDX-License-Identifier: MIT
// Rows with margins, for kernels that read windows.
#if defined(VARY_SIMD_WINDOW_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_WINDOW_INL_HPP
#undef VARY_SIMD_WINDOW_INL_HPP
#else
#define VARY_SIMD_WINDOW_INL_HPP
#endif

#include "vary/simd/move/copy-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Fills the margins of `line`, which has a row after its left margin.
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
