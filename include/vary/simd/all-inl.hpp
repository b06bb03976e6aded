// SPDX-License-Identifier: MIT
// The kernels, once per target: those of all rooms or, in a unit of the compiled library, of one room. The
// function that is dispatched comes last, since it must see the kernels.
// clang-format off
#if defined(VARY_ROOM)
#include VARY_ROOM
#else
#include "vary/simd/move.hpp"
#include "vary/simd/point.hpp"
#include "vary/simd/sample.hpp"
#include "vary/simd/resize.hpp"
#include "vary/simd/window.hpp"
#include "vary/simd/rank.hpp"
#include "vary/simd/statistics.hpp"
#include "vary/simd/noise.hpp"
#include "vary/simd/jpeg.hpp"
#include "vary/simd/tensor.hpp"
#endif
#include "vary/simd/run-inl.hpp"
// clang-format on
