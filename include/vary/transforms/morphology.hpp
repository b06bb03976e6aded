// SPDX-License-Identifier: MIT
// Dilate, Erode, Open, Close, MorphologicalGradient: bright or dark parts grow.
#pragma once

#include "vary/ops/rank/rank.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

template <class Morphology>
void check_window(const Morphology& transform) {
  check_between(Morphology::name, "size", transform.size, 1, 1023);
  transform.fill.check(Morphology::name, "fill");
}
template <class Morphology>
int draw_window(const Morphology& transform, Draw& draw, Shape shape) {
  transform.fill.check(Morphology::name, "fill", shape.channels);
  return draw(transform.size);
}

}  // namespace detail

/// The maximum over a window: bright parts grow.
struct Dilate {
  static constexpr const char* name = "Dilate";
  Range<int> size{2, 3};  ///< window in pixels, 1 (leaves the image) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, true, border, fill, window});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The minimum over a window: dark parts grow.
struct Erode {
  static constexpr const char* name = "Erode";
  Range<int> size{2, 3};  ///< window in pixels, 1 (leaves the image) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, false, border, fill, window});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Erode, then Dilate: bright parts that the window does not fit into vanish. A window of even size
/// moves the image by a pixel, as in OpenCV.
struct Open {
  static constexpr const char* name = "Open";
  Range<int> size{3, 5};  ///< window in pixels, 1 (leaves the image) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, false, border, fill, window});
    recipe.add(ops::Rank{width, width, true, border, fill, window});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Dilate, then Erode: dark parts that the window does not fit into vanish. A window of even size
/// moves the image by a pixel, as in OpenCV.
struct Close {
  static constexpr const char* name = "Close";
  Range<int> size{3, 5};  ///< window in pixels, 1 (leaves the image) to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Rank{width, width, true, border, fill, window});
    recipe.add(ops::Rank{width, width, false, border, fill, window});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The maximum over a window minus the minimum: what is left are edges. A window of 1 leaves nothing.
struct MorphologicalGradient {
  static constexpr const char* name = "MorphologicalGradient";
  Range<int> size{2, 3};  ///< window in pixels, 1 to 1023
  Window window = Window::rectangle;
  Border border = Border::reflect;
  Fill fill{};

  void check() const { detail::check_window(*this); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int width = detail::draw_window(*this, draw, shape);
    recipe.add(ops::Gradient{width, width, border, fill, window});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Dilate&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Erode&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Open&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Close&))
VARY_COMPILE_ONCE(void TransformList::push_back(const MorphologicalGradient&))

VARY_NAMESPACE_END
