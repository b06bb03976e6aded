// SPDX-License-Identifier: MIT
// RGBShift: a value added to each colour.
#pragma once

#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Adds a value to each of red, green and blue, in fractions of full scale (Albumentations). Alpha does not
/// change. Throws Error for images of other than 3 or 4 channels.
struct RGBShift {
  static constexpr const char* name = "RGBShift";
  using Ops = OpTypes<ops::Curve>;
  Range<float> red{-20.0f / 255, 20.0f / 255};    ///< -1 to 1
  Range<float> green{-20.0f / 255, 20.0f / 255};  ///< -1 to 1
  Range<float> blue{-20.0f / 255, 20.0f / 255};   ///< -1 to 1

  void check() const {
    check_between(name, "red", red, -1.0f, 1.0f);
    check_between(name, "green", green, -1.0f, 1.0f);
    check_between(name, "blue", blue, -1.0f, 1.0f);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    ops::Curve curve{.segments = {}, .per_channel = true};
    for (const Range<float>& shift : {red, green, blue}) curve.segments.push_back({.bias = draw(shift)});
    if (shape.channels == 4) curve.segments.push_back({});
    recipe.add(curve);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const RGBShift&))

VARY_NAMESPACE_END
