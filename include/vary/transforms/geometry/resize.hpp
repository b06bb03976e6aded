// SPDX-License-Identifier: MIT
// Resize: to a fixed size.
#pragma once

#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Resizes the image to `width` x `height` pixels, antialiased where it shrinks (torchvision).
struct Resize {
  static constexpr const char* name = "Resize";
  using Ops = OpTypes<ops::Resize>;
  int width = 224;   ///< >= 1
  int height = 224;  ///< >= 1
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;  ///< false: the few nearest pixels, as OpenCV

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
  }
  void sample(Draw&, Shape, Recipe& recipe) const {
    recipe.add(ops::Resize{
        .width = width, .height = height, .interpolation = interpolation, .antialias = antialias});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Resize&))

VARY_NAMESPACE_END
