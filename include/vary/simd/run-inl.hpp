// SPDX-License-Identifier: MIT
// The function that is dispatched: it picks the kernel by the type of the job.
#if defined(VARY_SIMD_RUN_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_RUN_INL_HPP
#undef VARY_SIMD_RUN_INL_HPP
#else
#define VARY_SIMD_RUN_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

inline void kernel(const NameTarget& job) { *job.name = hwy::TargetName(HWY_TARGET); }

template <class Job>
void run_job(const Job& job) {
  kernel(job);
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
