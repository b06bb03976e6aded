// SPDX-License-Identifier: MIT
// UnsharpMask: sharper by the difference to a blurred image.
#pragma once

#include "vary/ops/window/unsharp.hpp"
#include "vary/transforms/blur/gaussian_taps.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// pixel + alpha * (pixel - blurred) where |pixel - blurred| is above `threshold`, otherwise the pixel
/// itself, for each channel; `blurred` is the image convolved with a Gaussian of radius 3.5 sigma.
/// (Albumentations also blurs the mask of the threshold; here it is binary.)
struct UnsharpMask {
  static constexpr const char* name = "UnsharpMask";
  using Ops = OpTypes<ops::Unsharp>;
  Range<float> sigma{0.8f, 1.4f};  ///< of the Gaussian in pixels, 0 (changes nothing) to 100
  Range<float> alpha{0.2f, 0.5f};  ///< 0 (changes nothing) to 1
  float threshold = 10.0f / 255;   ///< fraction of full scale, 0 to 1
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "sigma", sigma, 0.0f, 100.0f);
    check_between(name, "alpha", alpha, 0.0f, 1.0f);
    check_between(name, "threshold", threshold, 0.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto deviation = static_cast<double>(draw(sigma));
    const float amount = draw(alpha);
    const int radius = static_cast<int>(3.5 * deviation);
    if (radius == 0) return;
    recipe.add(ops::Unsharp{.taps = detail::gaussian_taps(deviation, radius),
                            .amount = amount,
                            .threshold = threshold,
                            .border = border,
                            .fill = fill},
               {"alpha", static_cast<double>(amount)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const UnsharpMask&))

VARY_NAMESPACE_END
