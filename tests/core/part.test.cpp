// SPDX-License-Identifier: MIT
#include "vary/core/part.hpp"

#include "support/catch.hpp"
#include "vary/core/image.hpp"

using vary::Area;
using vary::Part;

TEST_CASE("An area knows its edges and what it contains", "[part]") {
  constexpr Area area{3, 4, 10, 5};
  static_assert(area.right() == 13 && area.bottom() == 9 && area.pixels() == 50);
  static_assert(area.contains({3, 4, 10, 5}) && area.contains({5, 6, 1, 1}));
  static_assert(!area.contains({2, 4, 1, 1}) && !area.contains({3, 8, 1, 2}));
  static_assert(area.moved(-3, 2) == Area{0, 6, 10, 5});
  static_assert(area.rows(6, 8) == Area{3, 6, 10, 2});
  static_assert(Area::of({7, 8, 3}) == Area{0, 0, 7, 8});
}

TEST_CASE("A part has the coordinates of its picture", "[part]") {
  vary::Image<std::uint8_t> image(6, 5, 2);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 6; ++x) image.at(x, y, 1) = static_cast<std::uint8_t>(10 * y + x);
  }
  const Part<std::uint8_t> part(image.view(), 100, 200, {300, 400, 2});
  REQUIRE(part.area() == Area{100, 200, 6, 5});
  REQUIRE(part.row(203) == image.row(3));
  const auto cut = part.cut({102, 201, 3, 2});
  REQUIRE(cut.shape() == vary::Shape{3, 2, 2});
  REQUIRE(cut.at(0, 0, 1) == 12);
  REQUIRE(cut.at(2, 1, 1) == 24);
  const Part<const std::uint8_t> again = part.part({102, 201, 3, 2});
  REQUIRE(again.area() == Area{102, 201, 3, 2});
  REQUIRE(again.whole == vary::Shape{300, 400, 2});
  REQUIRE(Part<std::uint8_t>(image.view()).area() == Area{0, 0, 6, 5});
}
