// SPDX-License-Identifier: MIT
// RandomCrop: a rectangle at a random position.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/geometry/crop.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// A rectangle of `width` x `height` pixels; all positions inside the image are equally likely. Throws Error
/// for a smaller image unless `pad_if_needed`, which extends it on both sides as CenterCrop does.
struct RandomCrop {
  static constexpr const char* name = "RandomCrop";
  using Ops = OpTypes<ops::Permute>;
  int width = 224;             ///< >= 1
  int height = 224;            ///< >= 1
  bool pad_if_needed = false;  ///< true: extend a smaller image; false: throw Error
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "width", width, 1, largest_extent);
    check_between(name, "height", height, 1, largest_extent);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const auto offset = [&](int rest) { return rest < 0 ? rest / 2 : draw.uniform(Range<int>(0, rest)); };
    const int x = offset(shape.width - width);
    const int y = offset(shape.height - height);
    detail::add_crop(name, shape, x, y, width, height, pad_if_needed, border, fill, recipe);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const RandomCrop&))

VARY_NAMESPACE_END
