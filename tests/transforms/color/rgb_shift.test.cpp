// SPDX-License-Identifier: MIT
#include "vary/transforms/color/rgb_shift.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::RGBShift;

TEST_CASE("RGBShift adds to red, green and blue, and does not change alpha", "[rgb_shift]") {
  const RGBShift shift{.red = 0.2, .green = -0.2, .blue = 0};
  REQUIRE(rows(shift(image({{100, 100, 100, 250, 10, 10}}, 3))) == Rows{{151, 49, 100, 255, 0, 10}});
  REQUIRE(rows(shift(image({{100, 100, 100, 100}}, 4))) == Rows{{151, 49, 100, 100}});
  REQUIRE(rows(RGBShift{.red = 0, .green = 0, .blue = 1}(image({{5, 6, 7}}, 3))) == Rows{{5, 6, 255}});
}

TEST_CASE("RGBShift refuses fields out of range, and images without red, green and blue", "[rgb_shift]") {
  tests::require_refused({
      {RGBShift{.red = -1.5}, "RGBShift.red: -1.5 is below -1; give -1 to 1"},
      {RGBShift{.green = {0, 2}}, "RGBShift.green: 2 is above 1; give -1 to 1"},
      {RGBShift{.blue = {1, 0}}, "RGBShift.blue: low 1 is above high 0; give the lower value first"},
  });
  REQUIRE(tests::refusal([] { RGBShift{}(vary::Image<float>(4, 3, 5)); }) ==
          "RGBShift: needs red, green and blue, with or without alpha; the image of 4x3x5 has 5 channels");
}
