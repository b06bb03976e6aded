// SPDX-License-Identifier: MIT
// Transforms of morphology: maximum and minimum over windows.
#pragma once

#include "vary/transforms/morphology/dilate_erode.hpp"
#include "vary/transforms/morphology/morphological_gradient.hpp"
#include "vary/transforms/morphology/open_close.hpp"
#include "vary/transforms/morphology/window.hpp"
