// SPDX-License-Identifier: MIT
// A room of kernels: what JPEG leaves of an image.
#ifndef VARY_SIMD_JPEG_HPP
#define VARY_SIMD_JPEG_HPP

#include "vary/simd/jpeg/jpeg.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_JPEG_JOBS(for_pixels, single) for_pixels(CompressRows)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/jpeg/jpeg-inl.hpp"
#endif
