// SPDX-License-Identifier: MIT
// The kernels, once per target: those of all rooms or, in a unit of the compiled library, of one room. The
// function that is dispatched comes last, since it must see the kernels.
// clang-format off
#if defined(VARY_ROOM)
#include VARY_ROOM
#else
#include "vary/simd/move-inl.hpp"
#include "vary/simd/point-inl.hpp"
#include "vary/simd/sample-inl.hpp"
#include "vary/simd/resize-inl.hpp"
#include "vary/simd/window-inl.hpp"
#include "vary/simd/rank-inl.hpp"
#include "vary/simd/statistics-inl.hpp"
#include "vary/simd/noise-inl.hpp"
#include "vary/simd/jpeg-inl.hpp"
#include "vary/simd/tensor-inl.hpp"
#endif
#include "vary/simd/run-inl.hpp"
// clang-format on
