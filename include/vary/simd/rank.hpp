// SPDX-License-Identifier: MIT
// The jobs of this room: extremes and medians of windows.
#pragma once

#include "vary/simd/rank/extremum.hpp"
#include "vary/simd/rank/median.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_RANK_JOBS(for_pixels, single) \
  for_pixels(ExtremumParts) for_pixels(ExtremumRows) for_pixels(MedianRows) for_pixels(SubtractFrom)
