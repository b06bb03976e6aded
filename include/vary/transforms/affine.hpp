// SPDX-License-Identifier: MIT
// Affine, Translate, Shear, Zoom: maps that keep lines straight and parallel.
#pragma once

#include "vary/transforms/affine_map.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image scaled, turned, sheared (see Shear) and moved, in this order and about its centre, on a canvas
/// of its own size. By default nothing varies.
struct Affine {
  static constexpr const char* name = "Affine";
  Range<double> degrees = 0;      ///< -360 to 360, positive ones counter-clockwise
  Range<double> translate_x = 0;  ///< to the right; -1 to 1, a fraction of the width
  Range<double> translate_y = 0;  ///< down; -1 to 1, a fraction of the height
  Range<double> scale = 1;        ///< 0.02 to 50; more than 1 enlarges
  bool keep_ratio = true;         ///< false: width and height have a scale each
  Range<double> shear_x = 0;      ///< -80 to 80 degrees
  Range<double> shear_y = 0;
  Interpolation interpolation = Interpolation::bilinear;  ///< any but area
  bool antialias = true;                                  ///< where the image gets smaller
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
    const double lean_x = draw(shear_x);
    const double lean_y = draw(shear_y);
    const detail::LinearMap source = detail::LinearMap{.xx = 1 / scale_x, .yy = 1 / scale_y} *
                                     detail::turn_source(angle) * detail::shear_source(lean_x, lean_y);
    detail::add_about_centre(name, source, shape, shape.width, shape.height, right, down, style(), recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

/// The image moved by whole pixels, the nearest to the fractions drawn: no pixel changes. (Affine moves it
/// by parts of pixels too.)
struct Translate {
  static constexpr const char* name = "Translate";
  Range<double> x{-0.1, 0.1};  ///< to the right; -1 to 1, a fraction of the width
  Range<double> y{-0.1, 0.1};  ///< down; -1 to 1, a fraction of the height
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "x", x, -1.0, 1.0);
    check_between(name, "y", y, -1.0, 1.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto pixels = [&](Range<double> part, int size) {
      return static_cast<int>(math::round_half_up(draw(part) * size));
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

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The image leaning: every row moves to the right by tan(x) times its height below the centre, then every
/// column down by tan(y) times its place to the right of it. The canvas keeps its size.
struct Shear {
  static constexpr const char* name = "Shear";
  Range<double> x{-20, 20};                               ///< -80 to 80 degrees
  Range<double> y = 0;                                    ///< -80 to 80 degrees
  Interpolation interpolation = Interpolation::bilinear;  ///< any but area
  bool antialias = true;                                  ///< where the image gets smaller
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "x", x, -80.0, 80.0);
    check_between(name, "y", y, -80.0, 80.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double lean_x = draw(x);
    const double lean_y = draw(y);
    detail::add_about_centre(name, detail::shear_source(lean_x, lean_y), shape, shape.width, shape.height, 0,
                             0, style(), recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

/// The image larger or smaller by `factor` about its centre, on a canvas of its own size: more than 1 cuts
/// its margins off, less surrounds it with the border. Unlike MirrorPadShrink it goes by parts of pixels.
struct Zoom {
  static constexpr const char* name = "Zoom";
  Range<double> factor{0.8, 1.25};                        ///< 0.02 to 50
  Interpolation interpolation = Interpolation::bilinear;  ///< any but area
  bool antialias = true;                                  ///< where the image gets smaller
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "factor", factor, 0.02, 50.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double step = 1 / draw(factor);
    detail::add_about_centre(name, {.xx = step, .yy = step}, shape, shape.width, shape.height, 0, 0, style(),
                             recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Affine&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Translate&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Shear&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Zoom&))

VARY_NAMESPACE_END
