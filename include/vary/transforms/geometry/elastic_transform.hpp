// SPDX-License-Identifier: MIT
// ElasticTransform: a smooth random displacement.
#pragma once

#include <cmath>

#include "vary/ops/sample/displace.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Shifts each pixel by a smooth random field (Simard et al. 2003). Along each axis the shifts are normal
/// with the standard deviation `alpha`, and shifts at the distance r are correlated as
/// exp(-r^2 / (4 sigma^2)), as is white noise smoothed by a Gaussian of standard deviation `sigma`. Above
/// alpha = sigma / 2 the image begins to fold. The field is a cubic B-spline with random control points
/// sqrt(3) sigma apart. For torchvision's alpha and sigma give 0.0814 alpha / sigma and sigma: its defaults
/// of 50 and 5 are 0.81 and 5 here. Albumentations scales the field so that the largest shift is its alpha in
/// pixels, about three times the standard deviation.
struct ElasticTransform {
  static constexpr const char* name = "ElasticTransform";
  using Ops = OpTypes<ops::Displace>;
  Range<double> alpha{1, 3};                              ///< pixels, 0 to 1000
  Range<double> sigma{10};                                ///< pixels, 1 to 10000
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "alpha", alpha, 0.0, 1000.0);
    check_between(name, "sigma", sigma, 1.0, 10000.0);
    detail::check_distortion(name, interpolation, fill);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    // The field sums the values of its nodes with the weights B(x) B(y). The mean of B^2 is 151/315, so the
    // variance of the field is (151/315)^2 of that of the nodes. As a filter, B has a variance of 1/3
    // spacing^2, which is that of the Gaussian.
    constexpr double gain = 151.0 / 315;
    const double shift = draw(alpha);
    const auto deviation = static_cast<float>(shift / gain);
    const double spacing = draw(sigma) * std::sqrt(3.0);
    recipe.add(ops::Displace{.spacing_x = spacing,
                             .spacing_y = spacing,
                             .sigma = deviation,
                             .stream = draw.child("shifts").stream(),
                             .interpolation = interpolation,
                             .border = border,
                             .fill = fill},
               {"alpha", shift});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ElasticTransform&))

VARY_NAMESPACE_END
