// SPDX-License-Identifier: MIT
// The jobs of this room: what all pixels of an image have in common.
#pragma once

#include "vary/simd/statistics/lightness.hpp"
#include "vary/simd/statistics/statistics.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_STATISTICS_JOBS(for_pixels, single)                                                   \
  for_pixels(CountValues) for_pixels(FindExtremes) for_pixels(LightnessLevels) for_pixels(Relight) \
      for_pixels(SumChannels)
