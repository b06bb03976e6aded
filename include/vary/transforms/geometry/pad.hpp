// SPDX-License-Identifier: MIT
// Pad: the image extended by its border.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Extends the image by `left`, `top`, `right` and `bottom` pixels, filled from the border.
struct Pad {
  static constexpr const char* name = "Pad";
  using Ops = OpTypes<ops::Permute>;
  int left = 0;    ///< >= 0
  int top = 0;     ///< >= 0
  int right = 0;   ///< >= 0
  int bottom = 0;  ///< >= 0
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "left", left, 0, largest_extent);
    check_between(name, "top", top, 0, largest_extent);
    check_between(name, "right", right, 0, largest_extent);
    check_between(name, "bottom", bottom, 0, largest_extent);
    fill.check(name, "fill");
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    recipe.add(ops::Permute{.width = left + shape.width + right,
                            .height = top + shape.height + bottom,
                            .x = -left,
                            .y = -top,
                            .border = border,
                            .fill = fill});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Pad&))

VARY_NAMESPACE_END
