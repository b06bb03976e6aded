// SPDX-License-Identifier: MIT
// Transpose: rows become columns.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Exchanges rows and columns, always: out(x, y) = in(y, x).
struct Transpose {
  static constexpr const char* name = "Transpose";
  using Ops = OpTypes<ops::Permute>;

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(ops::Permute{.width = shape.height, .height = shape.width, .transposed = true});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Transpose&))

VARY_NAMESPACE_END
