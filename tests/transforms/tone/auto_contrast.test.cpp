// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/auto_contrast.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::AutoContrast;

TEST_CASE("AutoContrast stretches each channel independently, and does not change alpha", "[auto_contrast]") {
  REQUIRE(rows(AutoContrast{}(image({{50, 90, 150}}))) == Rows{{0, 102, 255}});
  REQUIRE(rows(AutoContrast{}(image({{50, 7, 0, 50, 90, 7, 10, 60, 150, 7, 255, 70}}, 4))) ==
          Rows{{0, 7, 0, 50, 102, 7, 10, 60, 255, 7, 255, 70}});
  // Of ten pixels, one is ignored at each end.
  REQUIRE(rows(AutoContrast{.cutoff = 0.1}(image({{0, 50, 50, 90, 90, 150, 150, 150, 150, 255}}))) ==
          Rows{{0, 0, 0, 102, 102, 255, 255, 255, 255, 255}});
}

TEST_CASE("AutoContrast refuses fields out of range", "[auto_contrast]") {
  tests::require_refused({
      {AutoContrast{.cutoff = -0.5}, "AutoContrast.cutoff: -0.5 is below 0; give 0 to 0.49"},
      {AutoContrast{.cutoff = {0, 0.5}}, "AutoContrast.cutoff: 0.5 is above 0.49; give 0 to 0.49"},
      {AutoContrast{.cutoff = {0.25, 0.125}},
       "AutoContrast.cutoff: low 0.25 is above high 0.125; give the lower value first"},
  });
}
