// SPDX-License-Identifier: MIT
// MirrorPadShrink: the image shrunk and extended to its size again.
#pragma once

#include "vary/core/math.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Shrinks the image by a factor of `scale` to rounded integer sizes and extends it on all sides to the size
/// that it had, by default mirrored at each edge as often as needed. So there is no blank frame, which a
/// model would learn.
struct MirrorPadShrink {
  static constexpr const char* name = "MirrorPadShrink";
  using Ops = OpTypes<ops::Resize, ops::Permute>;
  Range<double> scale{0.5, 0.9};  ///< 0.01 to 1
  Interpolation interpolation = Interpolation::bilinear;
  Border border = Border::reflect;  ///< all but constant
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
    recipe.add(
        ops::Resize{.width = width, .height = height, .interpolation = interpolation, .antialias = antialias},
        {"scale", factor});
    recipe.add(ops::Permute{.width = shape.width,
                            .height = shape.height,
                            .x = -((shape.width - width) / 2),
                            .y = -((shape.height - height) / 2),
                            .border = border},
               {"scale", factor});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const MirrorPadShrink&))

VARY_NAMESPACE_END
