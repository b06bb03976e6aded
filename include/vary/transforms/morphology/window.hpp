// SPDX-License-Identifier: MIT
// The fields that the transforms of morphology share.
#pragma once

#include "vary/core/shape.hpp"
#include "vary/random/random.hpp"
#include "vary/transforms/limits.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Checks the fields of a transform that has `size` and `fill`.
template <class Morphology>
void check_window(const Morphology& transform) {
  check_between(Morphology::name, "size", transform.size, 1, 1023);
  transform.fill.check(Morphology::name, "fill");
}

/// Draws the size of the window, for an image of this shape.
template <class Morphology>
int draw_window(const Morphology& transform, Draw& draw, Shape shape) {
  transform.fill.check(Morphology::name, "fill", shape.channels);
  return draw(transform.size);
}

}  // namespace detail
VARY_NAMESPACE_END
