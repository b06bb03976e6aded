// SPDX-License-Identifier: MIT
// The kernels of this room, once per target.
#if defined(VARY_SIMD_WINDOW_ROOM_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_WINDOW_ROOM_INL_HPP
#undef VARY_SIMD_WINDOW_ROOM_INL_HPP
#else
#define VARY_SIMD_WINDOW_ROOM_INL_HPP
#endif

#include "vary/simd/window/box_words-inl.hpp"
#include "vary/simd/window/filter-inl.hpp"
#include "vary/simd/window/sum-inl.hpp"
#include "vary/simd/window/unsharp-inl.hpp"
#include "vary/simd/window/window-inl.hpp"

#endif
