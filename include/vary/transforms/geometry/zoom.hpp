// SPDX-License-Identifier: MIT
// Zoom: scale about the centre.
#pragma once

#include "vary/ops/sample/warp.hpp"
#include "vary/transforms/geometry/affine_map.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Scales the image by `factor` about its centre. The output has the size of the input: above 1 the margins
/// are cut off, below 1 they are filled from the border. The scale is exact, where MirrorPadShrink rounds to
/// integer sizes.
struct Zoom {
  static constexpr const char* name = "Zoom";
  using Ops = OpTypes<ops::Warp>;
  Range<double> factor{0.8, 1.25};                        ///< 0.02 to 50; above 1 enlarges
  Interpolation interpolation = Interpolation::bilinear;  ///< all but area
  bool antialias = true;                                  ///< when the image shrinks
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "factor", factor, 0.02, 50.0);
    detail::check_warp(name, style());
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double scale = draw(factor);
    const double step = 1 / scale;
    detail::add_about_centre(name, {.xx = step, .yy = step}, shape, shape.width, shape.height, 0, 0, style(),
                             recipe, {"factor", scale});
  }

  VARY_CALL_OPERATOR

 private:
  [[nodiscard]] detail::WarpStyle style() const { return {interpolation, antialias, border, fill}; }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Zoom&))

VARY_NAMESPACE_END
