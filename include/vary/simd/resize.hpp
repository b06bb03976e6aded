// SPDX-License-Identifier: MIT
// A room of kernels: another width and height.
#ifndef VARY_SIMD_RESIZE_HPP
#define VARY_SIMD_RESIZE_HPP

#include "vary/simd/resize/resize.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_RESIZE_JOBS(for_pixels, single) for_pixels(ResizeRows) single(HalveRows) single(PickPixels)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/resize/resize-inl.hpp"
#endif
