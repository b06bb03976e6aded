// SPDX-License-Identifier: MIT
// Affine: scale, rotation, shear and translation in one.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Scales, rotates, shears (see Shear) and translates the image, in this order, about its centre. The output
/// has the size of the input. With the default fields nothing changes.
struct Affine {
  static constexpr const char* name = "Affine";
  using Ops = OpTypes<ops::Warp, ops::Permute>;
  Range<double> degrees = 0;      ///< -360 to 360; positive is counter-clockwise
  Range<double> translate_x = 0;  ///< to the right, a fraction of the width, -1 to 1
  Range<double> translate_y = 0;  ///< down, a fraction of the height, -1 to 1
  Range<double> scale = 1;        ///< 0.02 to 50; above 1 enlarges
  bool keep_ratio = true;         ///< false: a scale for the width, another for the height
  Range<double> shear_x = 0;      ///< -80 to 80 degrees
  Range<double> shear_y = 0;      ///< -80 to 80 degrees
  Interpolation interpolation = Interpolation::bilinear;  ///< all but area
  bool antialias = true;                                  ///< when the image shrinks
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "degrees", degrees, -360.0, 360.0);
    check_between(name, "translate_x", translate_x, -1.0, 1.0);
    check_between(name, "translate_y", translate_y, -1.0, 1.0);
    check_between(name, "scale", scale, 0.02, 50.0);
    check_between(name, "shear_x", shear_x, -80.0, 80.0);
    check_between(name, "shear_y", shear_y, -80.0, 80.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double angle = draw(degrees);
    const double right = draw(translate_x) * shape.width;
    const double down = draw(translate_y) * shape.height;
    const double scale_x = draw(scale);
    const double scale_y = keep_ratio ? scale_x : draw(scale);
    const double x_degrees = draw(shear_x);
    const double y_degrees = draw(shear_y);
    const detail::LinearMap source = detail::LinearMap{.xx = 1 / scale_x, .yy = 1 / scale_y} *
                                     detail::rotation_source(angle) *
                                     detail::shear_source(x_degrees, y_degrees);
    detail::add_about_centre(name, source, shape, shape.width, shape.height, right, down, style(), recipe);
  }

  VARY_CALL_OPERATOR

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Affine&))

VARY_NAMESPACE_END
