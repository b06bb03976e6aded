// SPDX-License-Identifier: MIT
// Solarize: bright values inverted.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// 1 - value where value >= threshold, elsewhere the value itself (Pillow, torchvision). Alpha does not
/// change.
struct Solarize {
  static constexpr const char* name = "Solarize";
  using Ops = OpTypes<ops::Curve>;
  Range<float> threshold{0.5f, 0.5f};  ///< 0 (inverts all) to 1 (white becomes black)

  void check() const { check_between(name, "threshold", threshold, 0.0f, 1.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float from = draw(threshold);
    recipe.add(ops::Curve{.segments = {{.from = 0}, {.from = from, .gain = -1, .bias = 1}}},
               {"threshold", static_cast<double>(from)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Solarize&))

VARY_NAMESPACE_END
