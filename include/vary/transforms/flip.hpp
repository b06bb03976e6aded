// SPDX-License-Identifier: MIT
// HorizontalFlip, VerticalFlip, Transpose, Rotate90: the eight ways to lay an image down.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Left and right exchanged, always: `maybe(0.5, HorizontalFlip{})` for half of the images.
struct HorizontalFlip {
  static constexpr const char* name = "HorizontalFlip";

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(
        ops::Permute{.width = shape.width, .height = shape.height, .x = shape.width - 1, .flip_x = true});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Top and bottom exchanged, always.
struct VerticalFlip {
  static constexpr const char* name = "VerticalFlip";

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(
        ops::Permute{.width = shape.width, .height = shape.height, .y = shape.height - 1, .flip_y = true});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Rows become columns, always.
struct Transpose {
  static constexpr const char* name = "Transpose";

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(ops::Permute{.width = shape.height, .height = shape.width, .transposed = true});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Counter-clockwise quarter turns; width and height change places for an odd number.
struct Rotate90 {
  static constexpr const char* name = "Rotate90";
  Range<int> turns{0, 3};  ///< -4 to 4; negative ones are clockwise

  void check() const { check_between(name, "turns", turns, -4, 4); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int quarter = draw(turns) & 3;
    const bool odd = quarter % 2 == 1;
    const bool flip_x = quarter == 1 || quarter == 2;
    const bool flip_y = quarter == 2 || quarter == 3;
    recipe.add(ops::Permute{.width = odd ? shape.height : shape.width,
                            .height = odd ? shape.width : shape.height,
                            .x = flip_x ? shape.width - 1 : 0,
                            .y = flip_y ? shape.height - 1 : 0,
                            .flip_x = flip_x,
                            .flip_y = flip_y,
                            .transposed = odd});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const HorizontalFlip&))
VARY_COMPILE_ONCE(void TransformList::push_back(const VerticalFlip&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Transpose&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Rotate90&))

VARY_NAMESPACE_END
