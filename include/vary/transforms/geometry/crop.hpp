// SPDX-License-Identifier: MIT
// Crop: a rectangle of the image.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Adds a crop of `width` x `height` pixels at (x, y). Throws Error for a smaller image unless `pad`, which
/// extends it by the border.
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

/// The rectangle of `width` x `height` pixels whose top left pixel is (x, y). Throws Error where it is not
/// inside the image.
struct Crop {
  static constexpr const char* name = "Crop";
  using Ops = OpTypes<ops::Permute>;
  int x = 0;         ///< >= 0
  int y = 0;         ///< >= 0
  int width = 224;   ///< >= 1
  int height = 224;  ///< >= 1

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

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Crop&))

VARY_NAMESPACE_END
