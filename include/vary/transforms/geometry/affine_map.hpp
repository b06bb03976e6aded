// SPDX-License-Identifier: MIT
// Affine maps about the image centre, which Rotate, Affine, Shear and Zoom share.
#pragma once

#include <array>
#include <cmath>

#include "vary/core/math.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The linear map (x, y) -> (xx x + xy y, yx x + yy y).
struct LinearMap {
  double xx = 1;
  double xy = 0;
  double yx = 0;
  double yy = 1;
};

/// The composition: first `b`, then `a`.
inline LinearMap operator*(const LinearMap& a, const LinearMap& b) {
  return {a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy,  //
          a.yx * b.xx + a.yy * b.yx, a.yx * b.xy + a.yy * b.yy};
}

/// From output to input coordinates: a rotation by `degrees`, counter-clockwise as displayed.
inline LinearMap rotation_source(double degrees) {
  const double cosine = math::cos_degrees(degrees);
  const double sine = math::sin_degrees(degrees);
  return {cosine, -sine, sine, cosine};
}

/// From output to input coordinates: a shear that first shifts each row right by tan(x) times its distance
/// below the centre, then each column down by tan(y) times its distance to the right of the centre.
inline LinearMap shear_source(double x_degrees, double y_degrees) {
  const auto tangent = [](double degrees) { return math::sin_degrees(degrees) / math::cos_degrees(degrees); };
  return LinearMap{.xy = -tangent(x_degrees)} * LinearMap{.yx = -tangent(y_degrees)};
}

/// The fields that the transforms with a Warp share.
struct WarpStyle {
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;
  Border border = Border::reflect;
  Fill fill{};
};

/// Throws Error for a value that these fields cannot have.
inline void check_warp(const char* transform, const WarpStyle& style) {
  if (style.interpolation == Interpolation::area) {
    refuse(transform, "interpolation", "area is for Resize; give nearest, bilinear, bicubic or lanczos");
  }
  style.fill.check(transform, "fill");
}

/// Adds the affine map `m` from output to input coordinates: as a Permute where it maps pixels to pixels,
/// otherwise as a Warp.
inline void add_affine(const std::array<double, 6>& m, int width, int height, const WarpStyle& style,
                       Recipe& recipe, Strength strength = {}) {
  const double x = 0.5 * (m[0] + m[1]) + m[2] - 0.5;  // the input pixel of output pixel (0, 0)
  const double y = 0.5 * (m[3] + m[4]) + m[5] - 0.5;
  const auto unit = [](double a) { return a == 1 || a == -1; };
  const bool aligned = m[1] == 0 && m[3] == 0 && unit(m[0]) && unit(m[4]);
  const bool transposed = m[0] == 0 && m[4] == 0 && unit(m[1]) && unit(m[3]);
  const bool integer = x == std::floor(x) && y == std::floor(y) && std::fabs(x) < largest_extent &&
                       std::fabs(y) < largest_extent;
  if ((aligned || transposed) && integer) {
    recipe.add(ops::Permute{.width = width,
                            .height = height,
                            .x = static_cast<int>(x),
                            .y = static_cast<int>(y),
                            .flip_x = m[transposed ? 1 : 0] < 0,
                            .flip_y = m[transposed ? 3 : 4] < 0,
                            .transposed = transposed,
                            .border = style.border,
                            .fill = style.fill},
               strength);
  } else {
    recipe.add(ops::Warp{.matrix = m,
                         .width = width,
                         .height = height,
                         .interpolation = style.interpolation,
                         .antialias = style.antialias,
                         .border = style.border,
                         .fill = style.fill},
               strength);
  }
}

/// Adds the map in = source * (out - output centre - (right, down)) + input centre, for an output of
/// `width` x `height` pixels.
inline void add_about_centre(const char* transform, const LinearMap& source, Shape shape, int width,
                             int height, double right, double down, const WarpStyle& style, Recipe& recipe,
                             Strength strength = {}) {
  style.fill.check(transform, "fill", shape.channels);
  const auto entry = ops::Warp::quantised;
  const double x = 0.5 * width + right;
  const double y = 0.5 * height + down;
  add_affine(
      {entry(source.xx), entry(source.xy), entry(0.5 * shape.width - (source.xx * x + source.xy * y)),
       entry(source.yx), entry(source.yy), entry(0.5 * shape.height - (source.yx * x + source.yy * y))},
      width, height, style, recipe, strength);
}

}  // namespace detail
VARY_NAMESPACE_END
