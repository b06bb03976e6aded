// SPDX-License-Identifier: MIT
// Transforms that mix two images.
#pragma once

#include "vary/transforms/mix/cut_mix.hpp"
#include "vary/transforms/mix/mix_up.hpp"
#include "vary/transforms/mix/mixed.hpp"
