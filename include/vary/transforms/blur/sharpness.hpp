// SPDX-License-Identifier: MIT
// Sharpness: the image against a smooth one.
#pragma once

#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * pixel + (1 - factor) * smooth, where smooth is the mean of 3 x 3 pixels with a weight of 5 for
/// the centre. The pixels at the edges do not change (torchvision, Pillow).
struct Sharpness {
  static constexpr const char* name = "Sharpness";
  using Ops = OpTypes<ops::Filter>;
  Range<float> factor{0.5f, 1.5f};  ///< 0 (smooth) to 16; 1 changes nothing, 2 is sharp

  void check() const { check_between(name, "factor", factor, 0.0f, 16.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const auto sharp = static_cast<double>(draw(factor));
    const auto side = static_cast<float>((1 - sharp) / 13);
    const auto middle = static_cast<float>(sharp + (1 - sharp) * 5 / 13);
    recipe.add(ops::Filter{.width = 3,
                           .height = 3,
                           .weights = {side, side, side, side, middle, side, side, side, side},
                           .keep_edge = true},
               {"factor", sharp});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Sharpness&))

VARY_NAMESPACE_END
