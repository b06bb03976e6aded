// SPDX-License-Identifier: MIT
// fuse(): rules that join the ops of a recipe.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "vary/ops/recipe.hpp"

VARY_NAMESPACE_BEGIN

/// How far a pipeline may depart from doing one op after the other.
enum class Fusion : std::uint8_t {
  stepwise,  ///< not at all: each op makes an image for the next one
  exact,     ///< in all ways that change no bit of the result
  full,      ///< also, warps that follow each other with the same border read the image once: sharper, and
             ///< what one of them moves out of sight the next one can bring back
};

namespace detail {

using OpList = std::vector<Op, PoolAllocator<Op>>;

/// Without std::swap(), which would be code for every pair of kinds.
inline void swap_with_next(OpList& ops, std::size_t i) {
  Op first = std::move(ops[i]);
  ops[i] = std::move(ops[i + 1]);
  ops[i + 1] = std::move(first);
}

/// Where a Permute reads along the two axes of its input: at start + step * i.
struct PermuteAxis {
  std::int64_t start;
  int step;

  static PermuteAxis x_of(const ops::Permute& op) { return {op.x, op.flip_x ? -1 : 1}; }
  static PermuteAxis y_of(const ops::Permute& op) { return {op.y, op.flip_y ? -1 : 1}; }
  /// Of what this axis makes, `next` takes pixels.
  [[nodiscard]] PermuteAxis then(PermuteAxis next) const {
    return {start + step * next.start, step * next.step};
  }
  [[nodiscard]] bool fits() const { return std::abs(start) < std::numeric_limits<int>::max() / 2; }
  /// True if all of an axis is among `count` pixels.
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

/// True for flips and turns of a whole image.
inline bool turns(const ops::Permute& op, Shape in) { return covers(op, in) && op.stays_inside(in); }

/// Crops, flips, turns and pads are one. A pad joins what comes before if that moves whole images, or pads
/// with the same edge or the same constant.
inline bool join_permutes(OpList& ops, std::size_t i, Shape in) {
  const auto* first = std::get_if<ops::Permute>(&ops[i]);
  const auto* second = std::get_if<ops::Permute>(&ops[i + 1]);
  if (first == nullptr || second == nullptr) return false;
  ops::Permute both = *second;
  if (second->stays_inside(first->output(in))) {
    both.border = first->border;
    both.fill = first->fill;
  } else if (!turns(*first, in)) {
    const bool same =
        first->border == second->border &&
        (first->border == Border::edge || (first->border == Border::constant && first->fill == second->fill));
    if (!same || !covers(*first, in)) return false;
  }
  PermuteAxis x = PermuteAxis::x_of(*second), y = PermuteAxis::y_of(*second);
  if (first->transposed) std::swap(x, y);
  x = PermuteAxis::x_of(*first).then(x);
  y = PermuteAxis::y_of(*first).then(y);
  if (!x.fits() || !y.fits()) return false;
  both.x = static_cast<int>(x.start);
  both.y = static_cast<int>(y.start);
  both.flip_x = x.step < 0;
  both.flip_y = y.step < 0;
  both.transposed = first->transposed != second->transposed;
  ops[i] = both;
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

/// A crop, flip or turn comes before what is done to each pixel by itself: there are fewer of them then. A
/// pad does not, since it makes more, nor what brings in a constant.
inline bool move_permute_up(OpList& ops, std::size_t i, Shape in) {
  const auto* permute = std::get_if<ops::Permute>(&ops[i + 1]);
  if (permute == nullptr) return false;
  const bool point = access_of(ops[i], in) == Access::pointwise;
  const bool fewer = std::int64_t{permute->width} * permute->height <= std::int64_t{in.width} * in.height;
  if (!point || !fewer) return false;
  if (permute->border == Border::constant && !permute->stays_inside(in)) return false;
  swap_with_next(ops, i);
  return true;
}

/// True if the numbers of a warp are well in range.
inline bool can_be(const ops::Warp& op) {
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

/// A warp reads for the pixels that a Permute within its output takes. It acts on the warp's positions in
/// whole steps of 2^-32 pixels, so that these stay as they are.
inline bool permute_positions(const ops::Permute& permute, Shape in, ops::Warp& warp) {
  if (warp.perspective != std::array<double, 2>{0, 0}) return false;
  if (!permute.stays_inside(warp.output(in))) return false;
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
  if (!can_be(both)) return false;
  warp = both;
  return true;
}

inline bool permute_into_warp(OpList& ops, std::size_t i, Shape in, bool turns_only) {
  auto* warp = std::get_if<ops::Warp>(&ops[i]);
  const auto* permute = std::get_if<ops::Permute>(&ops[i + 1]);
  if (warp == nullptr || permute == nullptr) return false;
  if (turns_only && !turns(*permute, warp->output(in))) return false;
  if (!permute_positions(*permute, in, *warp)) return false;
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

/// Flips and turns of whole images after a warp, which then are part of it.
inline bool turn_into_warp(OpList& ops, std::size_t i, Shape in) {
  return permute_into_warp(ops, i, in, true);
}
/// Crops too, once warps that follow each other have been joined: a crop keeps them apart.
inline bool crop_into_warp(OpList& ops, std::size_t i, Shape in) {
  return permute_into_warp(ops, i, in, false);
}

using Projection = std::array<double, 9>;  // row by row

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

/// What `warp` reads of `before`, read from what that reads.
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
  if (!can_be(composed)) return false;
  warp = composed;
  return true;
}

/// Warps that follow each other are one, with the positions of the one read by the other.
inline bool join_warps(OpList& ops, std::size_t i, Shape) {
  const auto* first = std::get_if<ops::Warp>(&ops[i]);
  auto* second = std::get_if<ops::Warp>(&ops[i + 1]);
  if (first == nullptr || second == nullptr) return false;
  const bool alike = first->border == second->border && first->interpolation == second->interpolation &&
                     first->antialias == second->antialias &&
                     (first->border != Border::constant || first->fill == second->fill);
  if (!alike || !compose(projection_of(*first), *second)) return false;
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
  return true;
}

/// A flip or turn before a warp is part of it.
inline bool join_turn_and_warp(OpList& ops, std::size_t i, Shape in) {
  const auto* permute = std::get_if<ops::Permute>(&ops[i]);
  auto* warp = std::get_if<ops::Warp>(&ops[i + 1]);
  if (permute == nullptr || warp == nullptr || !turns(*permute, in)) return false;
  if (!compose(projection_of(*permute), *warp)) return false;
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
  return true;
}

/// Channels are put in order once.
inline bool join_reorders(OpList& ops, std::size_t i, Shape) {
  auto* first = std::get_if<ops::Reorder>(&ops[i]);
  const auto* second = std::get_if<ops::Reorder>(&ops[i + 1]);
  if (first == nullptr || second == nullptr) return false;
  ops::Reorder both;
  for (const int channel : second->order)
    both.order.push_back(first->order[static_cast<std::size_t>(channel)]);
  *first = both;
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

/// Colours that a matrix makes are made in the order that they are put in. Floats would be added in another
/// order, and rounded otherwise.
inline bool join_matrix_and_reorder(OpList& ops, std::size_t i, Shape in) {
  auto* matrix = std::get_if<ops::ColorMatrix>(&ops[i]);
  const auto* reorder = std::get_if<ops::Reorder>(&ops[i + 1]);
  if (matrix == nullptr || reorder == nullptr || matrix->channels != 3) return false;
  if (has_alpha(in) && reorder->order[3] != 3) return false;
  const auto rows = matrix->matrix;
  for (std::size_t row = 0; row < 3; ++row) {
    const auto from = static_cast<std::size_t>(reorder->order[row]);
    for (std::size_t k = 0; k < 4; ++k) matrix->matrix[4 * row + k] = rows[4 * from + k];
  }
  ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  return true;
}

/// Channels are put in order after curves, so that curves before and after meet.
inline bool move_reorder_down(OpList& ops, std::size_t i, Shape in) {
  const auto* reorder = std::get_if<ops::Reorder>(&ops[i]);
  if (reorder == nullptr) return false;
  auto* curve = std::get_if<ops::Curve>(&ops[i + 1]);
  if (curve == nullptr && !std::holds_alternative<ops::Posterize>(ops[i + 1])) return false;
  const bool all_alike = curve != nullptr && curve->alpha;
  if (has_alpha(in) && !all_alike && reorder->order[3] != 3) return false;
  if (curve != nullptr && curve->per_channel) {
    const std::size_t each = curve->segments.size() / reorder->order.size();
    const auto before = curve->segments;
    for (std::size_t c = 0; c < reorder->order.size(); ++c) {
      const auto from = static_cast<std::size_t>(reorder->order[c]);
      for (std::size_t k = 0; k < each; ++k) curve->segments[from * each + k] = before[c * each + k];
    }
  }
  swap_with_next(ops, i);
  return true;
}

/// A rule looks at ops i and i + 1, the first of which meets an image of shape `in`, and says whether it has
/// changed them.
struct FusionRule {
  std::string_view name;
  bool (*apply)(OpList& ops, std::size_t i, Shape in);
  Fusion from = Fusion::exact;    ///< which needs at least this
  int round = 0;                  ///< those of round 1 come when none of round 0 applies any more
  std::size_t largest_pixel = 4;  ///< bytes of pixels for which no bit changes
};

inline constexpr FusionRule fusion_rules[] = {
    {"moves are one move", join_permutes},
    {"moved before what is done to each pixel", move_permute_up},
    {"turned as it is warped", turn_into_warp},
    {"warps are sampled once", join_warps, Fusion::full},
    {"turned as it is warped", join_turn_and_warp, Fusion::full},
    {"orders are one order", join_reorders},
    {"ordered by the matrix", join_matrix_and_reorder, Fusion::exact, 0, 2},
    {"ordered after curves", move_reorder_down},
    {"moved as it is warped", crop_into_warp, Fusion::exact, 1},
};

/// The shape that op i meets.
inline Shape shape_before(const OpList& ops, std::size_t i, Shape in) {
  for (std::size_t k = 0; k < i; ++k) in = output_of(ops[k], in);
  return in;
}

/// Applies the rules until none applies any more. Calls told(rule, first, second) for each that has, with the
/// names of the two ops that it has met.
template <class Told>
void fuse(OpList& ops, Shape in, Fusion fusion, std::size_t pixel_bytes, const Told& told) {
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i + 1 < ops.size();) {
      const Shape shape = shape_before(ops, i, in);
      const auto applies = [&](const FusionRule& rule) {
        return rule.from <= fusion && rule.round == round && pixel_bytes <= rule.largest_pixel &&
               rule.apply(ops, i, shape);
      };
      const char* const first = name_of(ops[i]);
      const char* const second = name_of(ops[i + 1]);
      const FusionRule* rule = std::find_if(std::begin(fusion_rules), std::end(fusion_rules), applies);
      if (rule == std::end(fusion_rules)) {
        ++i;
        continue;
      }
      told(*rule, first, second);
      // Two moves may have brought all pixels back to where they were.
      const bool idle = std::visit([&](const auto& op) { return op.identity(shape); }, ops[i]);
      if (idle) ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
      if (i > 0) --i;  // what comes before may apply now
    }
  }
}

}  // namespace detail

VARY_NAMESPACE_END
