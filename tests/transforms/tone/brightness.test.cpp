// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/brightness.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Brightness;

TEST_CASE("Brightness multiplies values, and does not change alpha", "[brightness]") {
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

TEST_CASE("Brightness refuses fields out of range", "[brightness]") {
  const std::string reversed = "low 2 is above high 1; give the lower value first";
  tests::require_refused({
      {Brightness{.factor = -0.5}, "Brightness.factor: -0.5 is below 0; give 0 to 100"},
      {Brightness{.factor = {1, 101}}, "Brightness.factor: 101 is above 100; give 0 to 100"},
      {Brightness{.factor = {2, 1}}, "Brightness.factor: " + reversed},
      {Brightness{.factor = NAN}, "Brightness.factor: is not a number; give 0 to 100"},
  });
}
