// SPDX-License-Identifier: MIT
// MorphologicalGradient: edges.
#pragma once

#include "vary/ops/rank/rank.hpp"
#include "vary/transforms/morphology/window.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The maximum minus the minimum of a window around each pixel, for each channel: the edges. A window of 1
/// pixel gives 0.
struct MorphologicalGradient {
  static constexpr const char* name = "MorphologicalGradient";
  using Ops = OpTypes<ops::Gradient>;
  Range<int> size{2, 3};  ///< of the window in pixels, 1 to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Gradient{width, width, border, fill, window}, {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MorphologicalGradient&))

VARY_NAMESPACE_END
