// SPDX-License-Identifier: MIT
// Perspective: a random projective map.
#pragma once

#include <array>
#include <cstddef>

#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The map (x, y) -> (X / W, Y / W) with (X, Y, W) = matrix * (x, y, 1), row by row.
using ProjectiveMap = std::array<double, 9>;

/// The map of the corners of a rectangle of `width` x `height` at the origin to these corners (x, y),
/// clockwise from the top left (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989).
inline ProjectiveMap map_to_corners(const std::array<double, 8>& corners, double width, double height) {
  const auto& [x0, y0, x1, y1, x2, y2, x3, y3] = corners;
  const double right_x = x1 - x2, right_y = y1 - y2;
  const double bottom_x = x3 - x2, bottom_y = y3 - y2;
  const double excess_x = x0 - x1 + x2 - x3, excess_y = y0 - y1 + y2 - y3;  // 0: a parallelogram
  const double area = right_x * bottom_y - bottom_x * right_y;
  const double g = (excess_x * bottom_y - bottom_x * excess_y) / area;
  const double h = (right_x * excess_y - excess_x * right_y) / area;
  return {(x1 - x0 + g * x1) / width,
          (x3 - x0 + h * x3) / height,
          x0,
          (y1 - y0 + g * y1) / width,
          (y3 - y0 + h * y3) / height,
          y0,
          g / width,
          h / height,
          1};
}

/// The inverse map, scaled so that W = 1 at the origin.
inline ProjectiveMap inverse(const ProjectiveMap& m) {
  const auto minor = [&](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    return m[a] * m[d] - m[b] * m[c];
  };
  ProjectiveMap result{minor(4, 5, 7, 8), minor(2, 1, 8, 7), minor(1, 2, 4, 5),
                       minor(5, 3, 8, 6), minor(0, 2, 6, 8), minor(2, 0, 5, 3),
                       minor(3, 4, 6, 7), minor(1, 0, 7, 6), minor(0, 1, 3, 4)};
  const double scale = result[8];
  for (double& entry : result) entry /= scale;
  return result;
}

}  // namespace detail

/// Shifts each corner of the image inwards by a random distance of up to distortion_scale / 2 of the width
/// and of the height, and maps the image by the projective map that takes the corners there (torchvision's
/// RandomPerspective). What lies outside the image is filled from the border. While the horizon would come
/// near the output, all shifts are halved.
struct Perspective {
  static constexpr const char* name = "Perspective";
  using Ops = OpTypes<ops::Warp>;
  double distortion_scale = 0.5;                          ///< 0 to 1
  Interpolation interpolation = Interpolation::bilinear;  ///< all but area
  bool antialias = true;                                  ///< when the image shrinks
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "distortion_scale", distortion_scale, 0.0, 1.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    std::array<double, 8> shifts{};
    for (double& shift : shifts) shift = draw(Range<double>(0, 0.5 * distortion_scale));
    detail::ProjectiveMap source = source_map(shifts, shape);
    // Shifts of more than a quarter of a side may bring the horizon into the output. The comparison also
    // holds for NaN: corners on one line have no map.
    while (!(nearest_depth(source, shape) >= 0.1)) {
      for (double& shift : shifts) shift *= 0.5;
      source = source_map(shifts, shape);
    }
    const auto entry = ops::Warp::quantised;
    recipe.add(ops::Warp{.matrix = {entry(source[0]), entry(source[1]), entry(source[2]), entry(source[3]),
                                    entry(source[4]), entry(source[5])},
                         .perspective = {source[6], source[7]},
                         .width = shape.width,
                         .height = shape.height,
                         .interpolation = interpolation,
                         .antialias = antialias,
                         .border = border,
                         .fill = fill},
               {"distortion_scale", distortion_scale});
  }

  VARY_CALL_OPERATOR

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }

  /// From output to input coordinates, for shifts inwards in fractions of the sides.
  static detail::ProjectiveMap source_map(const std::array<double, 8>& shifts, Shape shape) {
    const double w = shape.width, h = shape.height;
    return detail::inverse(
        detail::map_to_corners({w * shifts[0], h * shifts[1], w - w * shifts[2], h * shifts[3],
                                w - w * shifts[4], h - h * shifts[5], w * shifts[6], h - h * shifts[7]},
                               w, h));
  }

  /// The smallest W at a corner of the output, as a fraction of W at its centre; 0 or less beyond the
  /// horizon.
  static double nearest_depth(const detail::ProjectiveMap& m, Shape shape) {
    const double right = m[6] * shape.width, down = m[7] * shape.height;
    const double centre = 1 + 0.5 * right + 0.5 * down;
    double least = centre;
    for (const double depth : {1.0, 1 + right, 1 + down, 1 + right + down}) {
      if (depth < least) least = depth;
    }
    return centre > 0 ? least / centre : 0;
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Perspective&))

VARY_NAMESPACE_END
