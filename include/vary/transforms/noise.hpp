// SPDX-License-Identifier: MIT
// Transforms that add noise.
#pragma once

#include "vary/transforms/noise/gaussian_noise.hpp"
#include "vary/transforms/noise/laplace_noise.hpp"
#include "vary/transforms/noise/multiplicative_noise.hpp"
#include "vary/transforms/noise/pixel_dropout.hpp"
#include "vary/transforms/noise/salt_and_pepper.hpp"
#include "vary/transforms/noise/shot_noise.hpp"
#include "vary/transforms/noise/uniform_noise.hpp"
