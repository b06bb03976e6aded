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

#include "vary/simd/point/blend.hpp"
#include "vary/simd/window/box.hpp"
#include "vary/simd/point/color.hpp"
#include "vary/simd/move/copy.hpp"
#include "vary/simd/point/curve.hpp"
#include "vary/simd/move/erase.hpp"
#include "vary/simd/rank/extremum.hpp"
#include "vary/simd/window/filter.hpp"
#include "vary/simd/sample/footprint.hpp"
#include "vary/simd/noise/impulse.hpp"
#include "vary/simd/statistics/lightness.hpp"
#include "vary/simd/rank/median.hpp"
#include "vary/simd/jpeg/jpeg.hpp"
#include "vary/simd/noise/noise.hpp"
#include "vary/simd/noise/poisson.hpp"
#include "vary/simd/resize/resize.hpp"
#include "vary/simd/sample/sample.hpp"
#include "vary/simd/sample/shift.hpp"
#include "vary/simd/statistics/statistics.hpp"
#include "vary/simd/window/sum.hpp"
#include "vary/simd/target.hpp"
#include "vary/simd/tensor/tensor.hpp"
#include "vary/simd/window/unsharp.hpp"
#include "vary/simd/window/window.hpp"

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
