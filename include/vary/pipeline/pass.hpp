// SPDX-License-Identifier: MIT
// Pass: steps that follow each other, done in bands of rows that stay in the first-level cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <span>
#include <type_traits>
#include <variant>

#include "vary/core/part.hpp"
#include "vary/core/scratch.hpp"
#include "vary/pipeline/plan.hpp"
#include "vary/pipeline/table.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Takes the rows of a picture, from the top down.
template <Pixel T>
class RowSink {
 public:
  virtual void take(const Part<const T>& rows) = 0;

 protected:
  ~RowSink() = default;
};

/// Steps, of which the first alone may need all of its input. Each keeps as many rows as the next one looks
/// at: what it takes to run grows with the width of a picture, not with its area.
template <Pixel T>
class Pass {
 public:
  /// Runs the steps. The rows of `result`, an area of what the last one makes, go to `sink`; or, without one,
  /// to `target`, which is all that the last one makes.
  static void run(const Plan& plan, std::span<const Step> steps, const Part<const T>& source,
                  const Area& result, const Part<T>& target, RowSink<T>* sink) {
    const Scratch<Stage> stages(steps.size());
    Pass pass(plan, steps, source, result, target, sink, stages.data());
    pass.prepare(0);
  }

 private:
  struct Stage {
    const void* prepared;
    void (*apply)(const void* prepared, const Part<const T>& in, const Part<T>& out);
    T* memory;
    int room;      ///< rows
    int first;     ///< of the rows that are there
    int end;       ///< behind the last of them
    int together;  ///< rows, see ops::rows_together()
    bool slides;   ///< keeps rows for what comes later; others make exactly those that are asked for
  };

  Pass(const Plan& plan, std::span<const Step> steps, const Part<const T>& source, const Area& result,
       const Part<T>& target, RowSink<T>* sink, Stage* stages)
      : plan_(plan),
        steps_(steps),
        source_(source),
        result_(result),
        target_(target),
        sink_(sink),
        stages_(stages) {}

  [[nodiscard]] const Op& op(std::size_t i) const { return plan_.ops()[steps_[i].first]; }

  /// Makes ready step i and all behind it, each in the scope of the one before, then runs them.
  void prepare(std::size_t i) {
    if (i == steps_.size()) return run_bands();
    const Step& step = steps_[i];
    const Part<const T> in = i == 0 ? framed(source_, step) : Part<const T>({}, 0, 0, step.in);
    const auto use = [&](const auto& prepared) {
      using Ready = std::remove_cvref_t<decltype(prepared)>;
      const auto apply = [](const void* ready, const Part<const T>& from, const Part<T>& to) {
        (*static_cast<const Ready*>(ready))(from, to);
      };
      const bool whole = access_of(op(i), step.in) == Access::whole;
      const int together =
          whole ? step.made.height
                : std::visit([](const auto& each) { return ops::rows_together(each); }, op(i));
      stages_[i] = {&prepared, apply, nullptr, 0, step.made.y, step.made.y, together, false};
      prepare(i + 1);
    };
    if constexpr (sizeof(T) == 1) {
      if (is_table(op(i))) return use(PreparedTables(plan_.ops().subspan(step.first, step.count), step.in));
    }
    std::visit(
        [&](const auto& each) {
          using O = std::remove_cvref_t<decltype(each)>;
          use(ops::Prepared<T, O>(each, in, step.made));
        },
        op(i));
  }

