// SPDX-License-Identifier: MIT
// Rotate: by any angle.
#pragma once

#include <cmath>

#include "vary/transforms/affine_map.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image turned about its centre, positive angles counter-clockwise, on a canvas of its own size.
/// What comes in at the corners is taken from the border: mirrored by default, never black. Multiples of 90
/// degrees that take pixels to pixels move them unchanged; with `expand` or `crop` all of them do.
struct Rotate {
  static constexpr const char* name = "Rotate";
  Range<double> degrees{-90, 90};                         ///< -360 to 360
  Interpolation interpolation = Interpolation::bilinear;  ///< any but area
  bool expand = false;                                    ///< a canvas so large that all can be seen
  bool crop = false;  ///< one so small that no border can: the largest upright part of the turned image
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "degrees", degrees, -360.0, 360.0);
    if (expand && crop) refuse(name, "crop", "does not go with expand; set one of them");
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const detail::LinearMap source = detail::turn_source(draw(degrees));
    const Size size = canvas(std::fabs(source.xx), std::fabs(source.xy), shape.width, shape.height);
    detail::add_about_centre(name, source, shape, size.width, size.height, 0, 0, style(), recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  struct Size {
    int width;
    int height;
  };

  [[nodiscard]] detail::WarpStyle style() const {
    return {.interpolation = interpolation, .border = border, .fill = fill};
  }

  /// For an angle with these cosine and sine, without their signs.
  [[nodiscard]] Size canvas(double cosine, double sine, int width, int height) const {
    if (expand) return {outer(width * cosine + height * sine), outer(width * sine + height * cosine)};
    if (!crop) return {width, height};
    // Smooth weights reach beyond the two taps of bilinear ones, and shall not reach the border either.
    const double reach = detail::kernel_radius(interpolation);
    const double margin = reach > 1 && sine != 0 && cosine != 0 ? 2 * (reach - 1) : 0;
    return inside(cosine, sine, width - margin, height - margin);
  }
  static int outer(double size) { return static_cast<int>(std::ceil(size - 1e-9)); }
  static int inner(double size) { return size < 1 ? 1 : static_cast<int>(std::floor(size + 1e-9)); }

  /// The largest upright rectangle inside a turned one.
  static Size inside(double cosine, double sine, double width, double height) {
    const double shorter = width < height ? width : height;
    const double longer = width < height ? height : width;
    const double difference = cosine * cosine - sine * sine;
    if (shorter <= 2 * sine * cosine * longer || std::fabs(difference) < 1e-9) {
      // Two corners on one long side, the others in the middle between the two.
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
