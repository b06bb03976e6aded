// SPDX-License-Identifier: MIT
// The rules that join warps with each other, and with the crops and flips among them.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "vary/ops/fusion.hpp"
#include "vary/ops/move/fuse_permutes.hpp"
#include "vary/ops/sample/warp.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// True if the numbers of a warp are well in range.
inline bool is_in_range(const ops::Warp& op) {
  const auto& m = op.matrix;
  const auto& p = op.perspective;
  for (const double entry : m) {
    if (!(std::fabs(entry) < 0x1p19)) return false;
  }
  const double least = 1 + std::fmin(p[0] * op.width, 0.0) + std::fmin(p[1] * op.height, 0.0);
  if (!(least > 1e-6)) return false;
  for (const std::size_t row : {0u, 3u}) {
    const double farthest =
        std::fabs(m[row]) * op.width + std::fabs(m[row + 1]) * op.height + std::fabs(m[row + 2]);
    if (!(farthest < 0x1p29 * least)) return false;
  }
  return true;
}

/// The warp that reads only for the pixels of its output that `permute` takes. It acts on the quantised
/// positions, integer steps of 2^-32 pixels, so that these stay as they are. False where numbers would be out
/// of range.
inline bool permute_positions(const ops::Permute& permute, ops::Warp& warp) {
  const simd::SampleGrid grid = sample_grid(warp);
  const PermuteAxis x = PermuteAxis::x_of(permute), y = PermuteAxis::y_of(permute);
  const std::int64_t half = std::int64_t{1} << 31;
  const auto moved = [&](std::int64_t start, std::int64_t step, std::int64_t turn, double* row) {
    start += x.start * step + y.start * turn;
    step *= x.step;
    turn *= y.step;
    if (permute.transposed) std::swap(step, turn);
    row[0] = static_cast<double>(step) * 0x1p-32;
    row[1] = static_cast<double>(turn) * 0x1p-32;
    row[2] = static_cast<double>(start + half - (step + turn) / 2) * 0x1p-32;
  };
  ops::Warp both = warp;
  moved(grid.x_start, grid.x_step, grid.x_turn, both.matrix.data());
  moved(grid.y_start, grid.y_step, grid.y_turn, both.matrix.data() + 3);
  both.width = permute.width;
  both.height = permute.height;
  if (!is_in_range(both)) return false;
  warp = both;
  return true;
}

/// Flips and rotations of whole images after a warp become part of it. Crops too, once warps that follow each
/// other have been joined: a crop keeps them apart.
inline Fused permute_into_warp(OpPair& pair) {
  const auto* warp = pair.first_as<ops::Warp>();
  const auto* permute = pair.second_as<ops::Permute>();
  if (warp == nullptr || permute == nullptr) return {};
  const Shape shape = warp->output(pair.in);
  const bool crops = !keeps_all_pixels(*permute, shape);
  if (crops && !pair.warps_are_joined) return {};
  if (!permute->stays_inside(shape))
    return Fused::not_since("the border of the pad repeats what the warp leaves");
  if (warp->perspective != std::array<double, 2>{0, 0}) {
    return Fused::not_since("the positions of a perspective are not evenly spaced");
  }
  ops::Warp both = *warp;
  if (!permute_positions(*permute, both)) return Fused::not_since("the matrix would be out of range");
  return pair.replace(both, crops ? "the warp computes the crop only" : "the flip is part of the warp");
}

using Projection = std::array<double, 9>;  // a 3x3 matrix, row by row

inline Projection projection_of(const ops::Warp& op) {
  const auto& m = op.matrix;
  return {m[0], m[1], m[2], m[3], m[4], m[5], op.perspective[0], op.perspective[1], 1};
}
/// Of continuous coordinates: pixel i covers [i, i + 1).
inline Projection projection_of(const ops::Permute& op) {
  const double x = op.flip_x ? -1 : 1, y = op.flip_y ? -1 : 1;
  const double x0 = op.flip_x ? op.x + 1.0 : op.x, y0 = op.flip_y ? op.y + 1.0 : op.y;
  if (op.transposed) return {0, x, x0, y, 0, y0, 0, 0, 1};
  return {x, 0, x0, 0, y, y0, 0, 0, 1};
}

/// Lets `warp`, which reads what `before` makes, read what `before` reads. False where numbers would be out
/// of range.
inline bool compose(const Projection& before, ops::Warp& warp) {
  const Projection after = projection_of(warp);
  Projection both{};
  for (std::size_t row = 0; row < 9; row += 3) {
    for (std::size_t k = 0; k < 3; ++k) {
      both[row + k] =
          before[row] * after[k] + before[row + 1] * after[3 + k] + before[row + 2] * after[6 + k];
    }
  }
  if (!(std::fabs(both[8]) > 1e-6)) return false;
  ops::Warp composed = warp;
  for (std::size_t k = 0; k < 6; ++k) composed.matrix[k] = ops::Warp::quantised(both[k] / both[8]);
  composed.perspective = {both[6] / both[8], both[7] / both[8]};
  if (!is_in_range(composed)) return false;
  warp = composed;
  return true;
}

/// Warps that follow each other become one: the product of their matrices.
inline Fused join_warps(OpPair& pair) {
  const auto* first = pair.first_as<ops::Warp>();
  const auto* second = pair.second_as<ops::Warp>();
  if (first == nullptr || second == nullptr) return {};
  if (pair.fusion < Fusion::full) return Fused::not_since("sampling once changes bits");
  if (first->border != second->border) return Fused::not_since("their borders differ");
  if (first->border == Border::constant && !(first->fill == second->fill)) {
    return Fused::not_since("their fills differ");
  }
  if (first->interpolation != second->interpolation || first->antialias != second->antialias) {
    return Fused::not_since("their interpolations differ");
  }
  ops::Warp both = *second;
  if (!compose(projection_of(*first), both)) return Fused::not_since("the matrix would be out of range");
  return pair.replace(both, "the image is sampled once");
}

/// A flip or rotation of the whole image before a warp becomes part of it.
inline Fused join_flip_and_warp(OpPair& pair) {
  const auto* permute = pair.first_as<ops::Permute>();
  const auto* warp = pair.second_as<ops::Warp>();
  if (permute == nullptr || warp == nullptr) return {};
  if (!keeps_all_pixels(*permute, pair.in)) {
    return Fused::not_since("the border of the warp repeats what the crop or pad leaves");
  }
  if (pair.fusion < Fusion::full) return Fused::not_since("sampling once changes bits");
  ops::Warp both = *warp;
  if (!compose(projection_of(*permute), both)) return Fused::not_since("the matrix would be out of range");
  return pair.replace(both, "the flip is part of the warp");
}

}  // namespace detail

namespace ops {

inline std::span<const FusionRule> fusion_rules(const Warp*) {
  static constexpr FusionRule rules[] = {detail::permute_into_warp, detail::join_warps,
                                         detail::join_flip_and_warp};
  return rules;
}

}  // namespace ops
VARY_NAMESPACE_END
