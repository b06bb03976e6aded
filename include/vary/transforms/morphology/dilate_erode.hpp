// SPDX-License-Identifier: MIT
// Dilate, Erode: the maximum or minimum of a window.
#pragma once

#include "vary/ops/rank/rank.hpp"
#include "vary/transforms/morphology/window.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The maximum of a window around each pixel, for each channel: bright regions grow.
struct Dilate {
  static constexpr const char* name = "Dilate";
  using Ops = OpTypes<ops::Rank>;
  Range<int> size{2, 3};  ///< of the window in pixels, 1 (changes nothing) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, true, border, fill, window}, {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

/// The minimum of a window around each pixel, for each channel: dark regions grow.
struct Erode {
  static constexpr const char* name = "Erode";
  using Ops = OpTypes<ops::Rank>;
  Range<int> size{2, 3};  ///< of the window in pixels, 1 (changes nothing) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, false, border, fill, window}, {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Dilate&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Erode&))

VARY_NAMESPACE_END
