// SPDX-License-Identifier: MIT
// Sharpness, Emboss: differences to the neighbours.
#pragma once

#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// factor * pixel + (1 - factor) * smooth, where smooth is the mean over 3 x 3 pixels in which the middle
/// counts five times. The pixels at the edge stay as they are, as in torchvision and Pillow.
struct Sharpness {
  static constexpr const char* name = "Sharpness";
  Range<float> factor{0.5f, 1.5f};  ///< 0 (smooth) to 16; 1 leaves the image, 2 is sharp

  void check() const { check_between(name, "factor", factor, 0.0f, 16.0f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const auto sharp = static_cast<double>(draw(factor));
    const auto side = static_cast<float>((1 - sharp) / 13);
    const auto middle = static_cast<float>(sharp + (1 - sharp) * 5 / 13);
    recipe.add(ops::Filter{.width = 3,
                           .height = 3,
                           .weights = {side, side, side, side, middle, side, side, side, side},
                           .keep_edge = true});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// A relief, lit from the upper left: pixel + alpha * (strength * (those right and below - those left and
/// above) + lower right - upper left).
struct Emboss {
  static constexpr const char* name = "Emboss";
  Range<float> alpha{0.2f, 0.5f};     ///< how much of the relief is seen, 0 (leaves the image) to 1
  Range<float> strength{0.2f, 0.7f};  ///< of its edges, 0 to 16
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "alpha", alpha, 0.0f, 1.0f);
    check_between(name, "strength", strength, 0.0f, 16.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto seen = static_cast<double>(draw(alpha));
    const auto strong = static_cast<double>(draw(strength));
    const auto corner = static_cast<float>(seen * (1 + strong)), side = static_cast<float>(seen * strong);
    recipe.add(ops::Filter{.width = 3,
                           .height = 3,
                           .weights = {-corner, -side, 0, -side, 1, side, 0, side, corner},
                           .border = border,
                           .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Sharpness&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Emboss&))

VARY_NAMESPACE_END
