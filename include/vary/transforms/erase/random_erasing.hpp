// SPDX-License-Identifier: MIT
// RandomErasing: one random rectangle erased.
#pragma once

#include <cmath>
#include <utility>

#include "vary/core/list.hpp"
#include "vary/core/math.hpp"
#include "vary/ops/move/erase.hpp"
#include "vary/transforms/erase/holes.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Erases one rectangle at a random position inside the image (Zhong et al. 2020; torchvision). Its area is a
/// fraction `scale` of the image, its aspect ratio (width / height) is log-uniform in the range `ratio`. A
/// rectangle that is not smaller than the image in both directions is drawn again, up to ten times; then
/// nothing is erased. It always acts; torchvision's default, half of the images, is
/// maybe(0.5, RandomErasing{}).
struct RandomErasing {
  static constexpr const char* name = "RandomErasing";
  using Ops = OpTypes<ops::Erase>;
  Range<double> scale{0.02, 0.33};  ///< 1e-9 to 1
  Range<double> ratio{0.3, 3.3};    ///< 0.001 to 1000
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< for the kind `constant`

  void check() const {
    check_between(name, "scale", scale, 1e-9, 1.0);
    check_between(name, "ratio", ratio, 0.001, 1000.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double area = static_cast<double>(shape.width) * shape.height;
    const double low = math::log(ratio.low);
    const double high = math::log(ratio.high);
    List<ops::Erase::Hole, 8> drawn;
    double fraction = 0;
    for (int attempt = 0; attempt < 10 && drawn.empty(); ++attempt) {
      fraction = draw(scale);
      const double covered = area * fraction;
      const double shape_ratio = math::exp(draw.uniform(low, high));
      const double width = math::round_half_up(std::sqrt(covered * shape_ratio));
      const double height = math::round_half_up(std::sqrt(covered / shape_ratio));
      if (width < 1 || height < 1 || width >= shape.width || height >= shape.height) continue;
      drawn.push_back(detail::random_hole(draw, shape, static_cast<int>(width), static_cast<int>(height)));
    }
    detail::add_holes(*this, std::move(drawn), {"scale", fraction}, draw, shape, recipe);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const RandomErasing&))

VARY_NAMESPACE_END
