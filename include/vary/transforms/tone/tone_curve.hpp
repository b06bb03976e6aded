// SPDX-License-Identifier: MIT
// ToneCurve: a smooth random curve over the values.
#pragma once

#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// A cubic Bezier curve over the values from (0, 0) to (1, 1) with two inner control points, at 1/3 and 2/3.
/// Their heights are normal with the means 1/3 and 2/3 and the standard deviation `scale`, clamped to [0, 1].
/// Alpha does not change. (The means of Albumentations' RandomToneCurve are 1/4 and 3/4, so it never leaves
/// an image as it is.)
struct ToneCurve {
  static constexpr const char* name = "ToneCurve";
  using Ops = OpTypes<ops::Curve>;
  float scale = 0.1f;        ///< 0 (changes nothing) to 1
  bool per_channel = false;  ///< true: a curve for each channel, which changes colours

  void check() const { check_between(name, "scale", scale, 0.0f, 1.0f); }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    if (scale == 0) return;
    ops::Curve curve{.segments = {}, .per_channel = per_channel};
    for (int c = 0; c < (per_channel ? shape.channels : 1); ++c) {
      const float low = height(draw, 1.0 / 3);
      const float high = height(draw, 2.0 / 3);
      curve.segments.push_back(
          {.gain = 3 * low, .square = 3 * high - 6 * low, .cube = 3 * low - 3 * high + 1});
    }
    recipe.add(curve, {"scale", static_cast<double>(scale)});
  }

  VARY_CALL_OPERATOR

 private:
  [[nodiscard]] float height(Draw& draw, double mean) const {
    const double value = draw.normal(mean, static_cast<double>(scale));
    return static_cast<float>(value < 0 ? 0 : (value > 1 ? 1 : value));
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ToneCurve&))

VARY_NAMESPACE_END
