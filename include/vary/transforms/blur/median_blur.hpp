// SPDX-License-Identifier: MIT
// MedianBlur: the median of a square window.
#pragma once

#include "vary/ops/rank/median.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The median of a window of `size` x `size` pixels, for each channel: it removes small spots and keeps
/// edges.
struct MedianBlur {
  static constexpr const char* name = "MedianBlur";
  using Ops = OpTypes<ops::Median>;
  Range<int> size{3, 7};  ///< of the window in pixels, odd, 1 (changes nothing) to 255
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_odd_between(name, "size", size, 1, 255);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int width = draw_odd(draw, size);
    recipe.add(ops::Median{.size = width, .border = border, .fill = fill},
               {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MedianBlur&))

VARY_NAMESPACE_END
