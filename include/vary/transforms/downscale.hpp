// SPDX-License-Identifier: MIT
// Downscale: detail lost, as in a small image that was enlarged.
#pragma once

#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The image made smaller by a factor of `scale` (rounded whole sizes), then as large as before.
/// Albumentations takes the nearest pixel both times unless told otherwise; here detail is averaged away and
/// the small image drawn smoothly, as cameras and browsers do.
struct Downscale {
  static constexpr const char* name = "Downscale";
  Range<double> scale = 0.25;                         ///< 0.01 to 1
  Interpolation shrinking = Interpolation::area;      ///< on the way down; antialiased
  Interpolation enlarging = Interpolation::bilinear;  ///< on the way back

  void check() const { check_between(name, "scale", scale, 0.01, 1.0); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double factor = draw(scale);
    const auto shrunk = [&](int size) {
      const int rounded = static_cast<int>(math::round_half_up(size * factor));
      return rounded < 1 ? 1 : rounded;
    };
    recipe.add(ops::Resize{
        .width = shrunk(shape.width), .height = shrunk(shape.height), .interpolation = shrinking});
    recipe.add(ops::Resize{.width = shape.width, .height = shape.height, .interpolation = enlarging});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Downscale&))

VARY_NAMESPACE_END
