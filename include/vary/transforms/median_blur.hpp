// SPDX-License-Identifier: MIT
// MedianBlur: the middle value of the neighbours.
#pragma once

#include "vary/ops/rank/median.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The median over a square window: specks vanish, edges stay.
struct MedianBlur {
  static constexpr const char* name = "MedianBlur";
  Range<int> size{3, 7};  ///< window in pixels, both ends odd, 1 (leaves the image) to 255
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_odd_between(name, "size", size, 1, 255);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int width = draw_odd(draw, size);
    recipe.add(ops::Median{.size = width, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MedianBlur&))

VARY_NAMESPACE_END
