// SPDX-License-Identifier: MIT
// Transforms that erase rectangles.
#pragma once

#include "vary/transforms/erase/coarse_dropout.hpp"
#include "vary/transforms/erase/grid_dropout.hpp"
#include "vary/transforms/erase/holes.hpp"
#include "vary/transforms/erase/random_erasing.hpp"
