// SPDX-License-Identifier: MIT
// Rank: the largest or smallest value in a window.
#pragma once

#include <cstddef>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/permute.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Widens what each value stands for from itself to `window` values, `apart` elements apart: each step
/// joins two that overlap or touch. `step(offset)` does it for an offset in elements.
template <class Step>
void widen(std::size_t window, std::size_t apart, const Step& step) {
  for (std::size_t have = 1; have < window;) {
    const std::size_t more = have < window - have ? have : window - have;
    step(more * apart);
    have += more;
  }
}

}  // namespace detail

namespace ops {

/// out(x, y) = the maximum (or minimum) of in over a window of `width` x `height` pixels around (x, y),
/// channel by channel. A window of even size reaches one pixel farther to the left and up, as in OpenCV.
/// The time grows with the logarithm of the window.
struct Rank {
  static constexpr const char* name = "Rank";
  static constexpr bool geometric = false;

  int width = 1;
  int height = 1;
  bool maximum = true;
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] bool identity(Shape) const { return width == 1 && height == 1; }
  void check(Shape in) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("maximum", self.maximum);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Rank&, const Rank&) = default;
};

template <Pixel T>
void apply(const Rank& op, ImageView<const T> in, ImageView<T> out) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const auto window_width = static_cast<std::size_t>(op.width);
  const auto window_height = static_cast<std::size_t>(op.height);
  const auto extended = static_cast<std::size_t>(in.width()) + window_width - 1;
  const std::size_t row = extended * channels;

  // A band with its border must fit the first-level cache, unless the window alone does not.
  constexpr std::size_t cache = 32768;
  const std::size_t fitting = cache / (row * sizeof(T));
  const std::size_t least = window_height < 8 ? 8 : window_height;
  const std::size_t band = fitting > window_height + least ? fitting - window_height : least;

  const Scratch<T> constant(channels);
  op.fill.write(constant.data(), in.channels());
  const Scratch<simd::PixelRun> runs(extended);
  const std::size_t run_count = detail::axis_runs(-(op.width / 2), 1, static_cast<std::int64_t>(extended),
                                                  in.width(), op.border, 0, runs.data());
  const Scratch<const std::byte*> rows(band + window_height - 1);
  const Scratch<T> memory((band + window_height - 1) * row);
  T* const values = memory.data();

  const auto height = static_cast<std::size_t>(in.height());
  for (std::size_t y = 0; y < height; y += band) {
    const std::size_t kept = height - y < band ? height - y : band;
    std::size_t count = kept + window_height - 1;
    detail::axis_rows<const std::byte*>(in, static_cast<int>(y) - op.height / 2, 1, static_cast<int>(count),
                                        op.border, rows.data(), nullptr);
    simd::run(simd::CopyRuns{rows.data(), count, runs.data(), run_count, reinterpret_cast<std::byte*>(values),
                             static_cast<std::ptrdiff_t>(row * sizeof(T)), extended, channels * sizeof(T),
                             reinterpret_cast<const std::byte*>(constant.data())});
    // The band is one long row: downwards, the neighbour is a row's length away.
    std::size_t elements = count * row;
    const auto join = [&](std::size_t offset) {
      elements -= offset;
      simd::run(simd::Extremum<T>{values, 0, values, 0, 1, elements, offset, op.maximum});
    };
    detail::widen(window_height, row, join);
    detail::widen(window_width, channels, join);
    simd::run(simd::Extremum<T>{values, static_cast<std::ptrdiff_t>(row), out.row(static_cast<int>(y)),
                                out.stride(), kept, out.shape().row_elements(), 0, op.maximum});
  }
}

}  // namespace ops
VARY_NAMESPACE_END
