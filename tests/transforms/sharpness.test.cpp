// SPDX-License-Identifier: MIT
#include "vary/transforms/sharpness.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Emboss;
using vary::Sharpness;

TEST_CASE("Sharpness blends with the smooth image and leaves the edge", "[sharpness]") {
  const auto dot = image({{13, 0, 0, 0}, {0, 130, 0, 0}, {0, 0, 0, 26}, {9, 0, 0, 0}});
  // Smooth: (13 + 5 * 130) / 13 = 51; (130 + 26) / 13 = 12; (130 + 9) / 13 = 10.69; (130 + 26) / 13 = 12.
  REQUIRE(rows(Sharpness{.factor = 0}(dot)) ==
          Rows{{13, 0, 0, 0}, {0, 51, 12, 0}, {0, 11, 12, 26}, {9, 0, 0, 0}});
  // Twice the image less the smooth one: 260 - 51 = 209.
  REQUIRE(rows(Sharpness{.factor = 2}(dot)) ==
          Rows{{13, 0, 0, 0}, {0, 209, 0, 0}, {0, 0, 0, 26}, {9, 0, 0, 0}});
  REQUIRE(rows(Sharpness{.factor = 0.5}(dot))[1][1] == 91);  // 90.5
}

TEST_CASE("Sharpness leaves images that are all edge", "[sharpness]") {
  for (const auto& small : {image({{1, 200}, {90, 3}, {7, 8}}), image({{5, 250, 5, 9}})}) {
    REQUIRE(tests::same_image(Sharpness{.factor = 4}(small), small));
  }
}

TEST_CASE("Emboss adds what is right and below, less what is left and above", "[sharpness]") {
  const auto step = image({{100, 100, 140, 140}, {100, 100, 140, 140}, {100, 100, 140, 140}});
  // Between the halves: 40 more on the right, by alpha * (1 + 2 strength); mirrored edges cancel out.
  REQUIRE(rows(Emboss{.alpha = 0.5, .strength = 0.5}(step))[1] == std::vector<int>{100, 140, 180, 140});
  const auto op = tests::only<vary::ops::Filter>(
      tests::recipe_of(Emboss{.alpha = 0.5, .strength = 0.25, .border = vary::Border::wrap}, {9, 9, 1}));
  const vary::ops::Filter::Weights expected{-0.625f, -0.125f, 0, -0.125f, 1, 0.125f, 0, 0.125f, 0.625f};
  REQUIRE(op.weights == expected);
  REQUIRE(op.border == vary::Border::wrap);
}

TEMPLATE_TEST_CASE("Sharpness and Emboss keep a flat image flat", "[sharpness]", std::uint8_t,
                   std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i) {
    REQUIRE(tests::same_image(Sharpness{.factor = {0, 16}}(photo, {.index = i}), photo));
    REQUIRE(tests::same_image(Emboss{.strength = {0, 16}}(photo, {.index = i}), photo));
  }
}

TEST_CASE("Sharpness and Emboss refuse fields out of range", "[sharpness]") {
  tests::require_refused({
      {Sharpness{.factor = -1}, "Sharpness.factor: -1 is below 0; give 0 to 16"},
      {Sharpness{.factor = {1, 17}}, "Sharpness.factor: 17 is above 16; give 0 to 16"},
      {Emboss{.alpha = 1.5}, "Emboss.alpha: 1.5 is above 1; give 0 to 1"},
      {Emboss{.strength = -1}, "Emboss.strength: -1 is below 0; give 0 to 16"},
      {Emboss{.fill = tests::no_fill}, "Emboss.fill: has no value; give one, or one for each channel"},
  });
}
