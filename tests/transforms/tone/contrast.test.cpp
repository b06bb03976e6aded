// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/contrast.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Contrast;

TEST_CASE("Contrast scales differences from the mean grey, and does not change alpha", "[contrast]") {
  REQUIRE(rows(Contrast{.factor = 2}(image({{100, 110, 120, 190}}))) == Rows{{70, 90, 110, 250}});
  REQUIRE(rows(Contrast{.factor = 0}(image({{100, 110, 120, 190}}))) == Rows{{130, 130, 130, 130}});
  // The mean grey is 0.299 * 100 + 0.587 * 50 + 0.114 * 0 = 59.25.
  REQUIRE(rows(Contrast{.factor = 0.5}(image({{100, 50, 0, 9}}, 4))) == Rows{{80, 55, 30, 9}});
}

TEST_CASE("Contrast refuses fields out of range", "[contrast]") {
  const std::string reversed = "low 2 is above high 1; give the lower value first";
  tests::require_refused({
      {Contrast{.factor = {-1, 1}}, "Contrast.factor: -1 is below 0; give 0 to 100"},
      {Contrast{.factor = 1000}, "Contrast.factor: 1000 is above 100; give 0 to 100"},
      {Contrast{.factor = {2, 1}}, "Contrast.factor: " + reversed},
  });
}
