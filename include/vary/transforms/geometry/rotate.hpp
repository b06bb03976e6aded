// SPDX-License-Identifier: MIT
// Rotate: by any angle.
#pragma once

#include <cmath>

#include "vary/ops/move/permute.hpp"
#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Rotates the image about its centre, counter-clockwise for positive angles. The corners are filled from the
/// border, by default reflected and never black. By default the output has the size of the input. Multiples
/// of 90 degrees copy pixels unchanged where they map pixels to pixels: 180 always, 90 and 270 where width
/// and height are both even or both odd, and all of them with `expand` or `crop`.
struct Rotate {
  static constexpr const char* name = "Rotate";
  using Ops = OpTypes<ops::Warp, ops::Permute>;
  Range<double> degrees{-90, 90};                         ///< -360 to 360
  Interpolation interpolation = Interpolation::bilinear;  ///< all but area
  bool expand = false;                                    ///< an output that shows the whole rotated image
  bool crop = false;  ///< an output that shows no border: the largest axis-aligned rectangle inside
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "degrees", degrees, -360.0, 360.0);
    if (expand && crop) refuse(name, "crop", "does not go with expand; set one of them");
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double angle = draw(degrees);
    const detail::LinearMap source = detail::rotation_source(angle);
    const Size size = output_size(std::fabs(source.xx), std::fabs(source.xy), shape.width, shape.height);
    detail::add_about_centre(name, source, shape, size.width, size.height, 0, 0, style(), recipe,
                             {"degrees", angle});
  }

  VARY_CALL_OPERATOR

 private:
  struct Size {
    int width;
    int height;
  };

  [[nodiscard]] detail::WarpStyle style() const {
    return {.interpolation = interpolation, .border = border, .fill = fill};
  }

  /// The size of the output for the absolute values of cosine and sine of the angle.
  [[nodiscard]] Size output_size(double cosine, double sine, int width, int height) const {
    if (expand) return {outer(width * cosine + height * sine), outer(width * sine + height * cosine)};
    if (!crop) return {width, height};
    // Kernels wider than the two taps of bilinear interpolation must not reach the border either.
    const double reach = detail::kernel_radius(interpolation);
    const double margin = reach > 1 && sine != 0 && cosine != 0 ? 2 * (reach - 1) : 0;
    return inside(cosine, sine, width - margin, height - margin);
  }
  static int outer(double size) { return static_cast<int>(std::ceil(size - 1e-9)); }
  static int inner(double size) { return size < 1 ? 1 : static_cast<int>(std::floor(size + 1e-9)); }

  /// The largest axis-aligned rectangle inside a rotated one.
  static Size inside(double cosine, double sine, double width, double height) {
    const double shorter = width < height ? width : height;
    const double longer = width < height ? height : width;
    const double difference = cosine * cosine - sine * sine;
    if (shorter <= 2 * sine * cosine * longer || std::fabs(difference) < 1e-9) {
      // Two of its corners lie on one long side, the other two halfway between the long sides.
      const double along = 0.5 * shorter / (width < height ? cosine : sine);
      const double across = 0.5 * shorter / (width < height ? sine : cosine);
      return {inner(along), inner(across)};
    }
    return {inner((width * cosine - height * sine) / difference),
            inner((height * cosine - width * sine) / difference)};
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Rotate&))

VARY_NAMESPACE_END
