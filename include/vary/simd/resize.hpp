// SPDX-License-Identifier: MIT
// The jobs of this room: another width and height.
#pragma once

#include "vary/simd/resize/resize.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_RESIZE_JOBS(for_pixels, single) for_pixels(ResizeRows) single(HalveRows) single(PickPixels)
