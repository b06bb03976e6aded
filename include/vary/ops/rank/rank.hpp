// SPDX-License-Identifier: MIT
// Rank: the largest or smallest value in a window. Gradient: their difference.
#pragma once

#include <cstddef>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/window/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

namespace ops {

/// out(x, y) = the maximum (or minimum) of in over a window of `width` x `height` pixels around (x, y),
/// channel by channel. A window of even size reaches one pixel farther to the left and up, as in OpenCV.
/// The time does not grow with the height of a rectangle, and with the logarithm of its width; for other
/// windows it grows with width + height.
struct Rank {
  static constexpr const char* name = "Rank";
  static constexpr const char* header = "vary/ops/rank/rank.hpp";

  int width = 1;
  int height = 1;
  bool maximum = true;
  Border border = Border::reflect;
  Fill fill{};
  Window window = Window::rectangle;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const { return detail::window_access(in, height, border); }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return detail::window_output(in, wanted, width, border);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    return detail::window_input(in, out, height, border);
  }
  /// Parts begin at multiples of so many rows, which share extremes.
  [[nodiscard]] int rows_together() const {
    return height <= static_cast<int>(simd::extremum_direct) ? 2 : height;
  }
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
    visit("window", self.window);
  }
  friend bool operator==(const Rank&, const Rank&) = default;
};

/// out(x, y) = maximum - minimum of in over a window as that of Rank. Floats are not clamped; where either is
/// not a number, or both are the same infinity, the difference is 0.
struct Gradient {
  static constexpr const char* name = "Gradient";
  static constexpr const char* header = "vary/ops/rank/rank.hpp";

  int width = 1;
  int height = 1;
  Border border = Border::reflect;
  Fill fill{};
  Window window = Window::rectangle;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const { return detail::window_access(in, height, border); }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return detail::window_output(in, wanted, width, border);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    return detail::window_input(in, out, height, border);
  }
  /// Parts begin at multiples of so many rows, which share extremes.
  [[nodiscard]] int rows_together() const {
    return height <= static_cast<int>(simd::extremum_direct) ? 2 : height;
  }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape in) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("border", self.border);
    visit("fill", self.fill);
    visit("window", self.window);
  }
  friend bool operator==(const Gradient&, const Gradient&) = default;
};

template <Pixel T>
void apply_tile(const Rank& op, const Tile<const T>& in, const Tile<T>& to) {
  const ImageView<T> out = to.pixels;
  const detail::WindowSource<T> source(in, to.rect(), op.width, op.height, op.border, op.fill);
  const simd::WindowRows<T>& rows = source.rows();
  if (detail::is_rectangle(op.window, op.width, op.height)) {
    const std::size_t row = out.shape().row_elements();
    const Scratch<T> lines(2 * (row + (rows.window_width - 1) * rows.channels));
    const Scratch<T> suffixes(rows.window_height > simd::extremum_direct ? rows.window_height * row : 0);
    return simd::run(
        simd::ExtremumRows<T>{rows, lines.data(), suffixes.data(), op.maximum, out.data(), out.stride()});
  }
  const Scratch<simd::WindowPart> parts(rows.window_height / 2 + 2);
  const std::size_t part_count = detail::window_parts(op.window, op.width, op.height, parts.data());
  const Scratch<T> lines((rows.window_height + part_count - 1) * line_stride(rows));
  const Scratch<const T*> terms(2 * (rows.window_width + rows.window_height));
  simd::run(simd::ExtremumParts<T>{rows, parts.data(), part_count, lines.data(), terms.data(), op.maximum,
                                   out.data(), out.stride()});
}

template <Pixel T>
void apply_tile(const Gradient& op, const Tile<const T>& in, const Tile<T>& to) {
  const ImageView<T> out = to.pixels;
  const Scratch<T> memory(out.shape().elements());
  const ImageView<T> largest(memory.data(), out.width(), out.height(), out.channels());
  Rank extreme{op.width, op.height, true, op.border, op.fill, op.window};
  apply_tile<T>(extreme, in, Tile<T>(largest, to.x, to.y, to.whole));
  extreme.maximum = false;
  apply_tile<T>(extreme, in, to);
  simd::run(simd::SubtractFrom<T>{largest.data(), largest.stride(), out.data(), out.stride(),
                                  static_cast<std::size_t>(out.height()), out.shape().row_elements()});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Rank)
VARY_COMPILE_OP(ops::Gradient)

VARY_NAMESPACE_END
