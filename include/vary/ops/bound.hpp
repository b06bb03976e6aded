// SPDX-License-Identifier: MIT
// Access, Prepared: how an op is applied to an image part by part.
#pragma once

#include <cstdint>

#include "vary/core/tile.hpp"

VARY_NAMESPACE_BEGIN

/// What the pixels of an op's output are made from.
enum class Access : std::uint8_t {
  pointwise,   ///< the same pixel of the input
  positional,  ///< the same pixel, and its position
  streaming,   ///< pixels around it: as the output goes down row by row, the input never goes back up
  gather,      ///< any pixels of the input
  global,      ///< the same, and all of the output is made at once
};

namespace ops {

/// An op made ready for an image, whatever part of it may be asked for. What takes time is done once, here:
/// ops that have such work specialise this. Others have a function `apply_part<T>(op, in, out)`, or are made
/// from points and have `apply<T>(op, in, out)`, which takes any views.
template <Pixel T, class O>
class Prepared {
 public:
  /// For an image like `in`, all pixels of which are there if the op has access to them, and for parts of
  /// the area `out`. The op must outlive this.
  Prepared(const O& op, const Tile<const T>& /*in*/, const Rect& /*out*/) : op_(op) {}

  /// out = the op applied. What the part is made from is there: needed() says what that is.
  void operator()(const Tile<const T>& in, const Tile<T>& out) const {
    if constexpr (requires { apply_part<T>(op_, in, out); }) {
      apply_part<T>(op_, in, out);
    } else {
      apply<T>(op_, in.cut(out.area()), out.pixels);
    }
  }

 private:
  const O& op_;
};

/// out = the op applied to all of `in`. `out` has the shape op.output(in.shape()) and does not overlap `in`.
template <Pixel T, class O>
void apply(const O& op, ImageView<const T> in, ImageView<T> out) {
  const Tile<const T> from(in);
  const Tile<T> to(out);
  const Prepared<T, O> prepared(op, from, to.area());
  prepared(from, to);
}

/// The area of the input that an area of the output is made from.
template <class O>
Rect needed(const O& op, Shape in, const Rect& out) {
  if constexpr (requires { op.needs(in, out); }) {
    return op.needs(in, out);
  } else {
    return op.access(in) <= Access::positional ? out : Rect::of(in);
  }
}

/// Parts begin at multiples of so many rows: an op may share among these what it works out.
template <class O>
int rows_together(const O& op) {
  if constexpr (requires { op.rows_together(); }) {
    return op.rows_together();
  } else {
    return 1;
  }
}

/// The area of the output that is made where `wanted` is: not less.
template <class O>
Rect made(const O& op, Shape in, const Rect& wanted) {
  Rect area = wanted;
  if constexpr (requires { op.makes(in, wanted); }) {
    area = op.makes(in, wanted);
  } else if (op.access(in) == Access::global) {
    area = Rect::of(op.output(in));
  }
  return area.rows(area.y - area.y % rows_together(op), area.bottom());
}

}  // namespace ops
VARY_NAMESPACE_END
