// SPDX-License-Identifier: MIT
// run(job): the way to the kernels, and the switch between its modes.
//
//   (nothing defined)       kernels are compiled into this unit: with AVX2 or better in the compiler's
//                           flags (such as -march=native), and on ARM, for that one target, with nothing to
//                           link; otherwise for three targets, of which the best one for the processor is
//                           chosen at run time; link with -lhwy
//   VARY_TARGETS            a mask of Highway's targets to choose from at run time beside what the flags
//                           name, such as (HWY_SSE4 | HWY_AVX2)
//   VARY_STATIC_DISPATCH    one target, whatever the flags name
//   VARY_SEPARATE_KERNELS   declarations only: the kernels are in a library (CMake: link vary::kernels)
#pragma once

#include <string>
#include <vector>

#include "vary/simd/jobs.hpp"

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
