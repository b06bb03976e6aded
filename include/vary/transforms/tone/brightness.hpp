// SPDX-License-Identifier: MIT
// Brightness: values times a factor.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * value (torchvision). Alpha does not change.
struct Brightness {
  static constexpr const char* name = "Brightness";
  using Ops = OpTypes<ops::Curve>;
  Range<float> factor{0.8f, 1.2f};  ///< 0 (black) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float gain = draw(factor);
    recipe.add(ops::Curve{.segments = {{.gain = gain}}}, {"factor", static_cast<double>(gain)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Brightness&))

VARY_NAMESPACE_END