  void run_bands() {
    const std::size_t count = steps_.size();
    const int rows = choose_band();
    // What is asked for and used up at once takes turns in two buffers.
    std::size_t shared = 0, own = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i + 1 == count && sink_ == nullptr) break;
      plan_rows(i);
      (stages_[i].slides ? own : shared) =
          stages_[i].slides ? own + buffer_size(i) : std::max(shared, buffer_size(i));
    }
    const Scratch<T> memory(2 * shared + own);
    T* next = memory.data() + 2 * shared;
    for (std::size_t i = 0; i < count; ++i) {
      stages_[i].memory = memory.data() + i % 2 * shared;
      if (!stages_[i].slides) continue;
      stages_[i].memory = next;
      next += buffer_size(i);
    }
    const Area all = sink_ == nullptr ? target_.area() : result_;
    for (int y = all.y; y < all.bottom(); y += rows) {
      const Area part = all.rows(y, std::min(y + rows, all.bottom()));
      if (sink_ == nullptr) {
        make(count - 1, part.y, part.bottom(), target_.row(y), target_.pixels.stride());
      } else {
        sink_->take(rows_of(count, part.y, part.bottom()).part(part));
      }
    }
  }

  /// How many rows are worked on together: all of them, where there is nothing to keep in the cache.
  int choose_band() {
    const std::size_t buffers = steps_.size() + (sink_ == nullptr ? 0 : 1);
    const bool whole = !steps_.empty() && access_of(op(0), steps_[0].in) == Access::whole;
    if (buffers <= 1 || whole) {
      return band_ = steps_.empty() ? result_.height : steps_[0].made.bottom() + 1;
    }
    std::size_t row_bytes = 1, bytes = plan_.band_bytes();
    int together = 1, halo = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      row_bytes = std::max(row_bytes, row_elements(i) * sizeof(T));
      together = std::lcm(together, std::min(stages_[i].together, 4096));
      if (together > 4096) return band_ = steps_[i].made.bottom() + 4096;
      const Step& step = steps_[i];
      if (access_of(op(i), step.in) <= Access::place) continue;
      bytes = 2 * plan_.band_bytes();  // windows meet some rows again for each band
      if (step.in.height != step.out.height) continue;
      const int middle = step.made.y + step.made.height / 2;
      halo = std::max(halo, needed_by(op(i), step.in, step.made.rows(middle, middle + 1)).height - 1);
    }
    const auto fitting = static_cast<int>(bytes / row_bytes);
    const int rows = std::max({1, fitting, 4 * halo});
    return band_ = (rows + together - 1) / together * together;
  }

  /// Whether rows of step i are kept, and how many.
  void plan_rows(std::size_t i) {
    Stage& stage = stages_[i];
    const Area& made = steps_[i].made;
    const bool last = i + 1 == steps_.size();
    const bool by_row = last || access_of(op(i + 1), steps_[i + 1].in) <= Access::place;
    stage.slides = !by_row || stage.together > 1;
    stage.room = band_;
    if (!stage.slides) return;
    int most = band_;
    if (!by_row) {
      const Area& next = steps_[i + 1].made;
      for (int y = next.y; y < next.bottom(); y += band_) {
        const Area pair = next.rows(y, std::min(y + 2 * band_, next.bottom()));
        most = std::max(most, needed_by(op(i + 1), steps_[i + 1].in, pair).height);
      }
    }
    stage.room = std::min(most + band_, made.height);
  }

  [[nodiscard]] std::size_t row_elements(std::size_t i) const {
    return static_cast<std::size_t>(steps_[i].made.width) * static_cast<std::size_t>(steps_[i].out.channels);
  }
  /// Whole lines of the cache, and one behind the last pixel.
  [[nodiscard]] std::size_t buffer_size(std::size_t i) const {
    const std::size_t elements = row_elements(i) * static_cast<std::size_t>(stages_[i].room);
    return (elements + 127) / 64 * 64;
  }

  /// A part as step i sees it: where it is a crop of what was made.
  static Part<const T> framed(const Part<const T>& part, const Step& step) {
    return {part.pixels, part.x - step.x, part.y - step.y, step.in};
  }

  /// Rows `from` to `to`, or more, of what the first `count` steps make.
  Part<const T> rows_of(std::size_t count, int from, int to) {
    if (count == 0) return source_;
    const std::size_t i = count - 1;
    Stage& stage = stages_[i];
    const auto pitch = static_cast<std::ptrdiff_t>(row_elements(i));
    if (!stage.slides) {
      make(i, from, to, stage.memory, pitch);
      stage.first = from;
      stage.end = to;
    }
    // Rows that nobody looks at are not made.
    const int start = from - (from - steps_[i].made.y) % stage.together;
    if (start > stage.end) stage.first = stage.end = start;
    while (stage.end < to) {
      const int next = std::min(stage.end + band_, steps_[i].made.bottom());
      if (next - stage.first > stage.room) {
        const int kept = std::min(from, stage.end);
        std::memmove(stage.memory, stage.memory + (kept - stage.first) * pitch,
                     static_cast<std::size_t>((stage.end - kept) * pitch) * sizeof(T));
        stage.first = kept;
      }
      make(i, stage.end, next, stage.memory + (stage.end - stage.first) * pitch, pitch);
      stage.end = next;
    }
    const ImageView<const T> view(stage.memory, steps_[i].made.width, stage.end - stage.first,
                                  steps_[i].out.channels);
    return {view, steps_[i].made.x, stage.first, steps_[i].out};
  }

  /// Rows `from` to `to` of what step i makes.
  void make(std::size_t i, int from, int to, T* memory, std::ptrdiff_t stride) {
    const Step& step = steps_[i];
    const Area area = step.made.rows(from, to);
    const Area needed = needed_by(op(i), step.in, area);
    const Part<const T> in = rows_of(i, needed.y + step.y, needed.bottom() + step.y);
    const ImageView<T> view(memory, area.width, area.height, step.out.channels, stride);
    stages_[i].apply(stages_[i].prepared, framed(in, step), Part<T>(view, area.x, area.y, step.out));
  }

  const Plan& plan_;
  std::span<const Step> steps_;
  const Part<const T>& source_;
  Area result_;
  const Part<T>& target_;
  RowSink<T>* sink_;
  Stage* stages_;
  int band_ = 1;
};

}  // namespace detail
VARY_NAMESPACE_END
