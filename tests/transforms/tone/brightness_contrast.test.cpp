// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/brightness_contrast.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::BrightnessContrast;

TEST_CASE("BrightnessContrast multiplies by 1 + contrast and adds brightness", "[brightness_contrast]") {
  const auto photo = image({{0, 10, 100, 250}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0.2, .contrast = 0.5}(photo)) == Rows{{51, 66, 201, 255}});
  REQUIRE(rows(BrightnessContrast{.brightness = -0.2, .contrast = 0}(photo)) == Rows{{0, 0, 49, 199}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0, .contrast = -0.5}(photo)) == Rows{{0, 5, 50, 125}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0.2, .contrast = -1}(photo)) == Rows{{51, 51, 51, 51}});
  REQUIRE(rows(BrightnessContrast{.brightness = 1, .contrast = 0}(image({{0, 1, 2, 3}}, 4))) ==
          Rows{{255, 255, 255, 3}});
}

TEST_CASE("Both fields of BrightnessContrast are drawn independently", "[brightness_contrast]") {
  double product = 0;
  constexpr int draws = 2000;
  for (int i = 0; i < draws; ++i) {
    const auto recipe =
        tests::recipe_of(BrightnessContrast{{-1, 1}, {-1, 1}}, {9, 8, 3}, {.seed = 6, .index = i});
    const auto& segment = tests::only<vary::ops::Curve>(recipe).segments[0];
    product += static_cast<double>(segment.bias * (segment.gain - 1));
  }
  // The mean of products with a standard deviation of 1/3: four standard errors.
  REQUIRE(std::fabs(product / draws) < 4.0 / 3 / std::sqrt(draws));
}

TEST_CASE("BrightnessContrast refuses fields out of range", "[brightness_contrast]") {
  const std::string reversed = "low 2 is above high 1; give the lower value first";
  tests::require_refused({
      {BrightnessContrast{.brightness = -1.5},
       "BrightnessContrast.brightness: -1.5 is below -1; give -1 to 1"},
      {BrightnessContrast{.brightness = {0, 2}}, "BrightnessContrast.brightness: 2 is above 1; give -1 to 1"},
      {BrightnessContrast{.brightness = {2, 1}}, "BrightnessContrast.brightness: " + reversed},
      {BrightnessContrast{.contrast = -2}, "BrightnessContrast.contrast: -2 is below -1; give -1 to 99"},
      {BrightnessContrast{.contrast = 100}, "BrightnessContrast.contrast: 100 is above 99; give -1 to 99"},
      {BrightnessContrast{.contrast = {2, 1}}, "BrightnessContrast.contrast: " + reversed},
  });
}
