// SPDX-License-Identifier: MIT
// RandomResizedCrop: a random rectangle, resized to a fixed size.
#pragma once

#include <cmath>

#include "vary/core/math.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/ops/resize/resize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// A random rectangle of the image, resized to `width` x `height` pixels (torchvision). Its area is a
/// fraction `scale` of the image, its aspect ratio (width / height) is log-uniform in the range `ratio`. A
/// rectangle larger than the image is drawn again, up to ten times; then it is the largest one in the middle
/// of the image with an aspect ratio in the range.
struct RandomResizedCrop {
  static constexpr const char* name = "RandomResizedCrop";
  using Ops = OpTypes<ops::Permute, ops::Resize>;
  int width = 224;                        ///< >= 1
  int height = 224;                       ///< >= 1
  Range<double> scale{0.08, 1};           ///< 1e-9 to 1
  Range<double> ratio{3.0 / 4, 4.0 / 3};  ///< 0.001 to 1000
  Interpolation interpolation = Interpolation::bilinear;
  bool antialias = true;

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
    check_between(name, "scale", scale, 1e-9, 1.0);
    check_between(name, "ratio", ratio, 0.001, 1000.0);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double area = static_cast<double>(shape.width) * shape.height;
    const double low = math::log(ratio.low);
    const double high = math::log(ratio.high);
    for (int attempt = 0; attempt < 10; ++attempt) {
      const double covered = area * draw(scale);
      const double shape_ratio = math::exp(draw.uniform(low, high));
      const int w = rounded(std::sqrt(covered * shape_ratio));
      const int h = rounded(std::sqrt(covered / shape_ratio));
      if (w < 1 || h < 1 || w > shape.width || h > shape.height) continue;
      const int x = draw.uniform(Range<int>(0, shape.width - w));
      const int y = draw.uniform(Range<int>(0, shape.height - h));
      return add_crop(x, y, w, h, recipe);
    }
    const double own = static_cast<double>(shape.width) / shape.height;
    const int w = own > ratio.high ? within(shape.height * ratio.high, shape.width) : shape.width;
    const int h = own < ratio.low ? within(shape.width / ratio.low, shape.height) : shape.height;
    add_crop((shape.width - w) / 2, (shape.height - h) / 2, w, h, recipe);
  }

  VARY_CALL_OPERATOR

 private:
  static int rounded(double size) {
    return size < largest_extent ? static_cast<int>(math::round_half_up(size)) : largest_extent;
  }
  static int within(double size, int most) {
    const int pixels = rounded(size);
    return pixels < 1 ? 1 : (pixels > most ? most : pixels);
  }
  void add_crop(int x, int y, int w, int h, Recipe& recipe) const {
    recipe.add(ops::Permute{.width = w, .height = h, .x = x, .y = y});
    recipe.add(ops::Resize{
        .width = width, .height = height, .interpolation = interpolation, .antialias = antialias});
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const RandomResizedCrop&))

VARY_NAMESPACE_END
