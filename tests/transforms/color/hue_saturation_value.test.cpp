// SPDX-License-Identifier: MIT
#include "vary/transforms/color/hue_saturation_value.hpp"

#include <algorithm>

#include "transforms/checks.hpp"

using tests::rows;
using vary::HueSaturationValue;

TEST_CASE("HueSaturationValue adds to hue, saturation and value", "[hue_saturation_value]") {
  const auto flower = tests::image({{200, 100, 100, 100, 200, 150, 60, 60, 60}}, 3);
  REQUIRE(rows(HueSaturationValue{.hue = 0, .saturation = 0.25, .value = 0}(flower)) ==
          tests::Rows{{200, 50, 50, 50, 200, 125, 60, 60, 60}});
  REQUIRE(rows(HueSaturationValue{.hue = 0, .saturation = 0, .value = -20.0 / 255}(flower)) ==
          tests::Rows{{180, 90, 90, 90, 180, 135, 40, 40, 40}});
  REQUIRE(rows(HueSaturationValue{.hue = 1.0 / 3, .saturation = -0.5, .value = 0.2}(flower)) ==
          tests::Rows{{251, 251, 251, 251, 251, 251, 111, 111, 111}});
  REQUIRE(HueSaturationValue{.hue = 0.2, .saturation = 0, .value = 0}(flower) ==
          vary::Hue{.turns = 0.2}(flower));
}

TEST_CASE("HueSaturationValue draws each field from its range", "[hue_saturation_value]") {
  float least[3] = {1, 1, 1}, most[3] = {-1, -1, -1};
  for (int i = 0; i < 400; ++i) {
    const auto recipe = tests::recipe_of(HueSaturationValue{}, {8, 8, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Hue>(recipe);
    const float drawn[] = {op.shift, op.saturation, op.value};
    for (int k = 0; k < 3; ++k) {
      least[k] = std::min(least[k], drawn[k]);
      most[k] = std::max(most[k], drawn[k]);
    }
  }
  const double ends[] = {20.0 / 180, 30.0 / 255, 20.0 / 255};
  for (int k = 0; k < 3; ++k) {
    REQUIRE(double{least[k]} == Approx(-ends[k]).epsilon(0.03));
    REQUIRE(double{most[k]} == Approx(ends[k]).epsilon(0.03));
  }
}

TEST_CASE("HueSaturationValue refuses images without red, green and blue", "[hue_saturation_value]") {
  REQUIRE(tests::refusal([] { HueSaturationValue{}(vary::Image<float>(4, 3, 2)); }) ==
          "HueSaturationValue: needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 "
          "channels");
}

TEST_CASE("HueSaturationValue refuses fields out of range", "[hue_saturation_value]") {
  tests::require_refused({
      {HueSaturationValue{.hue = -1}, "HueSaturationValue.hue: -1 is below -0.5; give -0.5 to 0.5"},
      {HueSaturationValue{.saturation = {0, 2}}, "HueSaturationValue.saturation: 2 is above 1; give -1 to 1"},
      {HueSaturationValue{.value = -3}, "HueSaturationValue.value: -3 is below -1; give -1 to 1"},
  });
}
