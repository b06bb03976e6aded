// SPDX-License-Identifier: MIT
// CenterCrop: the middle of the image.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/geometry/crop.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The rectangle of `width` x `height` pixels in the middle of the image. Where the margins cannot be equal,
/// the left or top one is a pixel smaller. Throws Error for a smaller image unless `pad_if_needed`.
struct CenterCrop {
  static constexpr const char* name = "CenterCrop";
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
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    detail::add_crop(name, shape, (shape.width - width) / 2, (shape.height - height) / 2, width, height,
                     pad_if_needed, border, fill, recipe);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const CenterCrop&))

VARY_NAMESPACE_END
