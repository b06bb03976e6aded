// SPDX-License-Identifier: MIT
// The kernels of this room, once per target.
#if defined(VARY_SIMD_POINT_ROOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_POINT_ROOM_INL_HPP
#undef VARY_SIMD_POINT_ROOM_INL_HPP
#else
#define VARY_SIMD_POINT_ROOM_INL_HPP
#endif

#include "vary/simd/point/blend-inl.hpp"
#include "vary/simd/point/color-inl.hpp"
#include "vary/simd/point/curve-inl.hpp"
#include "vary/simd/point/hue-inl.hpp"
#include "vary/simd/point/matrix-inl.hpp"
#include "vary/simd/point/table-inl.hpp"

#endif
