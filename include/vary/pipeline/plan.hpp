// SPDX-License-Identifier: MIT
// Plan: how a recipe runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "vary/pipeline/fuse.hpp"

VARY_NAMESPACE_BEGIN

/// One thing that is done to rows of pixels: an op, or several that a table does at once.
struct Step {
  std::size_t first = 0;  ///< of the ops
  std::size_t count = 1;
  Shape in{};   ///< the image that it meets
  Shape out{};  ///< the image that it makes
  int x = 0;    ///< where that begins in what the step before makes: a crop is not done, but looked at
  int y = 0;
  Rect needed{};          ///< of `in`
  Rect made{};            ///< of `out`
  bool starts = false;    ///< needs all of its input, so that this is made before
  bool reverses = false;  ///< turns rows upside down, as those behind it are made from the bottom up
};

/// The steps that turn an image of shape `in` into one of shape `out`.
class Plan {
 public:
  /// For pixels of so many bytes. Every rule that is applied is told, see detail::fuse().
  template <class Told>
  Plan(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes, const Told& told);
  Plan(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes)
      : Plan(recipe, fusion, pixel_bytes, [](const detail::FusionRule&, const char*, const char*) {}) {}

  [[nodiscard]] Shape in() const { return in_; }
  [[nodiscard]] Shape out() const { return out_; }
  [[nodiscard]] Fusion fusion() const { return fusion_; }
  /// What is done, in order.
  [[nodiscard]] std::span<const Op> ops() const { return ops_; }
  [[nodiscard]] std::span<const Step> steps() const { return steps_; }
  /// What a band of rows takes at most, in bytes, if that is a row: a few fit the first-level cache. The
  /// result is the same for any.
  [[nodiscard]] std::size_t band_bytes() const { return band_bytes_; }
  void set_band_bytes(std::size_t bytes) { band_bytes_ = bytes; }
  /// The step behind the pass that begins at a step.
  [[nodiscard]] std::size_t end_of_pass(std::size_t begin) const {
    std::size_t end = std::min(begin + 1, steps_.size());
    while (end < steps_.size() && !steps_[end].starts) ++end;
    return end;
  }
  /// What of the last step's image is the result.
  [[nodiscard]] const Rect& result() const { return result_; }

 private:
  void make_steps(std::size_t pixel_bytes);
  void find_areas();
  [[nodiscard]] bool by_rows(std::size_t i) const;

  Shape in_;
  Shape out_;
  Fusion fusion_;
  std::size_t band_bytes_ = 16384;
  detail::OpList ops_;
  std::vector<Step, PoolAllocator<Step>> steps_;
  Rect result_;
};

namespace detail {

/// Ops that are a table for each channel, if pixels have 8 bits.
inline bool is_table(const Op& op) {
  return std::holds_alternative<ops::Curve>(op) || std::holds_alternative<ops::Posterize>(op);
}

}  // namespace detail

template <class Told>
Plan::Plan(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes, const Told& told)
    : in_(recipe.input()),
      out_(recipe.shape()),
      fusion_(fusion),
      ops_(recipe.ops().begin(), recipe.ops().end()) {
  if (fusion == Fusion::stepwise) return;
  detail::fuse(ops_, in_, fusion, pixel_bytes, told);
  make_steps(pixel_bytes);
  find_areas();
}

inline void Plan::make_steps(std::size_t pixel_bytes) {
  Shape shape = in_;
  int x = 0, y = 0;
  for (std::size_t i = 0; i < ops_.size();) {
    const auto* crop = std::get_if<ops::Permute>(&ops_[i]);
    if (crop != nullptr && crop->crops(shape)) {
      x += crop->x;
      y += crop->y;
      shape = crop->output(shape);
      ++i;
      continue;
    }
    Step step{.first = i, .in = shape, .x = x, .y = y};
    for (++i; pixel_bytes == 1 && detail::is_table(ops_[step.first]) && i < ops_.size(); ++i) {
      if (!detail::is_table(ops_[i])) break;
      ++step.count;
    }
    shape = step.out = detail::output_of(ops_[step.first], shape);
    x = y = 0;
    steps_.push_back(step);
  }
  result_ = Rect::of(shape).moved(x, y);
}

/// True if what follows step i in its pass looks at no other rows than those that it makes.
inline bool Plan::by_rows(std::size_t i) const {
  for (++i; i < steps_.size() && !steps_[i].starts; ++i) {
    if (detail::access_of(ops_[steps_[i].first], steps_[i].in) > Access::positional) return false;
  }
  return true;
}

inline void Plan::find_areas() {
  Rect wanted = result_;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    Step& step = steps_[i];
    const Op& op = ops_[step.first];
    step.made = detail::made_by(op, step.in, wanted);
    step.needed = detail::needed_by(op, step.in, step.made);
    wanted = step.needed.moved(step.x, step.y);
    const bool behind_whole =
        i > 0 && detail::access_of(ops_[steps_[i - 1].first], steps_[i - 1].in) == Access::global;
    step.starts = i == 0 || behind_whole || detail::access_of(op, step.in) >= Access::gather;
    const auto* permute = std::get_if<ops::Permute>(&op);
    const bool upside_down = permute != nullptr && !permute->transposed && permute->flip_y;
    if (step.starts && i > 0 && !behind_whole && upside_down && permute->stays_inside(step.in) &&
        by_rows(i)) {
      step.starts = false;
      step.reverses = true;
    }
  }
}

VARY_NAMESPACE_END
