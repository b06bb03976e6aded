// SPDX-License-Identifier: MIT
// Permute: crop, flip, transpose, quarter turn, pad. Pixels move, none changes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "vary/core/border.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/bound.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(i, j) = in(x +- i, y +- j), or in(x +- j, y +- i) when transposed; minus where flipped. What lies
/// outside the image comes from the border.
struct Permute {
  static constexpr const char* name = "Permute";
  static constexpr const char* header = "vary/ops/move/permute.hpp";
  static constexpr bool geometric = true;

  int width = 1;   ///< of the output
  int height = 1;  ///< of the output
  int x = 0;       ///< the pixel that becomes (0, 0)
  int y = 0;
  bool flip_x = false;
  bool flip_y = false;
  bool transposed = false;
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return {width, height, in.channels}; }
  [[nodiscard]] bool identity(Shape in) const {
    return width == in.width && height == in.height && x == 0 && y == 0 && !flip_x && !flip_y && !transposed;
  }
  /// True if the output is a part of the image as it stands.
  [[nodiscard]] bool crops(Shape in) const {
    return !flip_x && !flip_y && !transposed && x >= 0 && y >= 0 && x <= in.width - width &&
           y <= in.height - height;
  }
  /// True if no pixel comes from the border.
  [[nodiscard]] bool stays_inside(Shape in) const {
    return axis_inside(x, flip_x, transposed ? height : width, in.width) &&
           axis_inside(y, flip_y, transposed ? width : height, in.height);
  }
  [[nodiscard]] Access access(Shape in) const {
    const bool back = flip_y || (border == Border::wrap && !axis_inside(y, flip_y, height, in.height));
    return transposed || back ? Access::gather : Access::streaming;
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const;
  void check(Shape in) const {
    detail::extent(width, name, "width");
    detail::extent(height, name, "height");
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("x", self.x);
    visit("y", self.y);
    visit("flip_x", self.flip_x);
    visit("flip_y", self.flip_y);
    visit("transposed", self.transposed);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Permute&, const Permute&) = default;

 private:
  static bool axis_inside(int start, bool flip, int count, int size) {
    const std::int64_t end = flip ? std::int64_t{start} - (count - 1) : std::int64_t{start} + (count - 1);
    return start >= 0 && start < size && end >= 0 && end < size;
  }
};

inline Rect Permute::input_rect(Shape in, const Rect& out) const {
  if (transposed) {
    Permute straight = *this;
    straight.transposed = false;
    std::swap(straight.width, straight.height);
    return straight.input_rect(in, {out.y, out.x, out.height, out.width});
  }
  Rect from = Rect::of(in);
  if (axis_inside(x, flip_x, width, in.width)) {
    from.x = flip_x ? x - (out.right() - 1) : x + out.x;
    from.width = out.width;
  }
  if (axis_inside(y, flip_y, height, in.height)) {
    from.y = flip_y ? y - (out.bottom() - 1) : y + out.y;
    from.height = out.height;
  } else if (!flip_y && border != Border::wrap) {
    // Above the image as far down as it is mirrored; and what rows below it will show must stay.
    const std::int64_t last = in.height - 1, above = -std::int64_t{y} - out.y, top = std::int64_t{y} + out.y;
    const std::int64_t below = 2 * last - (std::int64_t{y} + height - 1);
    const std::int64_t bottom = std::max(top + out.height - 1, above);
    const std::int64_t first = std::clamp<std::int64_t>(std::min(top, below), 0, last);
    from = from.rows(static_cast<int>(first), static_cast<int>(std::clamp(bottom, first, last)) + 1);
  }
  return from;
}

}  // namespace ops

namespace detail {

/// Splits the positions start, start + step, ... (`count` of them, step 1 or -1) of an axis of `size`
/// pixels into runs whose pixels are neighbours, and writes these to `runs`, from output pixel `to` on.
/// Needs room for `count` runs; returns how many there are.
inline std::size_t axis_runs(std::int64_t start, int step, std::int64_t count, std::int64_t size,
                             Border border, std::int64_t to, simd::PixelRun* runs) {
  std::size_t made = 0;
  for (std::int64_t i = 0; i < count;) {
    const std::int64_t position = start + step * i;
    const std::int64_t from = border_index(border, position, size);
    const std::int64_t next = border_index(border, position + step, size);
    const bool outside = position < 0 || position >= size;
    std::int64_t length = 1;
    int direction = 1;
    if (outside && (border == Border::constant || border == Border::edge)) {
      const bool leaving = step > 0 ? position >= size : position < 0;
      length = leaving ? count : (step > 0 ? -position : position - size + 1);
      direction = 0;
    } else if (next - from == 1) {
      length = size - from;
    } else if (next - from == -1) {
      length = from + 1;
      direction = -1;
    }
    if (length > count - i) length = count - i;
    runs[made++] = {static_cast<std::ptrdiff_t>(to + i), static_cast<std::ptrdiff_t>(from),
                    static_cast<std::ptrdiff_t>(length), direction};
    i += length;
  }
  return made;
}

/// rows[j] = the row of `in` at y + step * j, `constant` where the border is.
template <class Row, class T>
void axis_rows(const Tile<const T>& in, int y, int step, int count, Border border, Row* rows, Row constant) {
  const auto inside = [&](std::int64_t at) { return at >= 0 && at < in.whole.height; };
  if (inside(y) && inside(y + std::int64_t{step} * (count - 1))) {
    const T* first = in.row(y);
    const std::ptrdiff_t stride = step * in.pixels.stride();
    for (int j = 0; j < count; ++j) rows[j] = reinterpret_cast<Row>(first + j * stride);
    return;
  }
  for (int j = 0; j < count; ++j) {
    const std::int64_t at = border_index(border, y + std::int64_t{step} * j, in.whole.height);
    rows[j] = at < 0 ? constant : reinterpret_cast<Row>(in.row(static_cast<int>(at)));
  }
}

}  // namespace detail

