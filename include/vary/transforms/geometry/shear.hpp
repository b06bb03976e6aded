// SPDX-License-Identifier: MIT
// Shear: rows and columns shifted in proportion to their distance from the centre.
#pragma once

#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Shifts each row right by tan(x) times its distance below the image centre, then each column down by tan(y)
/// times its distance to the right of the centre. The output has the size of the input.
struct Shear {
  static constexpr const char* name = "Shear";
  using Ops = OpTypes<ops::Warp>;
  Range<double> x{-20, 20};                               ///< -80 to 80 degrees
  Range<double> y = 0;                                    ///< -80 to 80 degrees
  Interpolation interpolation = Interpolation::bilinear;  ///< all but area
  bool antialias = true;                                  ///< when the image shrinks
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "x", x, -80.0, 80.0);
    check_between(name, "y", y, -80.0, 80.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double x_degrees = draw(x);
    const double y_degrees = draw(y);
    detail::add_about_centre(name, detail::shear_source(x_degrees, y_degrees), shape, shape.width,
                             shape.height, 0, 0, style(), recipe);
  }

  VARY_CALL_OPERATOR

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Shear&))

VARY_NAMESPACE_END
