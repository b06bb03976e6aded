// SPDX-License-Identifier: MIT
// Contrast: values away from their mean or towards it.
#pragma once

#include "vary/ops/statistics/contrast.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * value + (1 - factor) * mean, with the mean grey of the whole image (torchvision). Alpha does not
/// change.
struct Contrast {
  static constexpr const char* name = "Contrast";
  using Ops = OpTypes<ops::Contrast>;
  Range<float> factor{0.8f, 1.2f};  ///< 0 (flat grey) to 100; 1 changes nothing

  void check() const { check_between(name, "factor", factor, 0.0f, 100.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float gain = draw(factor);
    recipe.add(ops::Contrast{gain}, {"factor", static_cast<double>(gain)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Contrast&))

VARY_NAMESPACE_END