namespace ops {

template <Pixel T>
void permute_straight(const Permute& op, const Tile<const T>& in, const Tile<T>& to) {
  const ImageView<T> out = to.pixels;
  const auto pixel_bytes = static_cast<std::size_t>(out.channels()) * sizeof(T);
  const Scratch<T> constant(static_cast<std::size_t>(out.channels()));
  op.fill.write(constant.data(), out.channels());
  const Scratch<const std::byte*> rows(static_cast<std::size_t>(out.height()));
  detail::axis_rows<const std::byte*>(in, op.flip_y ? op.y - to.y : op.y + to.y, op.flip_y ? -1 : 1,
                                      out.height(), op.border, rows.data(), nullptr);
  const Scratch<simd::PixelRun> runs(static_cast<std::size_t>(out.width()));
  const std::size_t run_count = detail::axis_runs(op.flip_x ? op.x - to.x : op.x + to.x, op.flip_x ? -1 : 1,
                                                  out.width(), in.whole.width, op.border, 0, runs.data());
  for (std::size_t i = 0; i < run_count; ++i) {
    if (runs[i].from >= 0) runs[i].from -= in.x;
  }
  simd::run(simd::CopyRuns{rows.data(), static_cast<std::size_t>(out.height()), runs.data(), run_count,
                           reinterpret_cast<std::byte*>(out.data()),
                           out.stride() * static_cast<std::ptrdiff_t>(sizeof(T)),
                           static_cast<std::size_t>(out.width()), pixel_bytes,
                           reinterpret_cast<const std::byte*>(constant.data())});
}

template <Pixel T>
void permute_transposed(const Permute& op, const Tile<const T>& in, const Tile<T>& to) {
  constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
  const ImageView<T> out = to.pixels;
  // Flips cost nothing here: the rows are walked from the other end.
  const int x = op.flip_x ? op.x - (to.rect().bottom() - 1) : op.x + to.y;
  const int y = op.flip_y ? op.y - to.x : op.y + to.x;
  const T* first = &in.pixels.at(x - in.x, y - in.y);
  const std::ptrdiff_t stride = in.pixels.stride();
  T* last_row = op.flip_x ? out.row(out.height() - 1) : out.data();
  simd::run(simd::TransposePixels{
      reinterpret_cast<const std::byte*>(first), (op.flip_y ? -stride : stride) * size,
      static_cast<std::size_t>(out.height()), static_cast<std::size_t>(out.width()),
      reinterpret_cast<std::byte*>(last_row), (op.flip_x ? -out.stride() : out.stride()) * size,
      static_cast<std::size_t>(out.channels()) * sizeof(T)});
}

template <Pixel T>
void apply_tile(const Permute& op, const Tile<const T>& in, const Tile<T>& out) {
  if (!op.transposed) return permute_straight(op, in, out);
  if (op.stays_inside(in.whole)) return permute_transposed(op, in, out);
  // With a border: cut out first, then turn.
  Permute straight = op;
  straight.transposed = false;
  std::swap(straight.width, straight.height);
  const Shape shape{out.pixels.height(), out.pixels.width(), out.pixels.channels()};
  const Scratch<T> memory(shape.elements());
  const ImageView<T> pixels(memory.data(), shape.width, shape.height, shape.channels);
  const Tile<T> cut(pixels, out.y, out.x, straight.output(in.whole));
  permute_straight<T>(straight, in, cut);
  permute_transposed<T>({.width = op.width, .height = op.height, .transposed = true}, cut, out);
}

}  // namespace ops

VARY_NAMESPACE_END

#include "vary/ops/move/fuse_permutes.hpp"

VARY_NAMESPACE_BEGIN
VARY_COMPILE_OP(ops::Permute)
VARY_NAMESPACE_END
