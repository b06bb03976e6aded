// SPDX-License-Identifier: MIT
// The jobs of this room: random numbers.
#pragma once

#include "vary/simd/noise/impulse.hpp"
#include "vary/simd/noise/noise.hpp"
#include "vary/simd/noise/poisson.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_NOISE_JOBS(for_pixels, single) \
  for_pixels(AddNoise) for_pixels(DrawPoisson) for_pixels(ReplaceSome) single(FillNormal)
