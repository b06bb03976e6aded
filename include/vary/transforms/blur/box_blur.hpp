// SPDX-License-Identifier: MIT
// BoxBlur: the mean of a square window.
#pragma once

#include "vary/ops/window/box.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The mean of a window of `size` x `size` pixels.
struct BoxBlur {
  static constexpr const char* name = "BoxBlur";
  using Ops = OpTypes<ops::Box>;
  Range<int> size{3, 7};  ///< of the window in pixels, odd, 1 (changes nothing) to 1023
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_odd_between(name, "size", size, 1, 1023);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int width = draw_odd(draw, size);
    recipe.add(ops::Box{.width = width, .height = width, .border = border, .fill = fill},
               {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const BoxBlur&))

VARY_NAMESPACE_END
