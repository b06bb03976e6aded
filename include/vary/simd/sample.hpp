// SPDX-License-Identifier: MIT
// The jobs of this room: pixels read at positions between them.
#pragma once

#include "vary/simd/sample/footprint.hpp"
#include "vary/simd/sample/sample.hpp"
#include "vary/simd/sample/shift.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_SAMPLE_JOBS(for_pixels, single) for_pixels(FootprintRows) for_pixels(SampleRows)
