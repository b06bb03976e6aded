// SPDX-License-Identifier: MIT
// Plan: how a recipe runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "vary/ops/move/permute.hpp"
#include "vary/ops/recipe.hpp"
#include "vary/pipeline/fuse.hpp"

VARY_NAMESPACE_BEGIN

/// One thing that is done to rows of pixels: an op, or several tabular ones as one look-up.
struct Step {
  std::size_t first = 0;  ///< of the ops
  std::size_t count = 1;
  Shape in{};   ///< the image that it reads
  Shape out{};  ///< the image that it writes
  int x = 0;    ///< where `in` begins in the output of the step before: a crop is an offset, not a copy
  int y = 0;
  Rect input{};           ///< what of `in` is read
  Rect output{};          ///< what of `out` is computed
  bool starts = false;    ///< begins a pass: its input must be there as a whole
  bool reverses = false;  ///< flips rows upside down, and those behind it run from the bottom up
};

/// The steps that turn an image of shape `in` into one of shape `out`.
class Plan {
 public:
  /// For pixels of so many bytes. Notes what was fused, if anybody wants to know.
  Plan(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes,
       std::vector<detail::FusionNote>* notes = nullptr);

  [[nodiscard]] Shape in() const { return in_; }
  [[nodiscard]] Shape out() const { return out_; }
  [[nodiscard]] Fusion fusion() const { return fusion_; }
  /// What is done, in order.
  [[nodiscard]] const OpList& ops() const { return ops_; }
  [[nodiscard]] std::span<const Step> steps() const { return steps_; }
  /// The ops of a step.
  [[nodiscard]] std::span<const Op> ops_of(const Step& step) const {
    return std::span<const Op>(ops_).subspan(step.first, step.count);
  }
  /// The size of a band of rows in bytes, at most, unless that is less than a row: a few fit the first-level
  /// cache. The result is the same for any.
  [[nodiscard]] std::size_t band_bytes() const { return band_bytes_; }
  void set_band_bytes(std::size_t bytes) { band_bytes_ = bytes; }
  /// The step behind the pass that begins at a step.
  [[nodiscard]] std::size_t end_of_pass(std::size_t begin) const {
    std::size_t end = std::min(begin + 1, steps_.size());
    while (end < steps_.size() && !steps_[end].starts) ++end;
    return end;
  }
  /// What of the last step's output is the result.
  [[nodiscard]] const Rect& result() const { return result_; }

 private:
  void make_steps(std::size_t pixel_bytes);
  void find_rects();
  [[nodiscard]] bool rest_is_pointwise(std::size_t i) const;
  [[nodiscard]] const Op& op_of(std::size_t step) const { return ops_[steps_[step].first]; }
  [[nodiscard]] Access access_of(std::size_t step) const { return op_of(step).access(steps_[step].in); }

  Shape in_;
  Shape out_;
  Fusion fusion_;
  std::size_t band_bytes_ = 16384;
  OpList ops_;
  std::vector<Step, PoolAllocator<Step>> steps_;
  Rect result_;
};

inline Plan::Plan(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes,
                  std::vector<detail::FusionNote>* notes)
    : in_(recipe.input()),
      out_(recipe.shape()),
      fusion_(fusion),
      ops_(recipe.ops().begin(), recipe.ops().end()) {
  if (fusion == Fusion::stepwise) return;
  detail::fuse(ops_, in_, fusion, pixel_bytes, notes);
  make_steps(pixel_bytes);
  find_rects();
}

inline void Plan::make_steps(std::size_t pixel_bytes) {
  Shape shape = in_;
  int x = 0, y = 0;
  for (std::size_t i = 0; i < ops_.size();) {
    const auto* crop = ops_[i].get_if<ops::Permute>();
    if (crop != nullptr && crop->crops(shape)) {
      x += crop->x;
      y += crop->y;
      shape = crop->output(shape);
      ++i;
      continue;
    }
    Step step{.first = i, .in = shape, .x = x, .y = y};
    for (++i; pixel_bytes == 1 && ops_[step.first].tabular() && i < ops_.size(); ++i) {
      if (!ops_[i].tabular()) break;
      ++step.count;
    }
    shape = step.out = ops_[step.first].output(shape);
    x = y = 0;
    steps_.push_back(step);
  }
  result_ = Rect::of(shape).moved(x, y);
}

/// True if what follows step i in its pass reads no other rows than those that it computes.
inline bool Plan::rest_is_pointwise(std::size_t i) const {
  for (++i; i < steps_.size() && !steps_[i].starts; ++i) {
    if (access_of(i) > Access::positional) return false;
  }
  return true;
}

inline void Plan::find_rects() {
  Rect wanted = result_;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    Step& step = steps_[i];
    const Op& op = op_of(i);
    step.output = op.output_rect(step.in, wanted);
    step.input = op.input_rect(step.in, step.output);
    wanted = step.input.moved(step.x, step.y);
    const bool behind_global = i > 0 && access_of(i - 1) == Access::global;
    step.starts = i == 0 || behind_global || access_of(i) >= Access::gather;
    const auto* permute = op.get_if<ops::Permute>();
    const bool upside_down = permute != nullptr && !permute->transposed && permute->flip_y;
    if (step.starts && i > 0 && !behind_global && upside_down && permute->stays_inside(step.in) &&
        rest_is_pointwise(i)) {
      step.starts = false;
      step.reverses = true;
    }
  }
}

VARY_NAMESPACE_END
