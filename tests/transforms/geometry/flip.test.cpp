// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/flip.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::HorizontalFlip;
using vary::VerticalFlip;

TEST_CASE("HorizontalFlip exchanges left and right, VerticalFlip top and bottom", "[flip]") {
  const auto photo = image({{1, 2, 3}, {4, 5, 6}});
  REQUIRE(rows(HorizontalFlip{}(photo)) == Rows{{3, 2, 1}, {6, 5, 4}});
  REQUIRE(rows(VerticalFlip{}(photo)) == Rows{{4, 5, 6}, {1, 2, 3}});
}

TEST_CASE("Flips keep the channels of a pixel together", "[flip]") {
  REQUIRE(rows(HorizontalFlip{}(image({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{4, 5, 6, 1, 2, 3}});
  REQUIRE(rows(VerticalFlip{}(image({{1, 2, 3}, {4, 5, 6}}, 3))) == Rows{{4, 5, 6}, {1, 2, 3}});
}
