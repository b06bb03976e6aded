// SPDX-License-Identifier: MIT
// Dilate, Erode: bright or dark parts grow.
#pragma once

#include "vary/ops/rank.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The maximum over a square window: bright parts grow.
struct Dilate {
  static constexpr const char* name = "Dilate";
  Range<int> size{2, 3};  ///< window in pixels, 1 (leaves the picture) to 1023
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "size", size, 1, 1023);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int window = draw(size);
    recipe.add(ops::Rank{.width = window, .height = window, .maximum = true, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The minimum over a square window: dark parts grow.
struct Erode {
  static constexpr const char* name = "Erode";
  Range<int> size{2, 3};  ///< window in pixels, 1 (leaves the picture) to 1023
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "size", size, 1, 1023);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int window = draw(size);
    recipe.add(
        ops::Rank{.width = window, .height = window, .maximum = false, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Dilate&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Erode&))

VARY_NAMESPACE_END
