// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/optical_distortion.hpp"

#include <cmath>
#include <string>

#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using tests::coordinate_image;
using vary::OpticalDistortion;

TEST_CASE("OpticalDistortion follows its formula, in large images too", "[optical_distortion]") {
  const int sizes[][2] = {{300, 200}, {61, 90}, {4096, 40}, {40, 4096}, {2, 31}, {3, 3}};
  for (const auto& [width, height] : sizes) {
    for (const double strength : {-0.3, -0.04, 0.2, 1.0}) {
      CAPTURE(width, height, strength);
      const auto copy = OpticalDistortion{.strength = strength}(coordinate_image(width, height));
      double worst = 0;
      int seen = 0;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const double dx = x + 0.5 - width / 2.0, dy = y + 0.5 - height / 2.0;
          const double r2 = (dx * dx + dy * dy) / (width * width / 4.0 + height * height / 4.0);
          const double sx = width / 2.0 + dx * (1 + strength * r2),
                       sy = height / 2.0 + dy * (1 + strength * r2);
          if (sx < 0.5 || sy < 0.5 || sx > width - 0.5 || sy > height - 0.5) continue;  // reflected
          worst = std::fmax(worst, std::fabs(static_cast<double>(copy.at(x, y, 0)) - sx));
          worst = std::fmax(worst, std::fabs(static_cast<double>(copy.at(x, y, 1)) - sy));
          ++seen;
        }
      }
      CHECK(worst < 0.003);  // 1/512, and the precision of floats up to 4096
      if (strength < 0) CHECK(seen > width * height / 4);
    }
  }
}

TEST_CASE("Positive strengths of OpticalDistortion show more, negative ones less", "[optical_distortion]") {
  vary::Image<std::uint8_t> photo(101, 101, 1);
  for (int y = 0; y < 101; ++y) {
    for (int x = 0; x < 101; ++x) photo.at(x, y) = x < 20 ? 255 : 0;  // a margin on the left
  }
  const auto margin = [&](double strength) {
    const auto copy = OpticalDistortion{.strength = strength, .border = vary::Border::edge}(photo);
    int columns = 0;
    while (copy.at(columns, 50) > 127) ++columns;
    return columns;
  };
  REQUIRE(margin(0) == 20);
  REQUIRE(margin(0.5) > 21);
  REQUIRE(margin(-0.3) < 19);
}

TEST_CASE("OpticalDistortion refuses fields out of range", "[optical_distortion]") {
  const std::string text =
      ".interpolation: bicubic, lanczos and area are for Resize; give nearest or bilinear";
  tests::require_refused({
      {OpticalDistortion{.strength = 1.5}, "OpticalDistortion.strength: 1.5 is above 1; give -1 to 1"},
      {OpticalDistortion{.strength = {0, NAN}}, "OpticalDistortion.strength: is not a number; give -1 to 1"},
      {OpticalDistortion{.interpolation = vary::Interpolation::lanczos}, "OpticalDistortion" + text},
  });
  REQUIRE(tests::refusal([] {
            OpticalDistortion{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "OpticalDistortion.fill: 2 values for 3 channels; give one value, or one for each channel");
}
