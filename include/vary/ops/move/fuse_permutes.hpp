// SPDX-License-Identifier: MIT
// The rules that join crops, flips, rotations by 90 degrees and pads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <span>
#include <utility>

#include "vary/ops/fusion.hpp"
#include "vary/ops/move/permute.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Where a Permute reads along one axis of its input: at start + step * i.
struct PermuteAxis {
  std::int64_t start;
  int step;

  static PermuteAxis x_of(const ops::Permute& op) { return {op.x, op.flip_x ? -1 : 1}; }
  static PermuteAxis y_of(const ops::Permute& op) { return {op.y, op.flip_y ? -1 : 1}; }
  /// Of what this axis reads, `next` reads pixels.
  [[nodiscard]] PermuteAxis then(PermuteAxis next) const {
    return {start + step * next.start, step * next.step};
  }
  [[nodiscard]] bool fits() const { return std::abs(start) < std::numeric_limits<int>::max() / 2; }
  /// True if all of an axis of `size` pixels is among `count` that are read.
  [[nodiscard]] bool covers(int count, int size) const {
    const std::int64_t end = start + step * std::int64_t{count - 1};
    return std::min(start, end) <= 0 && std::max(start, end) >= size - 1;
  }
};

/// True if every pixel of the input occurs in the output.
inline bool covers(const ops::Permute& op, Shape in) {
  return PermuteAxis::x_of(op).covers(op.transposed ? op.height : op.width, in.width) &&
         PermuteAxis::y_of(op).covers(op.transposed ? op.width : op.height, in.height);
}

/// True for flips and rotations of a whole image.
inline bool keeps_all_pixels(const ops::Permute& op, Shape in) {
  return covers(op, in) && op.stays_inside(in);
}

/// Crops, flips, rotations and pads become one. A pad joins what comes before if that moves whole images, or
/// pads with the same edge or the same constant.
inline Fused join_permutes(OpPair& pair) {
  const auto* first = pair.first_as<ops::Permute>();
  const auto* second = pair.second_as<ops::Permute>();
  if (first == nullptr || second == nullptr) return {};
  ops::Permute both = *second;
  if (second->stays_inside(first->output(pair.in))) {
    both.border = first->border;
    both.fill = first->fill;
  } else if (!keeps_all_pixels(*first, pair.in)) {
    const bool same =
        first->border == second->border &&
        (first->border == Border::edge || (first->border == Border::constant && first->fill == second->fill));
    if (!same || !covers(*first, pair.in)) {
      return Fused::not_since("the border of the second repeats what the first leaves");
    }
  }
  PermuteAxis x = PermuteAxis::x_of(*second), y = PermuteAxis::y_of(*second);
  if (first->transposed) std::swap(x, y);
  x = PermuteAxis::x_of(*first).then(x);
  y = PermuteAxis::y_of(*first).then(y);
  if (!x.fits() || !y.fits()) return Fused::not_since("the offsets would be out of range");
  both.x = static_cast<int>(x.start);
  both.y = static_cast<int>(y.start);
  both.flip_x = x.step < 0;
  both.flip_y = y.step < 0;
  both.transposed = first->transposed != second->transposed;
  return pair.replace(both, "crops, flips and pads are one copy");
}

/// A crop, flip or rotation goes before a pointwise op, which then has fewer pixels to compute. A pad does
/// not, since it adds pixels, nor what brings in a constant.
inline Fused move_permute_up(OpPair& pair) {
  const auto* permute = pair.second_as<ops::Permute>();
  if (permute == nullptr || pair.first().access(pair.in) != Access::pointwise) return {};
  if (permute->border == Border::constant && !permute->stays_inside(pair.in)) {
    return Fused::not_since("the pointwise op would change the constant of the pad");
  }
  if (std::int64_t{permute->width} * permute->height > std::int64_t{pair.in.width} * pair.in.height) {
    return Fused::not_since("the pad adds pixels");
  }
  return pair.swap("moved before the pointwise op");
}

}  // namespace detail

namespace ops {

inline std::span<const FusionRule> fusion_rules(const Permute*) {
  static constexpr FusionRule rules[] = {detail::join_permutes, detail::move_permute_up};
  return rules;
}

}  // namespace ops
VARY_NAMESPACE_END
