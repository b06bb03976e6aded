// SPDX-License-Identifier: MIT
// The jobs of all rooms: structs of pointers and counts that say what a kernel does.
#pragma once

#include "vary/simd/jpeg.hpp"
#include "vary/simd/move.hpp"
#include "vary/simd/noise.hpp"
#include "vary/simd/point.hpp"
#include "vary/simd/rank.hpp"
#include "vary/simd/resize.hpp"
#include "vary/simd/sample.hpp"
#include "vary/simd/statistics.hpp"
#include "vary/simd/targets.hpp"
#include "vary/simd/tensor.hpp"
#include "vary/simd/window.hpp"
