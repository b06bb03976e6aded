// SPDX-License-Identifier: MIT
#include "vary/transforms/brightness.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Brightness;
using vary::BrightnessContrast;
using vary::Contrast;

TEST_CASE("Brightness multiplies, and leaves alpha", "[brightness]") {
  REQUIRE(rows(Brightness{.factor = 1.5}(image({{0, 1, 100, 200}}))) == Rows{{0, 2, 150, 255}});
  REQUIRE(rows(Brightness{.factor = 0.5}(image({{10, 20, 255, 77}}, 4))) == Rows{{5, 10, 128, 77}});
  REQUIRE(rows(Brightness{.factor = 0}(image({{9, 99}}))) == Rows{{0, 0}});
  REQUIRE(rows(Brightness{.factor = 100}(image({{0, 2, 3}}))) == Rows{{0, 200, 255}});
  vary::Image<float> real(3, 1);
  real.at(0, 0) = 0.25f;
  real.at(1, 0) = 0.75f;
  real.at(2, 0) = -1;
  const auto lighter = Brightness{.factor = 2}(real);
  REQUIRE(lighter.at(0, 0) == 0.5f);
  REQUIRE(lighter.at(1, 0) == 1.0f);
  REQUIRE(lighter.at(2, 0) == 0.0f);
}

TEST_CASE("Contrast moves values from the mean grey, and leaves alpha", "[brightness]") {
  REQUIRE(rows(Contrast{.factor = 2}(image({{100, 110, 120, 190}}))) == Rows{{70, 90, 110, 250}});
  REQUIRE(rows(Contrast{.factor = 0}(image({{100, 110, 120, 190}}))) == Rows{{130, 130, 130, 130}});
  // The mean grey is 0.299 * 100 + 0.587 * 50 + 0.114 * 0 = 59.25.
  REQUIRE(rows(Contrast{.factor = 0.5}(image({{100, 50, 0, 9}}, 4))) == Rows{{80, 55, 30, 9}});
}

TEST_CASE("BrightnessContrast multiplies by 1 + contrast and adds brightness", "[brightness]") {
  const auto photo = image({{0, 10, 100, 250}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0.2, .contrast = 0.5}(photo)) == Rows{{51, 66, 201, 255}});
  REQUIRE(rows(BrightnessContrast{.brightness = -0.2, .contrast = 0}(photo)) == Rows{{0, 0, 49, 199}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0, .contrast = -0.5}(photo)) == Rows{{0, 5, 50, 125}});
  REQUIRE(rows(BrightnessContrast{.brightness = 0.2, .contrast = -1}(photo)) == Rows{{51, 51, 51, 51}});
  REQUIRE(rows(BrightnessContrast{.brightness = 1, .contrast = 0}(image({{0, 1, 2, 3}}, 4))) ==
          Rows{{255, 255, 255, 3}});
}

TEST_CASE("Both fields of BrightnessContrast are drawn by themselves", "[brightness]") {
  double product = 0;
  constexpr int draws = 2000;
  for (int i = 0; i < draws; ++i) {
    const auto recipe =
        tests::recipe_of(BrightnessContrast{{-1, 1}, {-1, 1}}, {9, 8, 3}, {.seed = 6, .index = i});
    const auto& segment = tests::only<vary::ops::Curve>(recipe).segments[0];
    product += static_cast<double>(segment.bias * (segment.gain - 1));
  }
  // The mean of a product of deviation 1/3; four standard errors.
  REQUIRE(std::fabs(product / draws) < 4.0 / 3 / std::sqrt(draws));
}

TEST_CASE("Brightness, Contrast and BrightnessContrast refuse fields out of range", "[brightness]") {
  const std::string upside_down = "low 2 is above high 1; give the lower value first";
  tests::require_refused({
      {Brightness{.factor = -0.5}, "Brightness.factor: -0.5 is below 0; give 0 to 100"},
      {Brightness{.factor = {1, 101}}, "Brightness.factor: 101 is above 100; give 0 to 100"},
      {Brightness{.factor = {2, 1}}, "Brightness.factor: " + upside_down},
      {Brightness{.factor = NAN}, "Brightness.factor: is not a number; give 0 to 100"},
      {Contrast{.factor = {-1, 1}}, "Contrast.factor: -1 is below 0; give 0 to 100"},
      {Contrast{.factor = 1000}, "Contrast.factor: 1000 is above 100; give 0 to 100"},
      {Contrast{.factor = {2, 1}}, "Contrast.factor: " + upside_down},
      {BrightnessContrast{.brightness = -1.5},
       "BrightnessContrast.brightness: -1.5 is below -1; give -1 to 1"},
      {BrightnessContrast{.brightness = {0, 2}}, "BrightnessContrast.brightness: 2 is above 1; give -1 to 1"},
      {BrightnessContrast{.brightness = {2, 1}}, "BrightnessContrast.brightness: " + upside_down},
      {BrightnessContrast{.contrast = -2}, "BrightnessContrast.contrast: -2 is below -1; give -1 to 99"},
      {BrightnessContrast{.contrast = 100}, "BrightnessContrast.contrast: 100 is above 99; give -1 to 99"},
      {BrightnessContrast{.contrast = {2, 1}}, "BrightnessContrast.contrast: " + upside_down},
  });
}
