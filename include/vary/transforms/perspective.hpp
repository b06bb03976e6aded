// SPDX-License-Identifier: MIT
// Perspective: the image seen from aside.
#pragma once

#include <array>
#include <cstddef>

#include "vary/transforms/affine_map.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A map (X / W, Y / W) with X, Y and W = matrix * (x, y, 1), row by row.
using ProjectiveMap = std::array<double, 9>;

/// The map that takes a rectangle of `width` x `height` at the origin to the corners (x, y), clockwise from
/// the top left one (Heckbert 1989).
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

/// The inverse, with W = 1 at the origin.
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

/// Each corner of the image moves inwards by a random part of up to half a side times `distortion_scale`,
/// along both sides, and all else with them, as if the image were seen from aside. What the canvas shows
/// beyond the image comes from the border. Moves that would show the horizon are halved.
struct Perspective {
  static constexpr const char* name = "Perspective";
  double distortion_scale = 0.5;                          ///< 0 to 1
  Interpolation interpolation = Interpolation::bilinear;  ///< any but area
  bool antialias = true;                                  ///< where the image gets smaller
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "distortion_scale", distortion_scale, 0.0, 1.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    std::array<double, 8> moves{};
    for (double& move : moves) move = draw(Range<double>(0, 0.5 * distortion_scale));
    detail::ProjectiveMap source = source_map(moves, shape);
    // Moves of more than a quarter may bring the horizon into the canvas. (A comparison that holds for what
    // is not a number too: corners in a line have no map.)
    while (!(nearest_depth(source, shape) >= 0.1)) {
      for (double& move : moves) move *= 0.5;
      source = source_map(moves, shape);
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
                         .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }

  /// From the output to the source, for moves inwards in fractions of the sides.
  static detail::ProjectiveMap source_map(const std::array<double, 8>& moves, Shape shape) {
    const double w = shape.width, h = shape.height;
    return detail::inverse(
        detail::map_to_corners({w * moves[0], h * moves[1], w - w * moves[2], h * moves[3], w - w * moves[4],
                                h - h * moves[5], w * moves[6], h - h * moves[7]},
                               w, h));
  }

  /// The least W at a corner of the canvas, as a fraction of that at its centre; 0 or less beyond the
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
