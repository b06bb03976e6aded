// SPDX-License-Identifier: MIT
// Erase: rectangles of the image are replaced.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

/// What comes in the place of erased pixels.
enum class EraseFill : std::uint8_t {
  constant,  ///< one colour
  mean,      ///< the mean colour of the whole image, channel by channel
  random,    ///< a fresh value for each channel of each pixel, evenly spread from black to white
  mirrored,  ///< the image, mirrored at the edge of the hole
};

namespace detail {
inline constexpr std::string_view erase_fill_names[] = {"constant", "mean", "random", "mirrored"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(EraseFill) { return detail::erase_fill_names; }

namespace detail {

template <>
struct NumbersOf<simd::Hole>
    : MemberNumbers<simd::Hole, int, 8, &simd::Hole::x, &simd::Hole::y, &simd::Hole::width, &simd::Hole::height,
                    &simd::Hole::columns, &simd::Hole::rows, &simd::Hole::step_x, &simd::Hole::step_y> {};

}  // namespace detail

namespace ops {

/// out = in, except in the holes. These are made in order, each from the image as it was. What lies outside
/// of the image is ignored. Random values are a pure function of the stream and the place in the image.
///
/// A mirrored hole shows the part on its left or right, whichever is wider, as `d c b a` beside `a b c d`,
/// back and forth where that part is too narrow; a hole as wide as the image the part above or below. One
/// that is the whole image is not made.
struct Erase {
  static constexpr const char* name = "Erase";
  static constexpr const char* header = "vary/ops/move/erase.hpp";
  using Hole = simd::Hole;

  List<Hole, 8> holes{};
  EraseFill kind = EraseFill::constant;
  Fill fill{};      ///< of constant
  Stream stream{};  ///< of random

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const {
    if (kind == EraseFill::mirrored) return Access::global;
    return kind == EraseFill::mean ? Access::gather : Access::positional;
  }
  [[nodiscard]] bool identity(Shape in) const;
  void check(Shape in) const {
    for (const Hole& hole : holes) {
      check_copies("columns", hole.columns, hole.step_x);
      check_copies("rows", hole.rows, hole.step_y);
    }
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("holes", self.holes);
    visit("kind", self.kind);
    visit("fill", self.fill);
    visit("stream", self.stream);
  }
  friend bool operator==(const Erase&, const Erase&) = default;

 private:
  static void check_copies(const char* direction, int count, int step) {
    if (count < 1) refuse(name, "holes", count, " ", direction, "; give 1 or more");
    if (count > 1 && step < 1) refuse(name, "holes", "a step of ", step, " between copies; give 1 or more");
  }
};

}  // namespace ops

namespace detail {

/// The copies along an axis that show: moves `start` to the first one and returns how many there are.
inline int visible_copies(int& start, int length, int count, int step, int size) {
  const std::int64_t end = std::int64_t{start} + length;
  const std::int64_t stride = step > 0 ? step : 1;
  const std::int64_t first = end > 0 ? 0 : -end / stride + 1;
  const std::int64_t beyond = start >= size ? 0 : (std::int64_t{size} - 1 - start) / stride + 1;
  const std::int64_t last = beyond < count ? beyond : count;
  if (length < 1 || first >= last) return 0;
  start = static_cast<int>(start + first * stride);
  return static_cast<int>(last - first);
}

/// The copies of a hole that show at least in part; `columns` or `rows` is 0 where none does.
inline simd::Hole visible_part(simd::Hole hole, Shape shape) {
  hole.columns = visible_copies(hole.x, hole.width, hole.columns, hole.step_x, shape.width);
  hole.rows = visible_copies(hole.y, hole.height, hole.rows, hole.step_y, shape.height);
  return hole;
}

/// What of [start, start + length) lies in [0, size).
struct Stretch {
  int from;
  int to;
  Stretch(std::int64_t start, int length, int size)
      : from(static_cast<int>(start > 0 ? start : 0)),
        to(static_cast<int>(start + length < size ? start + length : size)) {}
  [[nodiscard]] int count() const { return to - from; }
  /// The larger of the parts before and behind it.
  [[nodiscard]] int room(int size) const { return from > size - to ? from : size - to; }
};

}  // namespace detail

namespace ops {

inline bool Erase::identity(Shape in) const {
  for (const Hole& hole : holes) {
    const Hole seen = detail::visible_part(hole, in);
    if (seen.columns > 0 && seen.rows > 0) return false;
  }
  return true;
}

/// The holes that show in an area of the image, in its own coordinates.
struct VisibleHoles {
  VisibleHoles(const Erase& op, const Rect& area) : holes(op.holes.size()) {
    for (simd::Hole hole : op.holes) {
      hole.x -= area.x;
      hole.y -= area.y;
      const simd::Hole seen = detail::visible_part(hole, {area.width, area.height});
      if (seen.columns > 0 && seen.rows > 0) holes[count++] = seen;
      if (seen.width > widest) widest = seen.width;
    }
    if (widest > area.width) widest = area.width;
  }
  Scratch<simd::Hole> holes;
  std::size_t count = 0;
  int widest = 0;
};

template <Pixel T>
simd::HoledRows holed_rows(const VisibleHoles& seen, ImageView<const T> in, ImageView<T> out) {
  constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
  return {reinterpret_cast<const std::byte*>(in.data()),
          in.stride() * size,
          reinterpret_cast<std::byte*>(out.data()),
          out.stride() * size,
          static_cast<std::size_t>(in.height()),
          static_cast<std::size_t>(in.width()),
          static_cast<std::size_t>(in.channels()) * sizeof(T),
          seen.holes.data(),
          seen.count};
}

/// Writes the mean of each channel, rounded as all pixels are; of floats in steps of 2^-20.
template <Pixel T>
void write_mean(ImageView<const T> in, T* pixel) {
  const auto channels = static_cast<std::size_t>(in.channels());
  const Scratch<std::int64_t> sums(channels);
  simd::run(simd::SumChannels<T>{in.data(), in.stride(), static_cast<std::size_t>(in.height()),
                                 static_cast<std::size_t>(in.width()), channels, sums.data()});
  const double count = static_cast<double>(in.width()) * in.height();
  for (std::size_t c = 0; c < channels; ++c) {
    const double mean = static_cast<double>(sums[c]) / count;
    pixel[c] = std::is_same_v<T, float> ? static_cast<T>(mean / simd::sum_unit<T>) : to_pixel<T>(mean);
  }
}

/// One rectangle from the pixels beside it, or above or below it.
template <Pixel T>
void mirror_into(detail::Stretch across, detail::Stretch down, ImageView<const T> in, ImageView<T> out) {
  constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
  const bool sideways = across.count() < in.width();
  if (!sideways && down.count() == in.height()) return;
  // The part that is mirrored, as an axis of its own, and where the hole begins on it.
  const detail::Stretch& hole = sideways ? across : down;
  const bool before = hole.from >= (sideways ? in.width() : in.height()) - hole.to;
  const int room = hole.room(sideways ? in.width() : in.height());
  const int start = before ? room : -hole.count();
  const int origin = before ? 0 : hole.to;

  const Scratch<const std::byte*> rows(static_cast<std::size_t>(down.count()));
  const Scratch<simd::PixelRun> runs(static_cast<std::size_t>(across.count()));
  std::size_t run_count = 1;
  for (int j = 0; j < down.count(); ++j) {
    const auto y = sideways ? down.from + j : origin + border_index(Border::symmetric, start + j, room);
    rows[static_cast<std::size_t>(j)] = reinterpret_cast<const std::byte*>(in.row(static_cast<int>(y)));
  }
  if (sideways) {
    run_count = detail::axis_runs(start, 1, hole.count(), room, Border::symmetric, 0, runs.data());
    for (std::size_t i = 0; i < run_count; ++i) runs[i].from += origin;
  } else {
    runs[0] = {0, 0, across.count(), 1};
  }
  simd::run(simd::CopyRuns{rows.data(), static_cast<std::size_t>(down.count()), runs.data(), run_count,
                           reinterpret_cast<std::byte*>(&out.at(across.from, down.from)), out.stride() * size,
                           static_cast<std::size_t>(across.count()),
                           static_cast<std::size_t>(in.channels()) * sizeof(T), nullptr});
}

template <Pixel T>
void erase_mirrored(const Erase& op, ImageView<const T> in, ImageView<T> out) {
  detail::copy_pixels<T>(in, out);
  const VisibleHoles seen(op, Rect::of(in.shape()));
  for (std::size_t i = 0; i < seen.count; ++i) {
    const simd::Hole& hole = seen.holes[i];
    for (int row = 0; row < hole.rows; ++row) {
      const detail::Stretch down(hole.y + std::int64_t{row} * hole.step_y, hole.height, in.height());
      for (int column = 0; column < hole.columns; ++column) {
        const detail::Stretch across(hole.x + std::int64_t{column} * hole.step_x, hole.width, in.width());
        mirror_into<T>(across, down, in, out);
      }
    }
  }
}

template <Pixel T>
class Bound<T, Erase> {
 public:
  Bound(const Erase& op, const Tile<const T>& in, const Rect&)
      : op_(op), pixel_(static_cast<std::size_t>(in.whole.channels)) {
    if (op.kind == EraseFill::constant) op.fill.write(pixel_.data(), in.whole.channels);
    if (op.kind == EraseFill::mean) write_mean<T>(in.cut(Rect::of(in.whole)), pixel_.data());
  }

  void operator()(const Tile<const T>& part, const Tile<T>& to) const {
    const Rect area = to.rect();
    const ImageView<const T> in = part.cut(area);
    if (op_.kind == EraseFill::mirrored) return erase_mirrored<T>(op_, in, to.pixels);
    const VisibleHoles seen(op_, area);
    const simd::HoledRows rows = holed_rows<T>(seen, in, to.pixels);
    if (op_.kind == EraseFill::random) {
      const std::uint64_t pitch = to.whole.row_elements();
      const auto row = static_cast<std::uint64_t>(area.y), column = static_cast<std::uint64_t>(area.x);
      const std::uint64_t first = row * pitch + column * static_cast<std::uint64_t>(in.channels());
      return simd::run(simd::ScatterHoles<T>{rows, op_.stream.a, op_.stream.b, first, pitch});
    }
    const auto widest = static_cast<std::size_t>(seen.widest);
    const Scratch<T> line(widest * static_cast<std::size_t>(in.channels()));
    simd::run(simd::FillHoles{rows, reinterpret_cast<const std::byte*>(pixel_.data()),
                              reinterpret_cast<std::byte*>(line.data()), widest});
  }

 private:
  const Erase& op_;
  Scratch<T> pixel_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Erase)

VARY_NAMESPACE_END
