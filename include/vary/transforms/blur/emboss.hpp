// SPDX-License-Identifier: MIT
// Emboss: a relief of the edges.
#pragma once

#include "vary/ops/window/filter.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// A relief lit from the top left: pixel + alpha * (strength * (right + below - left - above) + bottom right
/// - top left), with the 8 neighbours of the pixel (Albumentations).
struct Emboss {
  static constexpr const char* name = "Emboss";
  using Ops = OpTypes<ops::Filter>;
  Range<float> alpha{0.2f, 0.5f};     ///< weight of the relief, 0 (changes nothing) to 1
  Range<float> strength{0.2f, 0.7f};  ///< of horizontal and vertical edges, 0 to 16
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "alpha", alpha, 0.0f, 1.0f);
    check_between(name, "strength", strength, 0.0f, 16.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const auto weight = static_cast<double>(draw(alpha));
    const auto edge = static_cast<double>(draw(strength));
    const auto corner = static_cast<float>(weight * (1 + edge)), side = static_cast<float>(weight * edge);
    recipe.add(ops::Filter{.width = 3,
                           .height = 3,
                           .weights = {-corner, -side, 0, -side, 1, side, 0, side, corner},
                           .border = border,
                           .fill = fill},
               {"alpha", weight});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Emboss&))

VARY_NAMESPACE_END
