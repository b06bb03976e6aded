// SPDX-License-Identifier: MIT
// Open, Close: Erode and Dilate, one after the other.
#pragma once

#include "vary/ops/rank/rank.hpp"
#include "vary/transforms/morphology/window.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Erode, then Dilate: bright regions smaller than the window disappear. A window of even size shifts the
/// image by one pixel, as in OpenCV.
struct Open {
  static constexpr const char* name = "Open";
  using Ops = OpTypes<ops::Rank>;
  Range<int> size{3, 5};  ///< of the window in pixels, 1 (changes nothing) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, false, border, fill, window}, {"size", static_cast<double>(width)});
    recipe.add(ops::Rank{width, width, true, border, fill, window}, {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

/// Dilate, then Erode: dark regions smaller than the window disappear. A window of even size shifts the image
/// by one pixel, as in OpenCV.
struct Close {
  static constexpr const char* name = "Close";
  using Ops = OpTypes<ops::Rank>;
  Range<int> size{3, 5};  ///< of the window in pixels, 1 (changes nothing) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, true, border, fill, window}, {"size", static_cast<double>(width)});
    recipe.add(ops::Rank{width, width, false, border, fill, window}, {"size", static_cast<double>(width)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Open&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Close&))

VARY_NAMESPACE_END
