// SPDX-License-Identifier: MIT
// Transforms of brightness and contrast.
#pragma once

#include "vary/transforms/tone/auto_contrast.hpp"
#include "vary/transforms/tone/brightness.hpp"
#include "vary/transforms/tone/brightness_contrast.hpp"
#include "vary/transforms/tone/clahe.hpp"
#include "vary/transforms/tone/contrast.hpp"
#include "vary/transforms/tone/equalize.hpp"
#include "vary/transforms/tone/gamma.hpp"
#include "vary/transforms/tone/invert.hpp"
#include "vary/transforms/tone/normalize.hpp"
#include "vary/transforms/tone/posterize.hpp"
#include "vary/transforms/tone/solarize.hpp"
#include "vary/transforms/tone/tone_curve.hpp"
