// SPDX-License-Identifier: MIT
// AutoContrast: values stretched to the full scale.
#pragma once

#include "vary/ops/statistics/equalize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Stretches each channel linearly from its minimum and maximum to 0 and 1 (Pillow). A channel of a single
/// value does not change, nor does alpha.
struct AutoContrast {
  static constexpr const char* name = "AutoContrast";
  using Ops = OpTypes<ops::AutoContrast>;
  Range<float> cutoff{0, 0};  ///< fraction of the pixels ignored at each end, 0 to 0.49

  void check() const { check_between(name, "cutoff", cutoff, 0.0f, 0.49f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float ignored = draw(cutoff);
    recipe.add(ops::AutoContrast{ignored}, {"cutoff", static_cast<double>(ignored)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const AutoContrast&))

VARY_NAMESPACE_END
