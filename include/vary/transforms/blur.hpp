// SPDX-License-Identifier: MIT
// Transforms that smooth or sharpen.
#pragma once

#include "vary/transforms/blur/box_blur.hpp"
#include "vary/transforms/blur/defocus.hpp"
#include "vary/transforms/blur/emboss.hpp"
#include "vary/transforms/blur/gaussian_blur.hpp"
#include "vary/transforms/blur/gaussian_taps.hpp"
#include "vary/transforms/blur/median_blur.hpp"
#include "vary/transforms/blur/motion_blur.hpp"
#include "vary/transforms/blur/sharpness.hpp"
#include "vary/transforms/blur/unsharp_mask.hpp"
