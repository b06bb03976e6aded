// SPDX-License-Identifier: MIT
// GridDropout: a grid of squares erased.
#pragma once

#include "vary/ops/move/erase.hpp"
#include "vary/transforms/erase/holes.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Erases a square in the top left corner of each cell of a square grid (GridMask, Chen et al. 2020;
/// Albumentations). What remains is connected.
struct GridDropout {
  static constexpr const char* name = "GridDropout";
  using Ops = OpTypes<ops::Erase>;
  /// Side of a cell, as a fraction of the image's shorter side, 0 to 1; at least 2 pixels.
  Range<float> unit{0.1f, 0.1f};
  Range<float> ratio{0.5f, 0.5f};  ///< side of a square, as a fraction of the cell's, 0 to 1
  bool random_offset = true;       ///< false: the grid starts in the top left corner of the image
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< for the kind `constant`

  void check() const {
    check_between(name, "unit", unit, 0.0f, 1.0f);
    check_between(name, "ratio", ratio, 0.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int side = shape.width < shape.height ? shape.width : shape.height;
    const int drawn = detail::pixels_of(static_cast<double>(draw(unit)), side);
    const int cell = drawn < 2 ? 2 : drawn;
    const auto fraction = static_cast<double>(draw(ratio));
    const int rounded = detail::pixels_of(fraction, cell);
    const int hole = fraction < 1 && rounded == cell ? cell - 1 : rounded;
    const int x = random_offset ? draw(Range<int>(0, cell - 1)) : 0;
    const int y = random_offset ? draw(Range<int>(0, cell - 1)) : 0;
    const ops::Erase::Hole grid{.x = -x,
                                .y = -y,
                                .width = hole,
                                .height = hole,
                                .columns = (shape.width - 1 + x) / cell + 1,
                                .rows = (shape.height - 1 + y) / cell + 1,
                                .step_x = cell,
                                .step_y = cell};
    detail::add_holes(*this, {grid}, {"ratio", fraction}, draw, shape, recipe);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GridDropout&))

VARY_NAMESPACE_END
