// SPDX-License-Identifier: MIT
// The jobs of this room: weighted sums of windows.
#pragma once

#include "vary/simd/window/box.hpp"
#include "vary/simd/window/filter.hpp"
#include "vary/simd/window/sum.hpp"
#include "vary/simd/window/unsharp.hpp"
#include "vary/simd/window/window.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_WINDOW_JOBS(for_pixels, single) \
  for_pixels(BoxRows) for_pixels(ConvolveRows) for_pixels(FilterRows) for_pixels(UnsharpRows)
