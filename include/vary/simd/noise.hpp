// SPDX-License-Identifier: MIT
// A room of kernels: random numbers.
#ifndef VARY_SIMD_NOISE_HPP
#define VARY_SIMD_NOISE_HPP

#include "vary/simd/noise/impulse.hpp"
#include "vary/simd/noise/noise.hpp"
#include "vary/simd/noise/poisson.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_NOISE_JOBS(for_pixels, single) \
  for_pixels(AddNoise) for_pixels(DrawPoisson) for_pixels(ReplaceSome) single(FillNormal)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/noise/impulse-inl.hpp"
#include "vary/simd/noise/noise-inl.hpp"
#include "vary/simd/noise/normal-inl.hpp"
#include "vary/simd/noise/poisson-inl.hpp"
#endif
