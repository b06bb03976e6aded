// SPDX-License-Identifier: MIT
// OpticalDistortion: the radial distortion of a lens.
#pragma once

#include "vary/ops/sample/displace.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Radial distortion, the first term of the model of Brown and Conrady: with d the vector from the image
/// centre and r its length, 1 at the corners, out(centre + d) = in(centre + d (1 + strength r^2)). Positive
/// strengths give a barrel distortion, which shows more than the image; negative ones give a pincushion
/// distortion, and below -1/3 the corners fold inwards. Albumentations measures r by width and height and has
/// one more term: its limit of 0.05 shifts the corners as a strength of 0.0375 does.
struct OpticalDistortion {
  static constexpr const char* name = "OpticalDistortion";
  using Ops = OpTypes<ops::Displace>;
  Range<double> strength{-0.1, 0.1};                      ///< -1 to 1
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "strength", strength, -1.0, 1.0);
    detail::check_distortion(name, interpolation, fill);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const double k = draw(strength);
    const double w = shape.width;
    const double h = shape.height;
    const double step_x = w < 3 ? 1 : w / 3;
    const double step_y = h < 3 ? 1 : h / 3;
    ops::Displace op{.spacing_x = step_x,
                     .spacing_y = step_y,
                     .interpolation = interpolation,
                     .border = border,
                     .fill = fill};
    // A cubic spline represents k d r^2 exactly. The control points for x^3, x^2 and x are the polar forms at
    // the nodes j - 1, j and j + 1: x^3 - x step^2, x^2 - step^2 / 3 and x.
    const double scale = 4 * k / (w * w + h * h);
    const auto columns = static_cast<int>(op.columns(shape));
    const auto rows = static_cast<int>(op.rows(shape));
    for (const bool across : {true, false}) {
      for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
          const double x = step_x * (column - 1) - w / 2;
          const double y = step_y * (row - 1) - h / 2;
          const double rest_x = x * x - step_x * step_x / (across ? 1 : 3);
          const double rest_y = y * y - step_y * step_y / (across ? 3 : 1);
          op.nodes.push_back(static_cast<float>(scale * (across ? x : y) * (rest_x + rest_y)));
        }
      }
    }
    recipe.add(op, {"strength", k});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const OpticalDistortion&))

VARY_NAMESPACE_END
