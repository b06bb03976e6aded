// SPDX-License-Identifier: MIT
// A room of kernels: extremes and medians of windows.
#ifndef VARY_SIMD_RANK_HPP
#define VARY_SIMD_RANK_HPP

#include "vary/simd/rank/extremum.hpp"
#include "vary/simd/rank/median.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_RANK_JOBS(for_pixels, single) \
  for_pixels(ExtremumParts) for_pixels(ExtremumRows) for_pixels(MedianRows) for_pixels(SubtractFrom)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/rank/extremum-inl.hpp"
#include "vary/simd/rank/median-inl.hpp"
#endif
