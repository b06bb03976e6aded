// SPDX-License-Identifier: MIT
// Sepia: the brown of old prints.
#pragma once

#include "vary/ops/point/color_matrix.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// red, green and blue become 0.393 red + 0.769 green + 0.189 blue, 0.349 red + 0.686 green + 0.168 blue and
/// 0.272 red + 0.534 green + 0.131 blue, clamped, always (Albumentations' ToSepia). Alpha does not change.
/// Throws Error for images of other than 3 or 4 channels.
struct Sepia {
  static constexpr const char* name = "Sepia";
  using Ops = OpTypes<ops::ColorMatrix>;

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    recipe.add(ops::ColorMatrix{
        .matrix = {0.393f, 0.769f, 0.189f, 0, 0.349f, 0.686f, 0.168f, 0, 0.272f, 0.534f, 0.131f, 0}});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Sepia&))

VARY_NAMESPACE_END
