// SPDX-License-Identifier: MIT
// Grayscale: one grey for red, green and blue.
#pragma once

#include "vary/ops/point/color_matrix.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// grey = 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), always. Throws Error for images of other than
/// 3 or 4 channels.
struct Grayscale {
  static constexpr const char* name = "Grayscale";
  using Ops = OpTypes<ops::ColorMatrix>;
  int channels = 3;  ///< 3: grey in red, green and blue, alpha stays; 1: one channel, without alpha

  void check() const {
    if (channels != 1 && channels != 3) refuse(name, "channels", channels, " will not do; give 1 or 3");
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::check_color(name, shape);
    ops::ColorMatrix op = ops::saturation(0);
    op.channels = channels;
    recipe.add(op);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Grayscale&))

VARY_NAMESPACE_END
