// SPDX-License-Identifier: MIT
// The kernels of this room, once per target.
#if defined(VARY_SIMD_SAMPLE_ROOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_SAMPLE_ROOM_INL_HPP
#undef VARY_SIMD_SAMPLE_ROOM_INL_HPP
#else
#define VARY_SIMD_SAMPLE_ROOM_INL_HPP
#endif

#include "vary/simd/sample/footprint-inl.hpp"
#include "vary/simd/sample/sample-inl.hpp"

#endif
