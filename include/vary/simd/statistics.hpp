// SPDX-License-Identifier: MIT
// A room of kernels: what all pixels of an image have in common.
#ifndef VARY_SIMD_STATISTICS_HPP
#define VARY_SIMD_STATISTICS_HPP

#include "vary/simd/statistics/lightness.hpp"
#include "vary/simd/statistics/statistics.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_STATISTICS_JOBS(for_pixels, single)                                                   \
  for_pixels(CountValues) for_pixels(FindExtremes) for_pixels(LightnessLevels) for_pixels(Relight) \
      for_pixels(SumChannels)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/statistics/lightness-inl.hpp"
#include "vary/simd/statistics/statistics-inl.hpp"
#endif
