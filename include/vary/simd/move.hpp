// SPDX-License-Identifier: MIT
// The jobs of this room: pixels moved without a look at them.
#pragma once

#include "vary/simd/move/copy.hpp"
#include "vary/simd/move/erase.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_MOVE_JOBS(for_pixels, single) \
  for_pixels(ScatterHoles) single(CopyRuns) single(FillHoles) single(ReorderChannels) single(TransposePixels)
