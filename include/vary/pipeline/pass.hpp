// SPDX-License-Identifier: MIT
// run_pass(): steps that follow each other, done in bands of rows that stay in the cache.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>

#include "vary/core/scratch.hpp"
#include "vary/core/tile.hpp"
#include "vary/ops/bound.hpp"
#include "vary/pipeline/bands.hpp"

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

/// The rows that a step has computed, in its buffer.
template <Pixel T>
struct Stage {
  T* memory;
  std::ptrdiff_t stride;
  int first;  ///< row of the output that is at `memory`

  [[nodiscard]] T* row(int y) const { return memory + (y - first) * stride; }
};

/// Makes room in the buffer of a step for the rows that it computes next.
template <Pixel T>
void make_room(Stage<T>& stage, const StepBuffer& buffer, const StepRows& rows) {
  if (!buffer.slides || rows.keep >= rows.begin) {  // nothing stays
    stage.first = rows.begin;
  } else if (rows.end - stage.first > buffer.capacity) {
    const auto kept = static_cast<std::size_t>((rows.begin - rows.keep) * stage.stride);
    std::memmove(stage.memory, stage.row(rows.keep), kept * sizeof(T));
    stage.first = rows.keep;
  }
}

/// Runs steps, of which the first alone may need its whole input. The rows of `result`, a rectangle of what
/// the last one computes, go to `sink`; or, without one, to `target`, which is that rectangle.
template <Pixel T>
void run_pass(const Plan& plan, const OpTable<T>& table, std::span<const Step> steps,
              const Tile<const T>& source, const Rect& result, const Tile<T>& target, RowSink<T>* sink) {
  const std::size_t count = steps.size();
  const Bands bands(plan, steps, result, sizeof(T), sink != nullptr);

  const auto code_of_step = [&](const Step& step) -> const OpCode<T>& {
    const OpCode<T>& code = table.code(plan.ops_of(step).front());
    return code.as_table != nullptr ? code.as_table() : code;
  };
  std::size_t bytes = 0;
  for (const Step& step : steps) bytes += BoundOps<T>::bytes_for(code_of_step(step));
  BoundOps<T> bound(count, bytes);
  for (std::size_t i = 0; i < count; ++i) {
    const Step& step = steps[i];
    const Tile<const T> in = i == 0
                                 ? source.seen_from(step.x, step.y, step.in)
                                 : Tile<const T>({}, 0, 0, step.in);  // of its shape: the pixels come later
    bound.bind(code_of_step(step), plan.ops_of(step), table, in, step.output);
  }

  const Scratch<T> memory(bands.memory());
  const Scratch<Stage<T>> stages(count);
  const Scratch<StepRows> rows(count);
  T* own = memory.data() + 2 * bands.shared();
  for (std::size_t i = 0; i < count; ++i) {
    const StepBuffer& buffer = bands.buffer(i);
    const int first = steps[i].output.y;
    const auto stride = static_cast<std::ptrdiff_t>(bands.row_elements(i));
    stages[i] = {buffer.slides ? own : memory.data() + i % 2 * bands.shared(), stride, first};
    if (buffer.slides) own += buffer.size;
    if (buffer.capacity == 0) stages[i] = {target.pixels.data(), target.pixels.stride(), first};
  }

  bands.start(rows.data());
  bands.for_each([&](const Rect& band) {
    bands.next(band, rows.data());
    for (std::size_t i = 0; i < count; ++i) {
      const Step& step = steps[i];
      const StepRows& now = rows[i];
      if (now.begin == now.end) continue;  // computed for an earlier band
      if (bands.buffer(i).capacity > 0) make_room(stages[i], bands.buffer(i), now);
      const auto computed = [&](std::size_t k, int from, int to) {
        const Step& at = steps[k];
        const ImageView<T> view(stages[k].row(from), at.output.width, to - from, at.out.channels,
                                stages[k].stride);
        return Tile<T>(view, at.output.x, from, at.out);
      };
      const Tile<const T> before =
          i == 0 ? source : Tile<const T>(computed(i - 1, rows[i - 1].keep, rows[i - 1].end));
      bound.run(i, before.seen_from(step.x, step.y, step.in), computed(i, now.begin, now.end));
    }
    if (sink == nullptr) return;
    if (count == 0) return sink->take(source.tile(band));
    const Stage<T>& last = stages[count - 1];
    const Step& step = steps[count - 1];
    const ImageView<const T> view(last.row(band.y), step.output.width, band.height, step.out.channels,
                                  last.stride);
    sink->take(Tile<const T>(view, step.output.x, band.y, step.out).tile(band));
  });
}

}  // namespace detail
VARY_NAMESPACE_END
