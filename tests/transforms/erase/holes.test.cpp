// SPDX-License-Identifier: MIT
#include "vary/transforms/erase/holes.hpp"

#include "transforms/checks.hpp"

using vary::detail::pixels_of;

TEST_CASE("A fraction of a side is rounded to pixels, and at least one above 0", "[holes]") {
  REQUIRE(pixels_of(0, 10) == 0);
  REQUIRE(pixels_of(1e-9, 10) == 1);
  REQUIRE(pixels_of(0.14, 10) == 1);
  REQUIRE(pixels_of(0.15, 10) == 2);
  REQUIRE(pixels_of(0.99, 10) == 10);
  REQUIRE(pixels_of(1, 10) == 10);
}

TEST_CASE("A hole lies at all positions inside the image equally often", "[holes]") {
  tests::Counts counts;
  for (int i = 0; i < 6000; ++i) {
    vary::Draw draw = vary::Random(vary::Key{.index = i}).child("hole");
    const auto hole = vary::detail::random_hole(draw, {5, 4, 1}, 3, 3);
    REQUIRE((hole.width == 3 && hole.height == 3 && hole.columns == 1 && hole.rows == 1));
    ++counts[std::to_string(hole.x) + "," + std::to_string(hole.y)];
  }
  REQUIRE(tests::evenly(counts, 3 * 2));
  REQUIRE(counts.count("2,1") == 1);
}
