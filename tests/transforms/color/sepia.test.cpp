// SPDX-License-Identifier: MIT
#include "vary/transforms/color/sepia.hpp"

#include "transforms/checks.hpp"

using tests::rows;
using vary::Sepia;

TEST_CASE("Sepia is a matrix of the colours, clamped", "[sepia]") {
  REQUIRE(rows(Sepia{}(tests::image({{100, 50, 0, 200, 150, 102}}, 3))) ==
          tests::Rows{{78, 69, 54, 213, 190, 148}});
  REQUIRE(rows(Sepia{}(tests::image({{255, 255, 255, 9}}, 4))) == tests::Rows{{255, 255, 239, 9}});
}

TEST_CASE("Sepia refuses images without red, green and blue", "[sepia]") {
  REQUIRE(tests::refusal([] { Sepia{}(vary::Image<float>(4, 3, 2)); }) ==
          "Sepia: needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 channels");
}
