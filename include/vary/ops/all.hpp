// SPDX-License-Identifier: MIT
// All ops: for recipes that are read back, and for whatever else may meet any op.
#pragma once

#include "vary/ops/custom.hpp"
#include "vary/ops/jpeg/compress.hpp"
#include "vary/ops/move/erase.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/ops/noise/impulse.hpp"
#include "vary/ops/noise/noise.hpp"
#include "vary/ops/noise/poisson.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/ops/point/hue.hpp"
#include "vary/ops/point/posterize.hpp"
#include "vary/ops/rank/median.hpp"
#include "vary/ops/rank/rank.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/ops/sample/displace.hpp"
#include "vary/ops/sample/warp.hpp"
#include "vary/ops/statistics/clahe.hpp"
#include "vary/ops/statistics/contrast.hpp"
#include "vary/ops/statistics/equalize.hpp"
#include "vary/ops/window/box.hpp"
#include "vary/ops/window/convolve.hpp"
#include "vary/ops/window/filter.hpp"
#include "vary/ops/window/unsharp.hpp"

VARY_NAMESPACE_BEGIN

/// Every op of the library.
using AllOps =
    OpTypes<ops::Permute, ops::Warp, ops::Displace, ops::Resize, ops::Convolve, ops::Box, ops::Unsharp,
            ops::Filter, ops::Rank, ops::Gradient, ops::Median, ops::Curve, ops::Posterize, ops::Equalize,
            ops::AutoContrast, ops::Clahe, ops::ColorMatrix, ops::Hue, ops::Contrast, ops::Reorder,
            ops::Noise, ops::Impulse, ops::Poisson, ops::Erase, ops::Compress, ops::Custom>;

VARY_NAMESPACE_END
