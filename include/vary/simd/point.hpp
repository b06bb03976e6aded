// SPDX-License-Identifier: MIT
// A room of kernels: each pixel by itself.
#ifndef VARY_SIMD_POINT_HPP
#define VARY_SIMD_POINT_HPP

#include "vary/simd/point/blend.hpp"
#include "vary/simd/point/color.hpp"
#include "vary/simd/point/curve.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_POINT_JOBS(for_pixels, single)                                                                  \
  for_pixels(ApplyCurve) for_pixels(BlendRows) for_pixels(KeepBits) for_pixels(LookUp) for_pixels(MixColors) \
      for_pixels(MoveHue)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/point/blend-inl.hpp"
#include "vary/simd/point/color-inl.hpp"
#include "vary/simd/point/curve-inl.hpp"
#include "vary/simd/point/hue-inl.hpp"
#include "vary/simd/point/matrix-inl.hpp"
#include "vary/simd/point/table-inl.hpp"
#endif
