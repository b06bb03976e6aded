// SPDX-License-Identifier: MIT
#include "vary/transforms/color/hue.hpp"

#include "transforms/checks.hpp"

using tests::rows;
using vary::Hue;

namespace {

const auto photo = tests::image({{100, 50, 0, 200, 150, 100}}, 3);

}  // namespace

TEST_CASE("Hue rotates colours around the circle", "[hue]") {
  REQUIRE(rows(Hue{.turns = 0.5}(photo)) == tests::Rows{{0, 50, 100, 100, 150, 200}});
  REQUIRE(Hue{.turns = 0.2}(photo) == vary::ColorJitter{.hue = 0.2}(photo));
}

TEST_CASE("Hue refuses images without red, green and blue", "[hue]") {
  REQUIRE(tests::refusal([] { Hue{.turns = 0}(vary::Image<float>(4, 3, 2)); }) ==
          "Hue: needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 channels");
}

TEST_CASE("Hue refuses fields out of range", "[hue]") {
  tests::require_refused({
      {Hue{.turns = 0.75}, "Hue.turns: 0.75 is above 0.5; give -0.5 to 0.5"},
  });
}
