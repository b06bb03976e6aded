// SPDX-License-Identifier: MIT
// Crop, CenterCrop, RandomCrop: a part of the image.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Cuts width x height at (x, y). Where the image is smaller, it is extended by the border if `pad`, on
/// both sides alike (the odd pixel to the right or below), and refused otherwise.
inline void add_crop(const char* name, Shape shape, int x, int y, int width, int height, bool pad,
                     Border border, const Fill& fill, Recipe& recipe) {
  fill.check(name, "fill", shape.channels);
  if (!pad && (width > shape.width || height > shape.height)) {
    const bool wide = width > shape.width;
    refuse(name, wide ? "width" : "height", wide ? width : height, " is larger than the image of ",
           spell(shape), "; give less, or set pad_if_needed");
  }
  recipe.add(ops::Permute{.width = width, .height = height, .x = x, .y = y, .border = border, .fill = fill});
}

}  // namespace detail

/// The part of `width` x `height` pixels whose top left pixel is (x, y). Throws Error where it is not
/// inside the image.
struct Crop {
  static constexpr const char* name = "Crop";
  int x = 0;  ///< >= 0
  int y = 0;
  int width = 224;  ///< >= 1
  int height = 224;

  void check() const {
    check_between(name, "x", x, 0, largest_extent);
    check_between(name, "y", y, 0, largest_extent);
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    const bool wide = x + width > shape.width;
    if (wide || y + height > shape.height) {
      refuse(name, wide ? "width" : "height", wide ? width : height, " from ", wide ? x : y,
             " on leaves the image of ", detail::spell(shape), "; give less");
    }
    recipe.add(ops::Permute{.width = width, .height = height, .x = x, .y = y});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The middle part of `width` x `height` pixels, rounded to the left and up.
struct CenterCrop {
  static constexpr const char* name = "CenterCrop";
  int width = 224;  ///< >= 1
  int height = 224;
  bool pad_if_needed = false;  ///< extend a smaller image instead of refusing it
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
    fill.check(name, "fill");
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::add_crop(name, shape, (shape.width - width) / 2, (shape.height - height) / 2, width, height,
                     pad_if_needed, border, fill, recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// A part of `width` x `height` pixels, every position equally likely.
struct RandomCrop {
  static constexpr const char* name = "RandomCrop";
  int width = 224;  ///< >= 1
  int height = 224;
  bool pad_if_needed = false;  ///< extend a smaller image instead of refusing it
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const auto place = [&](int room) { return room < 0 ? room / 2 : draw.uniform(Range<int>(0, room)); };
    const int x = place(shape.width - width);
    const int y = place(shape.height - height);
    detail::add_crop(name, shape, x, y, width, height, pad_if_needed, border, fill, recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Crop&))
VARY_COMPILE_ONCE(void TransformList::push_back(const CenterCrop&))
VARY_COMPILE_ONCE(void TransformList::push_back(const RandomCrop&))

VARY_NAMESPACE_END
