// SPDX-License-Identifier: MIT
// Rect: a rectangle of an image. Tile: the pixels of such a rectangle.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/shape.hpp"
#include "vary/core/view.hpp"

VARY_NAMESPACE_BEGIN

/// A rectangle of pixels: columns x to x + width - 1 of rows y to y + height - 1.
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  /// The rectangle of a full image.
  static constexpr Rect of(Shape shape) { return {0, 0, shape.width, shape.height}; }

  [[nodiscard]] constexpr int right() const { return x + width; }
  [[nodiscard]] constexpr int bottom() const { return y + height; }
  [[nodiscard]] constexpr bool contains(const Rect& other) const {
    return x <= other.x && y <= other.y && other.right() <= right() && other.bottom() <= bottom();
  }
  [[nodiscard]] constexpr std::int64_t pixels() const { return std::int64_t{width} * height; }
  [[nodiscard]] constexpr Rect moved(int by_x, int by_y) const { return {x + by_x, y + by_y, width, height}; }
  /// The same columns, rows `from` to `to` - 1.
  [[nodiscard]] constexpr Rect rows(int from, int to) const { return {x, from, width, to - from}; }
  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

/// The pixels of a rectangle of an image of shape `whole`. Pixel (i, j) of `pixels` is pixel (x + i, y + j)
/// of the image; the members take coordinates of the image.
template <class T>
struct Tile {
  ImageView<T> pixels;
  int x = 0;
  int y = 0;
  Shape whole{};

  Tile() = default;
  Tile(ImageView<T> view, int at_x, int at_y, Shape shape) : pixels(view), x(at_x), y(at_y), whole(shape) {}
  /// The tile that covers the full image.
  explicit Tile(ImageView<T> image) : Tile(image, 0, 0, image.shape()) {}

  operator Tile<const T>() const requires(!std::is_const_v<T>) {
    return {ImageView<const T>(pixels), x, y, whole};
  }

  [[nodiscard]] Rect rect() const { return {x, y, pixels.width(), pixels.height()}; }
  /// The first pixel of the tile in row `at_y` of the image.
  [[nodiscard]] T* row(int at_y) const { return pixels.row(at_y - y); }
  /// A view of a rectangle that lies within the tile.
  [[nodiscard]] ImageView<T> cut(const Rect& rect) const {
    return {&pixels.at(rect.x - x, rect.y - y), rect.width, rect.height, pixels.channels(), pixels.stride()};
  }
  /// The same pixels as a tile of an image of shape `image`, whose origin is at (left, top) of this one.
  [[nodiscard]] Tile seen_from(int left, int top, Shape image) const {
    return {pixels, x - left, y - top, image};
  }
  /// The same as a tile.
  [[nodiscard]] Tile tile(const Rect& rect) const { return {cut(rect), rect.x, rect.y, whole}; }
};

VARY_NAMESPACE_END
