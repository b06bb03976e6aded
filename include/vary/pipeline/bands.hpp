// SPDX-License-Identifier: MIT
// Bands: how many rows the steps of a pass work on at a time, and what they keep.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <variant>
#include <vector>

#include "vary/pipeline/plan.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The rows that a step keeps of what it makes.
struct StepRows {
  int together = 1;      ///< they are made in multiples of so many, see ops::rows_together()
  int room = 0;          ///< 0: none, they go to the result
  bool slides = false;   ///< kept for what comes later; others make exactly those that are asked for
  std::size_t size = 0;  ///< elements of memory
};

/// Steps that follow each other, of which the first alone may need all of its input.
class Bands {
 public:
  /// For pixels of so many bytes. The last step writes to the result itself, or to rows that are handed on.
  Bands(const Plan& plan, std::span<const Step> steps, std::size_t pixel_bytes, bool hands_on)
      : plan_(plan), steps_(steps), kept_(steps.size()) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool whole = access_of(op(i), steps[i].in) == Access::global;
      kept_[i].together = whole ? steps[i].made.height : rows_together_of(op(i));
    }
    choose_height(pixel_bytes, hands_on);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (i + 1 < steps.size() || hands_on) keep_rows(i);
    }
  }

  [[nodiscard]] const Op& op(std::size_t i) const { return plan_.ops()[steps_[i].first]; }
  /// Rows of a band.
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] const StepRows& kept(std::size_t i) const { return kept_[i]; }
  /// Elements of a row that step i makes.
  [[nodiscard]] std::size_t row_elements(std::size_t i) const {
    return static_cast<std::size_t>(steps_[i].made.width) * static_cast<std::size_t>(steps_[i].out.channels);
  }
  /// Elements of each of two buffers, in which rows that are used up at once take turns.
  [[nodiscard]] std::size_t shared() const { return shared_; }
  /// Elements that all steps need.
  [[nodiscard]] std::size_t memory() const { return 2 * shared_ + own_; }

 private:
  void choose_height(std::size_t pixel_bytes, bool hands_on) {
    const bool whole = !steps_.empty() && access_of(op(0), steps_[0].in) == Access::global;
    if (steps_.size() + (hands_on ? 1 : 0) <= 1 || whole) {  // nothing to keep in the cache
      height_ = steps_.empty() ? plan_.out().height : steps_[0].made.bottom() + 1;
      return;
    }
    std::size_t row_bytes = 1, bytes = plan_.band_bytes();
    int together = 1, halo = 0, tallest = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      row_bytes = std::max(row_bytes, row_elements(i) * pixel_bytes);
      tallest = std::max(tallest, step.made.bottom());
      const int both = std::lcm(together, std::min(kept_[i].together, largest_together + 1));
      together = std::min(both, largest_together + 1);
      if (access_of(op(i), step.in) <= Access::positional) continue;
      // Windows meet some rows again for each band, and a Resize begins it with tables.
      const bool resizes = std::holds_alternative<ops::Resize>(op(i));
      bytes = std::max(bytes, (resizes ? 4 : 2) * plan_.band_bytes());
      if (step.in.height != step.out.height || step.starts) continue;
      const int middle = step.made.y + step.made.height / 2;
      halo = std::max(halo, needed_by(op(i), step.in, step.made.rows(middle, middle + 1)).height - 1);
    }
    const int rows = std::max({1, static_cast<int>(bytes / row_bytes), 4 * halo});
    // No common multiple of small size: one band then.
    height_ = together > largest_together ? tallest + 1 : (rows + together - 1) / together * together;
  }

  void keep_rows(std::size_t i) {
    StepRows& kept = kept_[i];
    const Rect& made = steps_[i].made;
    const bool last = i + 1 == steps_.size();
    const bool by_row = last || access_of(op(i + 1), steps_[i + 1].in) <= Access::positional;
    kept.slides = !by_row || kept.together > 1;
    kept.room = height_;
    if (kept.slides) {
      int most = height_;
      if (!by_row) {
        const Rect& next = steps_[i + 1].made;
        for (int y = next.y; y < next.bottom(); y += height_) {
          const Rect pair = next.rows(y, std::min(y + 2 * height_, next.bottom()));
          most = std::max(most, needed_by(op(i + 1), steps_[i + 1].in, pair).height);
        }
      }
      kept.room = most + height_;
    }
    kept.room = std::min(kept.room, made.height);
    // Whole lines of the cache, and one behind the last pixel.
    kept.size = (row_elements(i) * static_cast<std::size_t>(kept.room) + 127) / 64 * 64;
    if (kept.slides) {
      own_ += kept.size;
    } else {
      shared_ = std::max(shared_, kept.size);
    }
  }

  static constexpr int largest_together = 4096;
  const Plan& plan_;
  std::span<const Step> steps_;
  std::vector<StepRows, PoolAllocator<StepRows>> kept_;
  int height_ = 1;
  std::size_t shared_ = 0;
  std::size_t own_ = 0;
};

}  // namespace detail
VARY_NAMESPACE_END
