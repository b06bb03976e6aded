// SPDX-License-Identifier: MIT
// A room of kernels: pixels read at positions between them.
#ifndef VARY_SIMD_SAMPLE_HPP
#define VARY_SIMD_SAMPLE_HPP

#include "vary/simd/sample/footprint.hpp"
#include "vary/simd/sample/sample.hpp"
#include "vary/simd/sample/shift.hpp"

/// The jobs that the compiled library holds: those for each pixel type, and those for bytes.
#define VARY_SAMPLE_JOBS(for_pixels, single) for_pixels(FootprintRows) for_pixels(SampleRows)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/sample/footprint-inl.hpp"
#include "vary/simd/sample/sample-inl.hpp"
#endif
