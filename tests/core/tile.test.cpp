// SPDX-License-Identifier: MIT
#include "vary/core/tile.hpp"

#include "support/catch.hpp"
#include "vary/core/image.hpp"

using vary::Rect;
using vary::Tile;

TEST_CASE("A rect has edges, a pixel count and a containment test", "[core]") {
  constexpr Rect rect{3, 4, 10, 5};
  static_assert(rect.right() == 13 && rect.bottom() == 9 && rect.pixels() == 50);
  static_assert(rect.contains({3, 4, 10, 5}) && rect.contains({5, 6, 1, 1}));
  static_assert(!rect.contains({2, 4, 1, 1}) && !rect.contains({3, 8, 1, 2}));
  static_assert(rect.moved(-3, 2) == Rect{0, 6, 10, 5});
  static_assert(rect.rows(6, 8) == Rect{3, 6, 10, 2});
  static_assert(Rect::of({7, 8, 3}) == Rect{0, 0, 7, 8});
}

TEST_CASE("A tile has the coordinates of its image", "[core]") {
  vary::Image<std::uint8_t> image(6, 5, 2);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 6; ++x) image.at(x, y, 1) = static_cast<std::uint8_t>(10 * y + x);
  }
  const Tile<std::uint8_t> tile(image.view(), 100, 200, {300, 400, 2});
  REQUIRE(tile.rect() == Rect{100, 200, 6, 5});
  REQUIRE(tile.row(203) == image.row(3));
  const auto cut = tile.cut({102, 201, 3, 2});
  REQUIRE(cut.shape() == vary::Shape{3, 2, 2});
  REQUIRE(cut.at(0, 0, 1) == 12);
  REQUIRE(cut.at(2, 1, 1) == 24);
  const Tile<const std::uint8_t> inner = tile.tile({102, 201, 3, 2});
  REQUIRE(inner.rect() == Rect{102, 201, 3, 2});
  REQUIRE(inner.whole == vary::Shape{300, 400, 2});
  REQUIRE(Tile<std::uint8_t>(image.view()).rect() == Rect{0, 0, 6, 5});
}
