// SPDX-License-Identifier: MIT
#include "vary/transforms/color/saturation.hpp"

#include "transforms/checks.hpp"

using tests::rows;
using vary::Saturation;

namespace {

const auto photo = tests::image({{100, 50, 0, 200, 150, 100}}, 3);

}  // namespace

TEST_CASE("Saturation scales differences from the grey of the pixel", "[saturation]") {
  REQUIRE(rows(Saturation{.factor = 0}(photo)) == rows(vary::Grayscale{}(photo)));
  REQUIRE(rows(Saturation{.factor = 2}(photo)) == tests::Rows{{141, 41, 0, 241, 141, 41}});
  const vary::ColorJitter jitter{.saturation = 1.7};
  REQUIRE(Saturation{.factor = 1.7}(photo) == jitter(photo));
}

TEST_CASE("Saturation refuses images without red, green and blue", "[saturation]") {
  REQUIRE(tests::refusal([] { Saturation{.factor = 1}(vary::Image<float>(4, 3, 2)); }) ==
          "Saturation: needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 channels");
}

TEST_CASE("Saturation refuses fields out of range", "[saturation]") {
  tests::require_refused({
      {Saturation{.factor = {-1, 1}}, "Saturation.factor: -1 is below 0; give 0 to 100"},
      {Saturation{.factor = {2, 1}}, "Saturation.factor: low 2 is above high 1; give the lower value first"},
  });
}
