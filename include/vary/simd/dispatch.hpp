// SPDX-License-Identifier: MIT
// The hub: the only header that runs Highway's target loop.
#pragma once

#if defined(HWY_HIGHWAY_INCLUDED) && !defined(HWY_COMPILE_ONLY_STATIC)
#error "include <vary/vary.hpp> before <hwy/highway.h>, or define VARY_STATIC_DISPATCH"
#endif
#if defined(VARY_STATIC_DISPATCH) && !defined(HWY_COMPILE_ONLY_STATIC)
#define HWY_COMPILE_ONLY_STATIC
#endif
// Highway's checks of itself, in builds without optimisation, need its library: then there is nothing to link.
#if defined(HWY_COMPILE_ONLY_STATIC) && !defined(HWY_IS_DEBUG_BUILD)
#define HWY_IS_DEBUG_BUILD 0
#endif
// VARY_TARGETS, a mask such as (HWY_AVX2 | HWY_AVX3), limits what is generated.
#if defined(VARY_TARGETS) && !defined(HWY_DISABLED_TARGETS)
#define HWY_DISABLED_TARGETS (~(VARY_TARGETS))
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
#include "vary/simd/jpeg/jpeg.hpp"
#include "vary/simd/statistics/lightness.hpp"
#include "vary/simd/rank/median.hpp"
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

// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "vary/simd/all-inl.hpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "vary/simd/all-inl.hpp"
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

#if defined(VARY_IMPLEMENT_KERNELS)
#define VARY_INSTANTIATE(Job)                                       \
  template void run<Job<std::uint8_t>>(const Job<std::uint8_t>&);   \
  template void run<Job<std::uint16_t>>(const Job<std::uint16_t>&); \
  template void run<Job<float>>(const Job<float>&);
VARY_INSTANTIATE(AddNoise)
VARY_INSTANTIATE(ApplyCurve)
VARY_INSTANTIATE(BlendRows)
VARY_INSTANTIATE(BoxRows)
VARY_INSTANTIATE(CompressRows)
VARY_INSTANTIATE(ConvolveRows)
VARY_INSTANTIATE(CountValues)
VARY_INSTANTIATE(ExtremumParts)
VARY_INSTANTIATE(ExtremumRows)
VARY_INSTANTIATE(FilterRows)
VARY_INSTANTIATE(FindExtremes)
VARY_INSTANTIATE(KeepBits)
VARY_INSTANTIATE(LightnessLevels)
VARY_INSTANTIATE(LookUp)
VARY_INSTANTIATE(MedianRows)
VARY_INSTANTIATE(DrawPoisson)
VARY_INSTANTIATE(MixColors)
VARY_INSTANTIATE(MoveHue)
VARY_INSTANTIATE(Relight)
VARY_INSTANTIATE(ReplaceSome)
VARY_INSTANTIATE(ResizeRows)
VARY_INSTANTIATE(SampleRows)
VARY_INSTANTIATE(ScatterHoles)
VARY_INSTANTIATE(SubtractFrom)
VARY_INSTANTIATE(SumChannels)
VARY_INSTANTIATE(FootprintRows)
VARY_INSTANTIATE(UnsharpRows)
#define VARY_INSTANTIATE_TENSOR(T)                                            \
  template void run<WriteTensor<T, float>>(const WriteTensor<T, float>&);     \
  template void run<WriteTensor<T, float16>>(const WriteTensor<T, float16>&); \
  template void run<WriteTensor<T, bfloat16>>(const WriteTensor<T, bfloat16>&);
VARY_INSTANTIATE_TENSOR(std::uint8_t)
VARY_INSTANTIATE_TENSOR(std::uint16_t)
VARY_INSTANTIATE_TENSOR(float)
#undef VARY_INSTANTIATE_TENSOR
template void run<CopyRuns>(const CopyRuns&);
template void run<FillHoles>(const FillHoles&);
template void run<FillNormal>(const FillNormal&);
template void run<HalveRows>(const HalveRows&);
template void run<PickPixels>(const PickPixels&);
template void run<ReorderChannels>(const ReorderChannels&);
template void run<TransposePixels>(const TransposePixels&);
#undef VARY_INSTANTIATE
#endif

VARY_TAG_END
}  // namespace simd
VARY_NAMESPACE_END

#undef VARY_FUNCTION
#undef VARY_TAG_BEGIN
#undef VARY_TAG_END
#undef VARY_EXPORT
#undef VARY_CALL
