// SPDX-License-Identifier: MIT
// Transforms that change where pixels are: crops, flips, rotations, warps, distortions, sizes.
#pragma once

#include "vary/transforms/geometry/affine.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/geometry/center_crop.hpp"
#include "vary/transforms/geometry/crop.hpp"
#include "vary/transforms/geometry/elastic_transform.hpp"
#include "vary/transforms/geometry/flip.hpp"
#include "vary/transforms/geometry/grid_distortion.hpp"
#include "vary/transforms/geometry/mirror_pad_shrink.hpp"
#include "vary/transforms/geometry/optical_distortion.hpp"
#include "vary/transforms/geometry/pad.hpp"
#include "vary/transforms/geometry/perspective.hpp"
#include "vary/transforms/geometry/random_crop.hpp"
#include "vary/transforms/geometry/random_resized_crop.hpp"
#include "vary/transforms/geometry/resize.hpp"
#include "vary/transforms/geometry/rotate.hpp"
#include "vary/transforms/geometry/rotate90.hpp"
#include "vary/transforms/geometry/shear.hpp"
#include "vary/transforms/geometry/translate.hpp"
#include "vary/transforms/geometry/transpose.hpp"
#include "vary/transforms/geometry/zoom.hpp"
