// SPDX-License-Identifier: MIT
// A room of kernels: weighted sums of windows.
#ifndef VARY_SIMD_WINDOW_HPP
#define VARY_SIMD_WINDOW_HPP

#include "vary/simd/window/box.hpp"
#include "vary/simd/window/filter.hpp"
#include "vary/simd/window/sum.hpp"
#include "vary/simd/window/unsharp.hpp"
#include "vary/simd/window/window.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_WINDOW_JOBS(for_pixels, single) \
  for_pixels(BoxRows) for_pixels(ConvolveRows) for_pixels(FilterRows) for_pixels(UnsharpRows)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/window/box_words-inl.hpp"
#include "vary/simd/window/filter-inl.hpp"
#include "vary/simd/window/sum-inl.hpp"
#include "vary/simd/window/unsharp-inl.hpp"
#include "vary/simd/window/window-inl.hpp"
#endif
