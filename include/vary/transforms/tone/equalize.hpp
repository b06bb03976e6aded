// SPDX-License-Identifier: MIT
// Equalize: a uniform histogram.
#pragma once

#include "vary/ops/statistics/equalize.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Histogram equalization of each channel, always: a value becomes the fraction of pixels below it (Pillow,
/// torchvision). Alpha does not change.
struct Equalize {
  static constexpr const char* name = "Equalize";
  using Ops = OpTypes<ops::Equalize>;

  void check() const {}
  void sample(Draw&, Shape, Recipe& recipe) const { recipe.add(ops::Equalize{}); }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Equalize&))

VARY_NAMESPACE_END
