// SPDX-License-Identifier: MIT
// The kernels of this room, once per target.
#if defined(VARY_SIMD_TENSOR_ROOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_TENSOR_ROOM_INL_HPP
#undef VARY_SIMD_TENSOR_ROOM_INL_HPP
#else
#define VARY_SIMD_TENSOR_ROOM_INL_HPP
#endif

#include "vary/simd/tensor/tensor-inl.hpp"

#endif
