// SPDX-License-Identifier: MIT
// CoarseDropout: random rectangles erased.
#pragma once

#include <utility>

#include "vary/core/list.hpp"
#include "vary/ops/move/erase.hpp"
#include "vary/transforms/erase/holes.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Erases rectangles at random positions inside the image (Cutout, DeVries and Taylor 2017; Albumentations).
struct CoarseDropout {
  static constexpr const char* name = "CoarseDropout";
  using Ops = OpTypes<ops::Erase>;
  Range<int> holes{1, 2};                ///< number of rectangles, 0 to 10000
  Range<float> hole_width{0.1f, 0.2f};   ///< of each, as a fraction of the image's width, 0 to 1
  Range<float> hole_height{0.1f, 0.2f};  ///< of each, as a fraction of the image's height, 0 to 1
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< for the kind `constant`

  void check() const {
    check_between(name, "holes", holes, 0, 10000);
    check_between(name, "hole_width", hole_width, 0.0f, 1.0f);
    check_between(name, "hole_height", hole_height, 0.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    List<ops::Erase::Hole, 8> drawn;
    const int count = draw(holes);
    for (int i = 0; i < count; ++i) {
      const int width = detail::pixels_of(static_cast<double>(draw(hole_width)), shape.width);
      const int height = detail::pixels_of(static_cast<double>(draw(hole_height)), shape.height);
      drawn.push_back(detail::random_hole(draw, shape, width, height));
    }
    detail::add_holes(*this, std::move(drawn), {"holes", static_cast<double>(count)}, draw, shape, recipe);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const CoarseDropout&))

VARY_NAMESPACE_END
