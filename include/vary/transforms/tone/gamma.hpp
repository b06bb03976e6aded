// SPDX-License-Identifier: MIT
// Gamma: values to a power.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// value ^ gamma, with values clamped to [0, 1]: below 1 lighter, above 1 darker. Alpha does not change.
struct Gamma {
  static constexpr const char* name = "Gamma";
  using Ops = OpTypes<ops::Curve>;
  Range<float> gamma{0.8f, 1.2f};  ///< 0.01 to 100; 1 changes nothing

  void check() const { check_between(name, "gamma", gamma, 0.01f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float exponent = draw(gamma);
    recipe.add(ops::Curve{.exponent = exponent}, {"gamma", static_cast<double>(exponent)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Gamma&))

VARY_NAMESPACE_END
