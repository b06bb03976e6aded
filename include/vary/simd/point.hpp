// SPDX-License-Identifier: MIT
// The jobs of this room: each pixel by itself.
#pragma once

#include "vary/simd/point/blend.hpp"
#include "vary/simd/point/color.hpp"
#include "vary/simd/point/curve.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_POINT_JOBS(for_pixels, single)                                                                  \
  for_pixels(ApplyCurve) for_pixels(BlendRows) for_pixels(KeepBits) for_pixels(LookUp) for_pixels(MixColors) \
      for_pixels(MoveHue)
