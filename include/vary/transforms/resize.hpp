// SPDX-License-Identifier: MIT
// Resize: another size.
#pragma once

#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image at `width` x `height` pixels, antialiased where it shrinks (as torchvision's).
struct Resize {
  static constexpr const char* name = "Resize";
  int width = 224;  ///< >= 1
  int height = 224;
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;  ///< false: the few neighbours that OpenCV takes

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
  }
  void sample(Draw&, Shape, Recipe& recipe) const {
    recipe.add(ops::Resize{
        .width = width, .height = height, .interpolation = interpolation, .antialias = antialias});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Resize&))

VARY_NAMESPACE_END
