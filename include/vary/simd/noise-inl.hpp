// SPDX-License-Identifier: MIT
// The kernels of this room, once per target.
#if defined(VARY_SIMD_NOISE_ROOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_NOISE_ROOM_INL_HPP
#undef VARY_SIMD_NOISE_ROOM_INL_HPP
#else
#define VARY_SIMD_NOISE_ROOM_INL_HPP
#endif

#include "vary/simd/noise/impulse-inl.hpp"
#include "vary/simd/noise/noise-inl.hpp"
#include "vary/simd/noise/normal-inl.hpp"
#include "vary/simd/noise/poisson-inl.hpp"

#endif
