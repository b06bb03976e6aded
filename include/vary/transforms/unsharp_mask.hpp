// SPDX-License-Identifier: MIT
// UnsharpMask: sharper by what a blur takes away.
#pragma once

#include "vary/ops/window/unsharp.hpp"
#include "vary/transforms/blur.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// pixel + alpha * (pixel - blurred) where the two differ by more than the threshold, channel by channel.
/// Albumentations blurs the mask of where they do, too; here it is hard.
struct UnsharpMask {
  static constexpr const char* name = "UnsharpMask";
  Range<float> sigma{0.8f, 1.4f};  ///< of the Gauss, in pixels, to 3.5 sigma; 0 (leaves the image) to 100
  Range<float> alpha{0.2f, 0.5f};  ///< 0 (leaves the image) to 1
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
    const auto width = static_cast<double>(draw(sigma));
    const float strength = draw(alpha);
    const int radius = static_cast<int>(3.5 * width);
    if (radius == 0) return;
    recipe.add(ops::Unsharp{.taps = detail::gauss_taps(width, radius),
                            .amount = strength,
                            .threshold = threshold,
                            .border = border,
                            .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const UnsharpMask&))

VARY_NAMESPACE_END
