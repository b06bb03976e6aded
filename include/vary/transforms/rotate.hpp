// SPDX-License-Identifier: MIT
// Rotate: by any angle.
#pragma once

#include <cmath>

#include "vary/ops/permute.hpp"
#include "vary/ops/warp.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The picture turned about its centre, positive angles counter-clockwise, on a canvas of its own size.
/// What comes in at the corners is taken from the border: mirrored by default, never black. Multiples of 90
/// degrees that take pixels to pixels move them unchanged.
struct Rotate {
  static constexpr const char* name = "Rotate";
  Range<double> degrees{-90, 90};                         ///< -360 to 360
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "degrees", degrees, -360.0, 360.0);
    if (interpolation != Interpolation::bilinear && interpolation != Interpolation::nearest) {
      refuse(name, "interpolation", "bicubic, lanczos and area are for Resize; give nearest or bilinear");
    }
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const double angle = draw(degrees);
    const double cosine = math::cos_degrees(angle);
    const double sine = math::sin_degrees(angle);
    const int excess = shape.width - shape.height;
    const bool quarter = cosine == 0 && excess % 2 == 0;
    if (quarter || sine == 0) return add_permute(shape, cosine, sine, recipe);

    const auto entry = ops::Warp::quantised;
    const double x = 0.5 * shape.width;
    const double y = 0.5 * shape.height;
    recipe.add(ops::Warp{.matrix = {entry(cosine), entry(-sine), entry(x - (cosine * x - sine * y)),
                                    entry(sine), entry(cosine), entry(y - (sine * x + cosine * y))},
                         .width = shape.width,
                         .height = shape.height,
                         .interpolation = interpolation,
                         .border = border,
                         .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  /// A multiple of 90 degrees: source = centre + (cosine dx - sine dy, sine dx + cosine dy).
  void add_permute(Shape shape, double cosine, double sine, Recipe& recipe) const {
    const bool odd = cosine == 0;
    const bool flip_x = odd ? sine > 0 : cosine < 0;
    const bool flip_y = odd ? sine < 0 : cosine < 0;
    const int shift = odd ? (shape.width - shape.height) / 2 : 0;
    recipe.add(ops::Permute{.width = shape.width,
                            .height = shape.height,
                            .x = flip_x ? shape.width - 1 - shift : shift,
                            .y = flip_y ? shape.height - 1 + shift : -shift,
                            .flip_x = flip_x,
                            .flip_y = flip_y,
                            .transposed = odd,
                            .border = border,
                            .fill = fill});
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Rotate&))

VARY_NAMESPACE_END
