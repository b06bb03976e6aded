// SPDX-License-Identifier: MIT
// Window: the shape of a neighbourhood; and what ops that look at one hand to their kernels.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "vary/core/border.hpp"
#include "vary/core/error.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/simd/rank/extremum.hpp"
#include "vary/simd/window/window.hpp"

VARY_NAMESPACE_BEGIN

/// Which pixels of a `width` x `height` rectangle are in a window. Its middle is pixel (width / 2,
/// height / 2), so that one of even size reaches one pixel farther to the left and up, as in OpenCV.
enum class Window : std::uint8_t {
  rectangle,  ///< all
  ellipse,    ///< (dx / (width / 2))^2 + (dy / (height / 2))^2 <= 1, half widths rounded; OpenCV's
  cross,      ///< the middle row and the middle column
};

namespace detail {
inline constexpr std::string_view window_names[] = {"rectangle", "ellipse", "cross"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(Window) { return detail::window_names; }

namespace detail {

/// Throws Error, naming op and field, unless a window has an odd size to `most`.
inline void check_odd_window(const char* op, const char* field, int size, int most) {
  if (size < 1 || size > most) refuse(op, field, size, " is no window; give 1 to ", most);
  if (size % 2 == 0) refuse(op, field, size, " has no middle; give an odd number");
}

/// True where a window of that size is the whole rectangle.
constexpr bool is_rectangle(Window window, int width, int height) {
  return window == Window::rectangle || width == 1 || height == 1;
}

/// How far an ellipse of half width `half_width` reaches to the sides, `dy` rows from the middle.
inline std::int64_t ellipse_reach(std::int64_t half_width, std::int64_t half_height, std::int64_t dy) {
  const auto inside = static_cast<double>(half_height * half_height - dy * dy);
  const double reach = std::sqrt(inside) * static_cast<double>(half_width) / static_cast<double>(half_height);
  return static_cast<std::int64_t>(reach + 0.5);  // never half: the quotient is irrational or its bottom odd
}

/// Splits an ellipse or cross of two or more rows and columns into rectangles, each taller and narrower than
/// the one before; returns how many. Needs room for height / 2 + 1.
inline std::size_t window_parts(Window window, int width, int height, simd::WindowPart* parts) {
  const std::int64_t middle_x = width / 2, middle_y = height / 2;
  const auto part = [&](std::int64_t up, std::int64_t reach) {
    const std::int64_t bottom = middle_y + up < height ? middle_y + up : height - 1;
    const std::int64_t right = middle_x + reach < width ? middle_x + reach : width - 1;
    return simd::WindowPart{
        static_cast<std::size_t>(middle_y - up), static_cast<std::size_t>(bottom - middle_y + up + 1),
        static_cast<std::size_t>(middle_x - reach), static_cast<std::size_t>(right - middle_x + reach + 1)};
  };
  if (window == Window::cross) {
    parts[0] = part(0, middle_x);
    parts[1] = part(middle_y, 0);
    return 2;
  }
  std::size_t made = 0;
  for (std::int64_t up = 0; up <= middle_y; ++up) {
    const std::int64_t reach = ellipse_reach(middle_x, middle_y, up);
    const bool narrower = up == middle_y || ellipse_reach(middle_x, middle_y, up + 1) < reach;
    if (narrower) parts[made++] = part(up, reach);
  }
  return made;
}

/// What windows around the pixels of an area meet. The columns are those of the area: it has all that makes()
/// below has added to it.
inline Rect window_input(Shape in, const Rect& out, int height, Border border) {
  const std::int64_t above = height / 2, last = in.height - 1;
  const std::int64_t top = out.y - above, bottom = std::int64_t{out.bottom()} - 1 + (height - 1 - above);
  if (border == Border::wrap && (top < 0 || bottom > last)) return out.rows(0, in.height);
  // What is mirrored at an edge reaches as far back.
  const std::int64_t first = std::min(top, 2 * last - bottom), end = std::max(bottom, -top);
  return out.rows(static_cast<int>(std::clamp<std::int64_t>(first, 0, last)),
                  static_cast<int>(std::clamp<std::int64_t>(end, 0, last)) + 1);
}

/// An area with the columns beside it that its windows reach. It is worked on as if it were the image: what
/// comes out beside the area is of no use where the image goes on.
inline Rect window_output(Shape in, const Rect& wanted, int width, Border border) {
  const std::int64_t reach = width / 2, left = wanted.x - reach, right = wanted.right() + reach;
  const bool whole = border == Border::wrap && (left < 0 || right > in.width);
  Rect area = wanted;
  area.x = whole || left < 0 ? 0 : static_cast<int>(left);
  area.width = (whole || right > in.width ? in.width : static_cast<int>(right)) - area.x;
  return area;
}

/// Whether rows of windows can follow each other without going back.
inline Access window_access(Shape in, int height, Border border) {
  return border == Border::wrap && height > 1 && in.height > 1 ? Access::gather : Access::streaming;
}

/// The rows of an image as windows meet them: those beyond its edges too, and what is beside each.
template <Pixel T>
class WindowSource {
 public:
  /// For the windows around the pixels of an area.
  WindowSource(const Tile<const T>& part, const Rect& area, int width, int height, Border border,
               const Fill& fill)
      : constant_row_(static_cast<std::size_t>(border == Border::constant ? area.width : 1) *
                      static_cast<std::size_t>(part.whole.channels)),
        rows_(static_cast<std::size_t>(area.height + height - 1)),
        margins_(static_cast<std::size_t>(width)),
        window_{rows_.data(),
                static_cast<std::size_t>(area.height),
                static_cast<std::size_t>(height),
                static_cast<std::size_t>(width),
                static_cast<std::size_t>(width / 2),
                static_cast<std::size_t>(area.width),
                static_cast<std::size_t>(part.whole.channels),
                margins_.data(),
                0,
                constant_row_.data()} {
    const int channels = part.whole.channels;
    for (int x = 0; x < (border == Border::constant ? area.width : 1); ++x) {
      fill.write(constant_row_.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
    }
    const Tile<const T> in = part.tile(area.rows(part.y, part.rect().bottom()));
    axis_rows<const T*>(in, area.y - height / 2, 1, area.height + height - 1, border, rows_.data(),
                        constant_row_.data());
    const int left = width / 2;
    const int right = width - 1 - left;
    std::size_t count = axis_runs(-left, 1, left, area.width, border, 0, margins_.data());
    count += axis_runs(area.width, 1, right, area.width, border, left + area.width, margins_.data() + count);
    window_.margin_count = count;
  }
  WindowSource(const WindowSource&) = delete;
  WindowSource& operator=(const WindowSource&) = delete;

  [[nodiscard]] const simd::WindowRows<T>& rows() const { return window_; }

 private:
  Scratch<T> constant_row_;
  Scratch<const T*> rows_;
  Scratch<simd::PixelRun> margins_;
  simd::WindowRows<T> window_;
};

}  // namespace detail
VARY_NAMESPACE_END
