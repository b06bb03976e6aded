// SPDX-License-Identifier: MIT
// Pass: steps that follow each other, done in bands of rows that stay in the cache.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "vary/core/tile.hpp"
#include "vary/core/scratch.hpp"
#include "vary/pipeline/bands.hpp"
#include "vary/pipeline/table.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Takes the rows of an image, each once.
template <Pixel T>
class RowSink {
 public:
  virtual void take(const Tile<const T>& rows) = 0;

 protected:
  ~RowSink() = default;
};

/// Steps, of which the first alone may need all of its input. Each keeps as many rows as the next one looks
/// at: what it takes to run grows with the width of an image, not with its area.
template <Pixel T>
class Pass final : private ReadyOpUser<T> {
 public:
  /// Runs the steps. The rows of `result`, an area of what the last one makes, go to `sink`; or, without one,
  /// to `target`, which is all that the last one makes.
  static void run(const Plan& plan, std::span<const Step> steps, const Tile<const T>& source,
                  const Rect& result, const Tile<T>& target, RowSink<T>* sink) {
    const Bands bands(plan, steps, sizeof(T), sink != nullptr);
    const Scratch<Stage> stages(steps.size());
    Pass pass(plan, steps, bands, source, target, sink, stages.data());
    pass.area_ = sink == nullptr ? target.area() : result;
    pass.prepare_next();
  }

 private:
  struct Stage {
    ReadyOp<T> ready;
    T* memory;
    int first;  ///< of the rows that are there
    int end;    ///< behind the last of them
  };

  Pass(const Plan& plan, std::span<const Step> steps, const Bands& bands, const Tile<const T>& source,
       const Tile<T>& target, RowSink<T>* sink, Stage* stages)
      : plan_(plan),
        steps_(steps),
        bands_(bands),
        source_(source),
        target_(target),
        sink_(sink),
        stages_(stages) {}

  /// Makes ready the next step and all behind it, each in the scope of the one before, then runs them.
  void prepare_next() {
    if (ready_ == steps_.size()) return run_bands();
    const Step& step = steps_[ready_];
    const Tile<const T> in = ready_ == 0 ? framed(source_, step) : Tile<const T>({}, 0, 0, step.in);
    if constexpr (sizeof(T) == 1) {
      if (is_table(bands_.op(ready_))) {
        const PreparedTables tables(plan_.ops().subspan(step.first, step.count), step.in);
        return use({&tables, [](const void* prepared, const Tile<const T>& from, const Tile<T>& to) {
                      (*static_cast<const PreparedTables*>(prepared))(from, to);
                    }});
      }
    }
    vary::prepare<T>(bands_.op(ready_), in, step.made, *this);
  }
  void use(const ReadyOp<T>& ready) override {
    const int first = steps_[ready_].made.y;
    stages_[ready_++] = {ready, nullptr, first, first};
    prepare_next();
  }

  void run_bands() {
    const Scratch<T> memory(bands_.memory());
    T* own = memory.data() + 2 * bands_.shared();
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const bool slides = bands_.kept(i).slides;
      stages_[i].memory = slides ? own : memory.data() + i % 2 * bands_.shared();
      if (slides) own += bands_.kept(i).size;
    }
    const int height = bands_.height();
    const bool upwards =
        std::any_of(steps_.begin(), steps_.end(), [](const Step& step) { return step.reverses; });
    for (int done = 0; done < area_.height; done += height) {
      const int count = std::min(height, area_.height - done);
      const int y = upwards ? area_.bottom() - done - count : area_.y + done;
      const Rect band = area_.rows(y, y + count);
      if (sink_ == nullptr) {
        make(steps_.size() - 1, y, band.bottom(), target_.row(y), target_.pixels.stride());
      } else {
        sink_->take(rows_of(steps_.size(), y, band.bottom()).part(band));
      }
    }
  }

  /// A part as step i sees it: where it is a crop of what was made.
  static Tile<const T> framed(const Tile<const T>& part, const Step& step) {
    return {part.pixels, part.x - step.x, part.y - step.y, step.in};
  }

  /// Rows `from` to `to`, or more, of what the first `count` steps make.
  Tile<const T> rows_of(std::size_t count, int from, int to) {
    if (count == 0) return source_;
    const std::size_t i = count - 1;
    Stage& stage = stages_[i];
    const Rect& made = steps_[i].made;
    const auto pitch = static_cast<std::ptrdiff_t>(bands_.row_elements(i));
    if (bands_.kept(i).slides) {
      slide(i, from, to, pitch);
    } else {
      make(i, from, to, stage.memory, pitch);
      stage.first = from;
      stage.end = to;
    }
    const ImageView<const T> view(stage.memory, made.width, stage.end - stage.first, steps_[i].out.channels);
    return {view, made.x, stage.first, steps_[i].out};
  }

  /// Goes on to rows `from` to `to` of what step i makes, and keeps those that are there.
  void slide(std::size_t i, int from, int to, std::ptrdiff_t pitch) {
    Stage& stage = stages_[i];
    const Rect& made = steps_[i].made;
    // Rows that nobody looks at are not made.
    const int start = from - (from - made.y) % bands_.kept(i).together;
    if (start > stage.end) stage.first = stage.end = start;
    while (stage.end < to) {
      const int next = std::min(stage.end + bands_.height(), made.bottom());
      if (next - stage.first > bands_.kept(i).room) {
        const int kept = std::min(from, stage.end);
        std::memmove(stage.memory, stage.memory + (kept - stage.first) * pitch,
                     static_cast<std::size_t>((stage.end - kept) * pitch) * sizeof(T));
        stage.first = kept;
      }
      make(i, stage.end, next, stage.memory + (stage.end - stage.first) * pitch, pitch);
      stage.end = next;
    }
  }

  /// Rows `from` to `to` of what step i makes.
  void make(std::size_t i, int from, int to, T* memory, std::ptrdiff_t stride) {
    const Step& step = steps_[i];
    const Rect area = step.made.rows(from, to);
    const Rect needed = needed_by(bands_.op(i), step.in, area);
    const Tile<const T> in = rows_of(i, needed.y + step.y, needed.bottom() + step.y);
    const ImageView<T> view(memory, area.width, area.height, step.out.channels, stride);
    stages_[i].ready(framed(in, step), Tile<T>(view, area.x, area.y, step.out));
  }

  const Plan& plan_;
  std::span<const Step> steps_;
  const Bands& bands_;
  const Tile<const T>& source_;
  const Tile<T>& target_;
  RowSink<T>* sink_;
  Stage* stages_;
  Rect area_;
  std::size_t ready_ = 0;  // steps
};

}  // namespace detail
VARY_NAMESPACE_END
