// SPDX-License-Identifier: MIT
// HorizontalFlip, VerticalFlip.
#pragma once

#include "vary/ops/move/permute.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Mirrors the image left to right, always. For half of the images: maybe(0.5, HorizontalFlip{}).
struct HorizontalFlip {
  static constexpr const char* name = "HorizontalFlip";
  using Ops = OpTypes<ops::Permute>;

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(
        ops::Permute{.width = shape.width, .height = shape.height, .x = shape.width - 1, .flip_x = true});
  }

  VARY_CALL_OPERATOR
};

/// Mirrors the image top to bottom, always.
struct VerticalFlip {
  static constexpr const char* name = "VerticalFlip";
  using Ops = OpTypes<ops::Permute>;

  void check() const {}
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    recipe.add(
        ops::Permute{.width = shape.width, .height = shape.height, .y = shape.height - 1, .flip_y = true});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const HorizontalFlip&))
VARY_COMPILE_ONCE(void TransformList::push_back(const VerticalFlip&))

VARY_NAMESPACE_END
