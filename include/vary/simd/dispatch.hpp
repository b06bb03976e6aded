// SPDX-License-Identifier: MIT
// The hub: the only header that runs Highway's target loop.
#pragma once

// Which targets: what the compiler's flags say (see kernels.hpp). AES and PCLMUL are in every processor that
// has AVX2, but not in the flags of x86-64-v3, and Highway would go down to SSSE3 without them.
#if defined(__AVX2__) && !(defined(__AES__) && defined(__PCLMUL__)) && !defined(HWY_BASELINE_TARGETS)
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define HWY_BASELINE_TARGETS HWY_AVX3
#else
#define HWY_BASELINE_TARGETS HWY_AVX2
#endif
#endif
#if !defined(VARY_STATIC_DISPATCH) && !defined(VARY_TARGETS) && !defined(VARY_IMPLEMENT_KERNELS) && \
    (defined(__AVX2__) || defined(__ARM_NEON) || defined(__aarch64__))
#define VARY_STATIC_DISPATCH
#endif
#if defined(HWY_HIGHWAY_INCLUDED) && !defined(HWY_COMPILE_ONLY_STATIC) && !defined(VARY_STATIC_DISPATCH)
#error "include <vary/vary.hpp> before <hwy/highway.h>, or define VARY_STATIC_DISPATCH"
#endif
#if defined(VARY_STATIC_DISPATCH) && !defined(HWY_COMPILE_ONLY_STATIC)
#define HWY_COMPILE_ONLY_STATIC
#endif
// Highway's checks of itself, in builds without optimisation, need its library: then there is nothing to
// link.
#if defined(HWY_COMPILE_ONLY_STATIC) && !defined(HWY_IS_DEBUG_BUILD)
#define HWY_IS_DEBUG_BUILD 0
#endif
// Without flags and without a mask: two targets that are fast, and whatever every processor has. The library
// has all.
#if !defined(HWY_COMPILE_ONLY_STATIC) && !defined(HWY_DISABLED_TARGETS)
#if defined(VARY_TARGETS)
#define HWY_DISABLED_TARGETS (~(HWY_BASELINE_TARGETS | (VARY_TARGETS)))
#elif !defined(VARY_IMPLEMENT_KERNELS)
#define HWY_DISABLED_TARGETS (~(HWY_BASELINE_TARGETS | HWY_AVX2 | HWY_AVX3_DL))
#endif
#endif
#ifndef HWY_WANT_AVX3_DL  // Highway 1.0 leaves the target out unless asked
#define HWY_WANT_AVX3_DL
#endif

// Whatever the kernels need comes before the loop: a template first seen inside it would be compiled
// for that target only.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "vary/core/border.hpp"
#include "vary/core/float16.hpp"
#include "vary/core/math.hpp"
#include "vary/core/pixel.hpp"
#include "vary/random/distribution.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/jobs.hpp"

// clang-format off
#define VARY_TARGET_LOOP
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vary/simd/all-inl.hpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "vary/simd/all-inl.hpp"
#undef VARY_TARGET_LOOP
#include <hwy/targets.h>
// clang-format on

// Tables live inside functions: at namespace scope in a header they would break the one-definition
// rule. Highway 1.2 has macros for templates, earlier versions need the long form.
#if (HWY_TARGETS & (HWY_TARGETS - 1)) == 0
#define VARY_EXPORT(table, function) static constexpr auto table = &HWY_STATIC_DISPATCH(function)
#define VARY_CALL(table) table
#elif defined(HWY_EXPORT_T)
#define VARY_EXPORT(table, function) HWY_EXPORT_T(table, function)
#define VARY_CALL(table) HWY_DYNAMIC_DISPATCH_T(table)
#else
#define VARY_EXPORT(table, function)                                                                      \
  static decltype(&HWY_STATIC_DISPATCH(function)) const table[HWY_MAX_DYNAMIC_TARGETS + 2] = {            \
      &decltype(hwy::DeduceFunctionCache(&HWY_STATIC_DISPATCH(function)))::template ChooseAndCall<table>, \
      HWY_CHOOSE_TARGET_LIST(function), HWY_CHOOSE_FALLBACK(function)}
#define VARY_CALL(table) (*(table[hwy::GetChosenTarget().GetIndex()]))
#endif

