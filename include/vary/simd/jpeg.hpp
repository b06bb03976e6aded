// SPDX-License-Identifier: MIT
// The jobs of this room: what JPEG leaves of an image.
#pragma once

#include "vary/simd/jpeg/jpeg.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_JPEG_JOBS(for_pixels, single) for_pixels(CompressRows)
