// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/crop.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::refusal;
using tests::Rows;
using tests::rows;
using vary::Crop;

namespace {

const Rows numbers{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {11, 12, 13, 14, 15}};

}  // namespace

TEST_CASE("Crop takes the rectangle at (x, y)", "[crop]") {
  REQUIRE(rows(Crop{.x = 1, .y = 1, .width = 3, .height = 2}(image(numbers))) ==
          Rows{{7, 8, 9}, {12, 13, 14}});
  REQUIRE(rows(Crop{.x = 4, .y = 2, .width = 1, .height = 1}(image(numbers))) == Rows{{15}});
  const Rows colours{{1, 2, 3, 4, 5, 6}};
  REQUIRE(rows(Crop{.x = 1, .width = 1, .height = 1}(image(colours, 3))) == Rows{{4, 5, 6}});
}

TEST_CASE("Crop refuses images that are too small", "[crop]") {
  const auto photo = image(numbers);
  REQUIRE(refusal([&] { Crop{.x = 3, .width = 3, .height = 1}(photo); }) ==
          "Crop.width: 3 from 3 on leaves the image of 5x3x1; give less");
  REQUIRE(refusal([&] { Crop{.y = 2, .width = 5, .height = 2}(photo); }) ==
          "Crop.height: 2 from 2 on leaves the image of 5x3x1; give less");
}

TEST_CASE("Crop refuses fields out of range", "[crop]") {
  tests::require_refused({
      {Crop{.x = -1}, "Crop.x: -1 is below 0; give 0 to 268435456"},
      {Crop{.y = 268435457}, "Crop.y: 268435457 is above 268435456; give 0 to 268435456"},
      {Crop{.width = 0}, "Crop.width: 0 is below 1; give 1 to 268435456"},
      {Crop{.height = -5}, "Crop.height: -5 is below 1; give 1 to 268435456"},
  });
}
