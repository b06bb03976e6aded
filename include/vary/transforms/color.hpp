// SPDX-License-Identifier: MIT
// Transforms of colours and channels.
#pragma once

#include "vary/transforms/color/channel_dropout.hpp"
#include "vary/transforms/color/channel_shuffle.hpp"
#include "vary/transforms/color/channel_swap.hpp"
#include "vary/transforms/color/color_jitter.hpp"
#include "vary/transforms/color/grayscale.hpp"
#include "vary/transforms/color/hue.hpp"
#include "vary/transforms/color/hue_saturation_value.hpp"
#include "vary/transforms/color/rgb_shift.hpp"
#include "vary/transforms/color/saturation.hpp"
#include "vary/transforms/color/sepia.hpp"
