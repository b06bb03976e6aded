// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/unsharp_mask.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::rows;
using vary::UnsharpMask;

TEST_CASE("UnsharpMask adds the difference to GaussianBlur of the same sigma", "[unsharp_mask]") {
  const auto dot = image({{10, 10, 10, 10}, {10, 90, 10, 10}, {10, 10, 10, 10}, {10, 10, 10, 10}});
  const auto blurred = rows(vary::GaussianBlur{.sigma = 1}(dot));
  const auto sharp = rows(UnsharpMask{.sigma = 1, .alpha = 0.5, .threshold = 0}(dot));
  REQUIRE(sharp[1][1] == 90 + (90 - blurred[1][1] + 1) / 2);
  REQUIRE(sharp[3][3] <= 10);
  REQUIRE(rows(UnsharpMask{.sigma = 1, .alpha = 0.5, .threshold = 0.5}(dot)) == rows(dot));
}

TEST_CASE("UnsharpMask of a small sigma or of alpha 0 changes nothing", "[unsharp_mask]") {
  const auto photo = image({{1, 200, 7}, {90, 3, 250}});
  REQUIRE(tests::same_image(UnsharpMask{.sigma = 0.2f, .threshold = 0}(photo), photo));
  REQUIRE(tests::same_image(UnsharpMask{.alpha = 0, .threshold = 0}(photo), photo));
}

TEST_CASE("UnsharpMask refuses fields out of range", "[unsharp_mask]") {
  tests::require_refused({
      {UnsharpMask{.sigma = -1}, "UnsharpMask.sigma: -1 is below 0; give 0 to 100"},
      {UnsharpMask{.alpha = {0, 2}}, "UnsharpMask.alpha: 2 is above 1; give 0 to 1"},
      {UnsharpMask{.threshold = 2}, "UnsharpMask.threshold: 2 is above 1; give 0 to 1"},
      {UnsharpMask{.fill = tests::no_fill},
       "UnsharpMask.fill: has no value; give one, or one for each channel"},
  });
}