VARY_NAMESPACE_BEGIN
namespace simd {

// Units compiled with other -m flags or in another mode have tables of another length: the tag keeps
// theirs apart from ours.
#if defined(VARY_IMPLEMENT_KERNELS)
#define VARY_FUNCTION  // the one definition that other units link to
#define VARY_TAG_BEGIN
#define VARY_TAG_END
#elif defined(HWY_COMPILE_ONLY_STATIC)
#define VARY_FUNCTION inline
#define VARY_TAG_BEGIN inline namespace HWY_CONCAT(static_, HWY_NAMESPACE) {
#define VARY_TAG_END }
#else
#define VARY_FUNCTION inline
#define VARY_TAG_BEGIN inline namespace HWY_CONCAT(dynamic_, HWY_NAMESPACE) {
#define VARY_TAG_END }
#endif
VARY_TAG_BEGIN

/// Does a job: plain pointers and counts, borders and sizes settled, memory provided.
template <class Job>
void run(const Job& job) {
  VARY_EXPORT(table, run_job<Job>);
  VARY_CALL(table)(job);
}

#if !defined(VARY_ROOM) || defined(VARY_ROOM_HAS_TARGETS)  // in one unit of the library
#if defined(HWY_COMPILE_ONLY_STATIC)

VARY_FUNCTION std::vector<std::string> targets() { return {hwy::TargetName(HWY_STATIC_TARGET)}; }
VARY_FUNCTION std::string target() { return hwy::TargetName(HWY_STATIC_TARGET); }
VARY_FUNCTION bool use_target(const std::string& name) { return name.empty() || name == target(); }

#else

VARY_FUNCTION std::vector<std::string> targets() {
  // Asked once, before use_target() narrows what Highway reports.
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const std::int64_t bit : hwy::SupportedAndGeneratedTargets()) {
      list.emplace_back(hwy::TargetName(bit));
    }
    return list;
  }();
  return names;
}

VARY_FUNCTION bool use_target(const std::string& name) {
  static_cast<void>(targets());
  hwy::SetSupportedTargetsForTest(0);
  bool found = name.empty();
  for (const std::int64_t bit : hwy::SupportedAndGeneratedTargets()) {
    if (found || name != hwy::TargetName(bit)) continue;
    hwy::SetSupportedTargetsForTest(bit);
    found = true;
  }
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return found;
}

VARY_FUNCTION std::string target() {
  const char* name = nullptr;
  run(NameTarget{&name});
  return name;
}

#endif
#endif

#if defined(VARY_IMPLEMENT_KERNELS)
#define VARY_FOR_PIXELS(Job)                                        \
  template void run<Job<std::uint8_t>>(const Job<std::uint8_t>&);   \
  template void run<Job<std::uint16_t>>(const Job<std::uint16_t>&); \
  template void run<Job<float>>(const Job<float>&);
#define VARY_FOR_BYTES(Job) template void run<Job>(const Job&);
#define VARY_FOR_NUMBERS(Job, T)                              \
  template void run<Job<T, float>>(const Job<T, float>&);     \
  template void run<Job<T, float16>>(const Job<T, float16>&); \
  template void run<Job<T, bfloat16>>(const Job<T, bfloat16>&);
#define VARY_FOR_TENSORS(Job)          \
  VARY_FOR_NUMBERS(Job, std::uint8_t)  \
  VARY_FOR_NUMBERS(Job, std::uint16_t) \
  VARY_FOR_NUMBERS(Job, float)
#if defined(VARY_ROOM)
VARY_ROOM_JOBS
#else
VARY_MOVE_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_POINT_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_SAMPLE_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_RESIZE_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_WINDOW_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_RANK_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_STATISTICS_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_NOISE_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_JPEG_JOBS(VARY_FOR_PIXELS, VARY_FOR_BYTES)
VARY_TENSOR_JOBS(VARY_FOR_TENSORS)
#endif
#undef VARY_FOR_PIXELS
#undef VARY_FOR_BYTES
#undef VARY_FOR_NUMBERS
#undef VARY_FOR_TENSORS
#endif

VARY_TAG_END
}  // namespace simd
VARY_NAMESPACE_END

#undef VARY_FUNCTION
#undef VARY_TAG_BEGIN
#undef VARY_TAG_END
#undef VARY_EXPORT
#undef VARY_CALL
