// SPDX-License-Identifier: MIT
// Downscale: the resolution of a smaller image.
#pragma once

#include "vary/core/math.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Shrinks the image by a factor of `scale` to rounded integer sizes, then enlarges it to its size. By
/// default it averages and interpolates, as cameras and browsers do; Albumentations takes the nearest pixel
/// both times.
struct Downscale {
  static constexpr const char* name = "Downscale";
  using Ops = OpTypes<ops::Resize>;
  Range<double> scale = 0.25;                         ///< 0.01 to 1
  Interpolation shrinking = Interpolation::area;      ///< for the smaller image, antialiased
  Interpolation enlarging = Interpolation::bilinear;  ///< for the output

  void check() const { check_between(name, "scale", scale, 0.01, 1.0); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double factor = draw(scale);
    const auto shrunk = [&](int size) {
      const int rounded = static_cast<int>(math::round_half_up(size * factor));
      return rounded < 1 ? 1 : rounded;
    };
    recipe.add(
        ops::Resize{.width = shrunk(shape.width), .height = shrunk(shape.height), .interpolation = shrinking},
        {"scale", factor});
    recipe.add(ops::Resize{.width = shape.width, .height = shape.height, .interpolation = enlarging},
               {"scale", factor});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Downscale&))

VARY_NAMESPACE_END
