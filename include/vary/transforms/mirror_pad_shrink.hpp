// SPDX-License-Identifier: MIT
// MirrorPadShrink: the image made smaller, and its own surroundings.
#pragma once

#include <cmath>

#include "vary/ops/move/permute.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image made smaller by a factor of `scale`, in the middle of a canvas of its own size, flipped and
/// repeated at each edge as often as needed: a blank frame would be a feature that a model learns. The
/// smaller image has rounded whole sizes and is antialiased.
struct MirrorPadShrink {
  static constexpr const char* name = "MirrorPadShrink";
  Range<double> scale{0.5, 0.9};  ///< 0.01 to 1
  Interpolation interpolation = Interpolation::bilinear;
  Border border = Border::reflect;  ///< any but constant
  bool antialias = true;

  void check() const {
    check_between(name, "scale", scale, 0.01, 1.0);
    if (border == Border::constant) {
      refuse(name, "border", "constant leaves a blank frame; give reflect, symmetric, wrap or edge");
    }
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double factor = draw(scale);
    const auto shrunk = [&](int size) {
      const int rounded = static_cast<int>(math::round_half_up(size * factor));
      return rounded < 1 ? 1 : rounded;
    };
    const int width = shrunk(shape.width);
    const int height = shrunk(shape.height);
    recipe.add(ops::Resize{
        .width = width, .height = height, .interpolation = interpolation, .antialias = antialias});
    recipe.add(ops::Permute{.width = shape.width,
                            .height = shape.height,
                            .x = -((shape.width - width) / 2),
                            .y = -((shape.height - height) / 2),
                            .border = border});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MirrorPadShrink&))

VARY_NAMESPACE_END
