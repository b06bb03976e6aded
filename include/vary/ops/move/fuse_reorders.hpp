// SPDX-License-Identifier: MIT
// The rules that join changes of the channel order.
#pragma once

#include <cstddef>
#include <span>

#include "vary/ops/fusion.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/ops/point/color_matrix.hpp"
#include "vary/ops/point/curve.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Two channel orders become one.
inline Fused join_reorders(OpPair& pair) {
  const auto* first = pair.first_as<ops::Reorder>();
  const auto* second = pair.second_as<ops::Reorder>();
  if (first == nullptr || second == nullptr) return {};
  ops::Reorder both;
  for (const int channel : second->order) {
    both.order.push_back(first->order[static_cast<std::size_t>(channel)]);
  }
  return pair.replace(both, "two channel orders are one");
}

/// A colour matrix computes its rows in the channel order that comes after it. Floats would be added in
/// another order, and rounded differently.
inline Fused join_matrix_and_reorder(OpPair& pair) {
  const auto* matrix = pair.first_as<ops::ColorMatrix>();
  const auto* reorder = pair.second_as<ops::Reorder>();
  if (matrix == nullptr || reorder == nullptr || matrix->channels != 3) return {};
  if (has_alpha(pair.in) && reorder->order[3] != 3) return Fused::not_since("the order moves alpha");
  if (pair.pixel_bytes > 2) return Fused::not_since("floats would be added in another order");
  ops::ColorMatrix both = *matrix;
  for (std::size_t row = 0; row < 3; ++row) {
    const auto from = static_cast<std::size_t>(reorder->order[row]);
    for (std::size_t k = 0; k < 4; ++k) both.matrix[4 * row + k] = matrix->matrix[4 * from + k];
  }
  return pair.replace(both, "the matrix writes the channels in that order");
}

/// A channel order goes behind a curve, so that curves before and after it meet.
inline Fused move_reorder_down(OpPair& pair) {
  const auto* reorder = pair.first_as<ops::Reorder>();
  if (reorder == nullptr || !pair.second().tabular()) return {};
  const auto* curve = pair.second_as<ops::Curve>();
  const bool all_alike = curve != nullptr && curve->alpha;
  if (has_alpha(pair.in) && !all_alike && reorder->order[3] != 3) {
    return Fused::not_since("the order moves alpha");
  }
  if (curve == nullptr || !curve->per_channel) return pair.swap("moved behind the curve");
  ops::Curve moved = *curve;
  const std::size_t each = curve->segments.size() / reorder->order.size();
  for (std::size_t c = 0; c < reorder->order.size(); ++c) {
    const auto from = static_cast<std::size_t>(reorder->order[c]);
    for (std::size_t k = 0; k < each; ++k) moved.segments[from * each + k] = curve->segments[c * each + k];
  }
  return pair.replace(moved, *reorder, "moved behind the curve");
}

}  // namespace detail

namespace ops {

inline std::span<const FusionRule> fusion_rules(const Reorder*) {
  static constexpr FusionRule rules[] = {detail::join_reorders, detail::join_matrix_and_reorder,
                                         detail::move_reorder_down};
  return rules;
}

}  // namespace ops
VARY_NAMESPACE_END
