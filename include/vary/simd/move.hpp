// SPDX-License-Identifier: MIT
// A room of kernels: pixels moved without a look at them.
#ifndef VARY_SIMD_MOVE_HPP
#define VARY_SIMD_MOVE_HPP

#include "vary/simd/move/copy.hpp"
#include "vary/simd/move/erase.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_MOVE_JOBS(for_pixels, single) \
  for_pixels(ScatterHoles) single(CopyRuns) single(FillHoles) single(ReorderChannels) single(TransposePixels)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/move/copy-inl.hpp"
#include "vary/simd/move/erase-inl.hpp"
#endif
