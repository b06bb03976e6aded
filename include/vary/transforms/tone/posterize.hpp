// SPDX-License-Identifier: MIT
// Posterize: fewer levels.
#pragma once

#include "vary/ops/point/posterize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Keeps the highest `bits` bits of each value and clears the others (Pillow, torchvision); floats become
/// floor(value 2^bits) / 2^bits. Alpha does not change.
struct Posterize {
  static constexpr const char* name = "Posterize";
  using Ops = OpTypes<ops::Posterize>;
  Range<int> bits{4, 4};  ///< 1 to 16; all bits of a pixel, or more, change nothing

  void check() const { check_between(name, "bits", bits, 1, 16); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const int kept = draw(bits);
    recipe.add(ops::Posterize{kept}, {"bits", static_cast<double>(kept)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Posterize&))

VARY_NAMESPACE_END
