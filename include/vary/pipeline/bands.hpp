// SPDX-License-Identifier: MIT
// Bands: how many rows the steps of a pass compute at a time, and which rows they keep.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "vary/pipeline/plan.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// The buffer for the rows that a step computes.
struct StepBuffer {
  int together = 1;      ///< rows are computed in multiples of so many, see ops::rows_together()
  int capacity = 0;      ///< rows; 0: none, they go to the result
  bool slides = false;   ///< rows stay for what is computed later; otherwise they are used up at once
  std::size_t size = 0;  ///< elements
};

/// The rows of a step's output while a band is computed: from `begin` to `end` now, and those from `keep` on
/// must still be there.
struct StepRows {
  int keep;
  int begin;
  int end;
};

/// The bands of a pass: steps of which the first alone may need its whole input.
class Bands {
 public:
  /// For pixels of so many bytes. The last step writes to the result itself, or to rows that are handed on.
  Bands(const Plan& plan, std::span<const Step> steps, const Rect& result, std::size_t pixel_bytes,
        bool hands_on)
      : plan_(plan), steps_(steps), result_(result), buffers_(steps.size()) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool global = op(i).access(steps[i].in) == Access::global;
      buffers_[i].together = global ? steps[i].output.height : op(i).rows_together();
      upwards_ = upwards_ || steps[i].reverses;
    }
    choose_height(pixel_bytes, hands_on);
    size_buffers(hands_on);
  }

  [[nodiscard]] const Op& op(std::size_t i) const { return plan_.ops()[steps_[i].first]; }
  /// Rows of a band.
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] const StepBuffer& buffer(std::size_t i) const { return buffers_[i]; }
  /// Elements of a row that step i computes.
  [[nodiscard]] std::size_t row_elements(std::size_t i) const {
    return static_cast<std::size_t>(steps_[i].output.width) *
           static_cast<std::size_t>(steps_[i].out.channels);
  }
  /// Elements of each of two buffers, in which rows that are used up at once take turns.
  [[nodiscard]] std::size_t shared() const { return shared_; }
  /// Elements that all steps need.
  [[nodiscard]] std::size_t memory() const { return 2 * shared_ + own_; }

  /// Calls each(band) for the bands of the result in the order in which they are computed.
  template <class Each>
  void for_each(const Each& each) const {
    for (int done = 0; done < result_.height; done += height_) {
      const int count = std::min(height_, result_.height - done);
      const int y = upwards_ ? result_.bottom() - done - count : result_.y + done;
      each(result_.rows(y, y + count));
    }
  }

  /// Where all steps begin.
  void start(StepRows* rows) const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const int first = steps_[i].output.y;
      rows[i] = {first, first, first};
    }
  }

  /// From what the steps have computed so far to what they compute for a band: from the last step to the
  /// first, each asks the one before for the rows that it reads.
  void next(const Rect& band, StepRows* rows) const {
    int from = band.y, to = band.bottom();
    for (std::size_t i = steps_.size(); i-- > 0;) {
      const Step& step = steps_[i];
      StepRows& now = rows[i];
      if (from < to) {
        now = buffers_[i].slides ? slide(step, buffers_[i].together, now.end, from, to)
                                 : StepRows{from, from, to};
      } else {
        now.begin = now.end;
      }
      if (now.begin == now.end) {  // all there: nothing is asked for
        from = to = 0;
        continue;
      }
      const Rect input = op(i).input_rect(step.in, step.output.rows(now.begin, now.end));
      from = input.y + step.y;
      to = input.bottom() + step.y;
    }
  }

 private:
  /// Rows `from` to `to` shall be there, and those up to `end` have been computed.
  static StepRows slide(const Step& step, int together, int end, int from, int to) {
    const int above = from - step.output.y, below = to - step.output.y;
    const int start = from - above % together;
    // Rows that nobody reads are skipped.
    const StepRows now{start > end ? start : std::min(from, end), std::max(start, end),
                       step.output.y + (below + together - 1) / together * together};
    return {now.keep, now.begin, std::max(now.begin, std::min(now.end, step.output.bottom()))};
  }

  void choose_height(std::size_t pixel_bytes, bool hands_on) {
    const bool global = !steps_.empty() && op(0).access(steps_[0].in) == Access::global;
    if (steps_.size() + (hands_on ? 1 : 0) <= 1 || global) {  // nothing to keep in the cache
      height_ = std::max(1, result_.height);
      return;
    }
    std::size_t row_bytes = 1, bytes = plan_.band_bytes();
    int together = 1, halo = 0, tallest = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      row_bytes = std::max(row_bytes, row_elements(i) * pixel_bytes);
      tallest = std::max(tallest, step.output.bottom());
      const int both = std::lcm(together, std::min(buffers_[i].together, largest_together + 1));
      together = std::min(both, largest_together + 1);
      if (op(i).access(step.in) <= Access::positional) continue;
      // Windows read some rows again for each band.
      bytes = std::max(bytes, (op(i).starts_with_tables() ? 4 : 2) * plan_.band_bytes());
      if (step.in.height != step.out.height || step.starts) continue;
      const int middle = step.output.y + step.output.height / 2;
      halo = std::max(halo, op(i).input_rect(step.in, step.output.rows(middle, middle + 1)).height - 1);
    }
    const int rows = std::max({1, static_cast<int>(bytes / row_bytes), 4 * halo});
    // Without a small common multiple there is one band.
    height_ = together > largest_together ? tallest + 1 : (rows + together - 1) / together * together;
  }

  void size_buffers(bool hands_on) {
    const std::size_t count = hands_on ? steps_.size() : steps_.size() - 1;
    for (std::size_t i = 0; i < steps_.size() && i < count; ++i) {
      const bool last = i + 1 == steps_.size();
      const bool used_up = last || op(i + 1).access(steps_[i + 1].in) <= Access::positional;
      buffers_[i].slides = !used_up || buffers_[i].together > 1;
    }
    measure_capacities(count);
    for (std::size_t i = 0; i < steps_.size() && i < count; ++i) {
      StepBuffer& buffer = buffers_[i];
      // Some rows more, so that those that stay need not move to the front for each band.
      if (buffer.slides) buffer.capacity = std::min(buffer.capacity + height_, steps_[i].output.height);
      // Complete cache lines, and one behind the last pixel.
      buffer.size = (row_elements(i) * static_cast<std::size_t>(buffer.capacity) + 127) / 64 * 64;
      if (buffer.slides) {
        own_ += buffer.size;
      } else {
        shared_ = std::max(shared_, buffer.size);
      }
    }
  }

  /// The most rows that each of the first `count` steps has at a time: all bands, without their pixels.
  void measure_capacities(std::size_t count) {
    if (result_.height <= height_) {  // one band, as for small images
      for (std::size_t i = 0; i < steps_.size() && i < count; ++i)
        buffers_[i].capacity = steps_[i].output.height;
      return;
    }
    const auto slides = [](const StepBuffer& buffer) { return buffer.slides; };
    const bool simple = std::none_of(buffers_.begin(), buffers_.end(), slides);
    std::vector<StepRows, PoolAllocator<StepRows>> rows(steps_.size());
    start(rows.data());
    bool measured = false;
    for_each([&](const Rect& band) {
      if (simple && std::exchange(measured, true)) return;  // no band has more rows than the first one
      next(band, rows.data());
      for (std::size_t i = 0; i < steps_.size() && i < count; ++i) {
        buffers_[i].capacity = std::max(buffers_[i].capacity, rows[i].end - rows[i].keep);
      }
    });
  }

  static constexpr int largest_together = 4096;
  const Plan& plan_;
  std::span<const Step> steps_;
  Rect result_;
  std::vector<StepBuffer, PoolAllocator<StepBuffer>> buffers_;
  bool upwards_ = false;
  int height_ = 1;
  std::size_t shared_ = 0;
  std::size_t own_ = 0;
};

}  // namespace detail
VARY_NAMESPACE_END
