// SPDX-License-Identifier: MIT
// Area, Part: a rectangle of a picture, and its pixels where the picture is not there as a whole.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/shape.hpp"
#include "vary/core/view.hpp"

VARY_NAMESPACE_BEGIN

/// The pixels from (x, y) on, `width` of them in each of `height` rows.
struct Area {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  /// All of a picture.
  static constexpr Area of(Shape shape) { return {0, 0, shape.width, shape.height}; }

  [[nodiscard]] constexpr int right() const { return x + width; }
  [[nodiscard]] constexpr int bottom() const { return y + height; }
  [[nodiscard]] constexpr bool contains(const Area& other) const {
    return x <= other.x && y <= other.y && other.right() <= right() && other.bottom() <= bottom();
  }
  [[nodiscard]] constexpr std::int64_t pixels() const { return std::int64_t{width} * height; }
  [[nodiscard]] constexpr Area moved(int by_x, int by_y) const { return {x + by_x, y + by_y, width, height}; }
  /// The same columns of other rows.
  [[nodiscard]] constexpr Area rows(int from, int to) const { return {x, from, width, to - from}; }
  friend constexpr bool operator==(const Area&, const Area&) = default;
};

/// Pixels of an area of a picture of shape `whole`, which has the picture's coordinates: pixel (i, j) of
/// `pixels` is pixel (x + i, y + j) of the picture.
template <class T>
struct Part {
  ImageView<T> pixels;
  int x = 0;
  int y = 0;
  Shape whole{};

  Part() = default;
  Part(ImageView<T> view, int at_x, int at_y, Shape shape) : pixels(view), x(at_x), y(at_y), whole(shape) {}
  /// A picture that is all there.
  explicit Part(ImageView<T> picture) : Part(picture, 0, 0, picture.shape()) {}

  operator Part<const T>() const requires(!std::is_const_v<T>) {
    return {ImageView<const T>(pixels), x, y, whole};
  }

  [[nodiscard]] Area area() const { return {x, y, pixels.width(), pixels.height()}; }
  /// The first pixel of row y of the picture that is there.
  [[nodiscard]] T* row(int at_y) const { return pixels.row(at_y - y); }
  /// What of the picture lies in an area, all of which is there.
  [[nodiscard]] ImageView<T> cut(const Area& area) const {
    return {&pixels.at(area.x - x, area.y - y), area.width, area.height, pixels.channels(), pixels.stride()};
  }
  /// The same as a part again.
  [[nodiscard]] Part part(const Area& area) const { return {cut(area), area.x, area.y, whole}; }
};

VARY_NAMESPACE_END
