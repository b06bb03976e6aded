// SPDX-License-Identifier: MIT
// Pad: a frame around the image.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image with `left`, `top`, `right` and `bottom` more pixels, taken from the border.
struct Pad {
  static constexpr const char* name = "Pad";
  int left = 0;  ///< all four >= 0
  int top = 0;
  int right = 0;
  int bottom = 0;
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

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Pad&))

VARY_NAMESPACE_END
