// SPDX-License-Identifier: MIT
// Invert: the negative.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// 1 - value, always. Alpha does not change.
struct Invert {
  static constexpr const char* name = "Invert";
  using Ops = OpTypes<ops::Curve>;

  void check() const {}
  void sample(Draw&, Shape, Recipe& recipe) const {
    recipe.add(ops::Curve{.segments = {{.from = 0, .gain = -1, .bias = 1}}});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Invert&))

VARY_NAMESPACE_END
