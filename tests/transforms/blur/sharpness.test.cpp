// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/sharpness.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Sharpness;

TEST_CASE("Sharpness blends with the smooth image and does not change the edges", "[sharpness]") {
  const auto dot = image({{13, 0, 0, 0}, {0, 130, 0, 0}, {0, 0, 0, 26}, {9, 0, 0, 0}});
  // Smooth: (13 + 5 * 130) / 13 = 51; (130 + 26) / 13 = 12; (130 + 9) / 13 = 10.69; (130 + 26) / 13 = 12.
  REQUIRE(rows(Sharpness{.factor = 0}(dot)) ==
          Rows{{13, 0, 0, 0}, {0, 51, 12, 0}, {0, 11, 12, 26}, {9, 0, 0, 0}});
  // Twice the image minus the smooth one: 260 - 51 = 209.
  REQUIRE(rows(Sharpness{.factor = 2}(dot)) ==
          Rows{{13, 0, 0, 0}, {0, 209, 0, 0}, {0, 0, 0, 26}, {9, 0, 0, 0}});
  REQUIRE(rows(Sharpness{.factor = 0.5}(dot))[1][1] == 91);  // 90.5
}

TEST_CASE("Sharpness does not change images that consist of edges", "[sharpness]") {
  for (const auto& small : {image({{1, 200}, {90, 3}, {7, 8}}), image({{5, 250, 5, 9}})}) {
    REQUIRE(tests::same_image(Sharpness{.factor = 4}(small), small));
  }
}

TEMPLATE_TEST_CASE("Sharpness keeps a flat image flat", "[sharpness]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i)
    REQUIRE(tests::same_image(Sharpness{.factor = {0, 16}}(photo, {.index = i}), photo));
}

TEST_CASE("Sharpness refuses fields out of range", "[sharpness]") {
  tests::require_refused({
      {Sharpness{.factor = -1}, "Sharpness.factor: -1 is below 0; give 0 to 16"},
      {Sharpness{.factor = {1, 17}}, "Sharpness.factor: 17 is above 16; give 0 to 16"},
  });
}
