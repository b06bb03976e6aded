// SPDX-License-Identifier: MIT
// Translate: by an integer number of pixels.
#pragma once

#include "vary/core/math.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Translates the image by an integer number of pixels: the fraction drawn times the size, rounded. Pixel
/// values do not change. (Affine also translates by fractions of a pixel.)
struct Translate {
  static constexpr const char* name = "Translate";
  using Ops = OpTypes<ops::Permute>;
  Range<double> x{-0.1, 0.1};  ///< to the right, a fraction of the width, -1 to 1
  Range<double> y{-0.1, 0.1};  ///< down, a fraction of the height, -1 to 1
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "x", x, -1.0, 1.0);
    check_between(name, "y", y, -1.0, 1.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto pixels = [&](Range<double> fraction, int size) {
      return static_cast<int>(math::round_half_up(draw(fraction) * size));
    };
    const int right = pixels(x, shape.width);
    const int down = pixels(y, shape.height);
    recipe.add(ops::Permute{.width = shape.width,
                            .height = shape.height,
                            .x = -right,
                            .y = -down,
                            .border = border,
                            .fill = fill});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Translate&))

VARY_NAMESPACE_END
