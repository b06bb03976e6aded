// SPDX-License-Identifier: MIT
// The holes that CoarseDropout, RandomErasing and GridDropout make.
#pragma once

#include <utility>

#include "vary/core/list.hpp"
#include "vary/core/math.hpp"
#include "vary/ops/move/erase.hpp"
#include "vary/transforms/transform.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A fraction of a side, rounded to pixels; at least one unless the fraction is 0.
inline int pixels_of(double fraction, int side) {
  if (fraction <= 0) return 0;
  const double pixels = math::round_half_up(fraction * side);
  return pixels < 1 ? 1 : (pixels < side ? static_cast<int>(pixels) : side);
}

/// A hole of this size at a random position inside the image.
inline ops::Erase::Hole random_hole(Draw& draw, Shape shape, int width, int height) {
  const int x = draw(Range<int>(0, shape.width - width));
  const int y = draw(Range<int>(0, shape.height - height));
  return {.x = x, .y = y, .width = width, .height = height};
}

/// Adds the holes of a transform that has the fields `kind` and `fill`.
template <class T>
void add_holes(const T& transform, List<ops::Erase::Hole, 8> holes, Strength strength, const Draw& draw,
               Shape shape, Recipe& recipe) {
  transform.fill.check(T::name, "fill", shape.channels);
  const bool random = transform.kind == EraseFill::random;
  recipe.add(ops::Erase{.holes = std::move(holes),
                        .kind = transform.kind,
                        .fill = transform.fill,
                        .stream = random ? draw.child("fill").stream() : Stream{}},
             strength);
}

}  // namespace detail
VARY_NAMESPACE_END
