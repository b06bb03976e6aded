// SPDX-License-Identifier: MIT
// Rotate90: by multiples of 90 degrees.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Rotates the image by `turns` times 90 degrees, counter-clockwise for positive numbers. An odd number
/// exchanges width and height.
struct Rotate90 {
  static constexpr const char* name = "Rotate90";
  using Ops = OpTypes<ops::Permute>;
  Range<int> turns{0, 3};  ///< -4 to 4; negative is clockwise

  void check() const { check_between(name, "turns", turns, -4, 4); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int quarter = draw(turns) & 3;
    const bool odd = quarter % 2 == 1;
    const bool flip_x = quarter == 1 || quarter == 2;
    const bool flip_y = quarter == 2 || quarter == 3;
    recipe.add(ops::Permute{.width = odd ? shape.height : shape.width,
                            .height = odd ? shape.width : shape.height,
                            .x = flip_x ? shape.width - 1 : 0,
                            .y = flip_y ? shape.height - 1 : 0,
                            .flip_x = flip_x,
                            .flip_y = flip_y,
                            .transposed = odd});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Rotate90&))

VARY_NAMESPACE_END
