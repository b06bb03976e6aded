// SPDX-License-Identifier: MIT
// run(job): the door to the kernels, and the switch between its three modes.
//
//   (nothing defined)       kernels for every target are compiled into this unit, the best one for the
//                           processor is chosen at run time; link with -lhwy
//   VARY_STATIC_DISPATCH    one kernel, for the target that the compiler flags name; nothing to link
//   VARY_SEPARATE_KERNELS   declarations only: one other unit defines VARY_IMPLEMENT_KERNELS before it
//                           includes <vary/vary.hpp> (CMake: link vary::kernels)
#pragma once

#include <string>
#include <vector>

#include "vary/simd/blend.hpp"
#include "vary/simd/box.hpp"
#include "vary/simd/color.hpp"
#include "vary/simd/copy.hpp"
#include "vary/simd/curve.hpp"
#include "vary/simd/erase.hpp"
#include "vary/simd/extremum.hpp"
#include "vary/simd/filter.hpp"
#include "vary/simd/footprint.hpp"
#include "vary/simd/impulse.hpp"
#include "vary/simd/lightness.hpp"
#include "vary/simd/median.hpp"
#include "vary/simd/jpeg.hpp"
#include "vary/simd/noise.hpp"
#include "vary/simd/photons.hpp"
#include "vary/simd/resize.hpp"
#include "vary/simd/sample.hpp"
#include "vary/simd/shift.hpp"
#include "vary/simd/statistics.hpp"
#include "vary/simd/sum.hpp"
#include "vary/simd/target.hpp"
#include "vary/simd/tensor.hpp"
#include "vary/simd/unsharp.hpp"
#include "vary/simd/window.hpp"

#if defined(VARY_SEPARATE_KERNELS) && !defined(VARY_IMPLEMENT_KERNELS)

VARY_NAMESPACE_BEGIN
namespace simd {

/// Does a job: plain pointers and counts, borders and sizes settled, memory provided. Dispatched once
/// per call, so a job is a band of rows or more.
template <class Job>
void run(const Job& job);

/// The instruction sets that this processor has and vary was compiled for, best first: "AVX3", "NEON".
std::vector<std::string> targets();
/// The one in use.
std::string target();
/// From now on uses the named one, in all threads; with "" the best again. False if it is not among
/// targets(). For tests and benchmarks.
bool use_target(const std::string& name);

}  // namespace simd
VARY_NAMESPACE_END

#else
#include "vary/simd/dispatch.hpp"
#endif
