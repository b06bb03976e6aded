// SPDX-License-Identifier: MIT
#include "vary/transforms/morphology/morphological_gradient.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::MorphologicalGradient;

TEST_CASE("MorphologicalGradient shows edges", "[morphological_gradient]") {
  const auto photo = image({{2, 2, 2, 9, 9, 9}});
  REQUIRE(rows(MorphologicalGradient{.size = 3}(photo)) == Rows{{0, 0, 7, 7, 0, 0}});
  REQUIRE(rows(MorphologicalGradient{.size = 1}(photo)) == Rows{{0, 0, 0, 0, 0, 0}});
}

TEST_CASE("MorphologicalGradient refuses fields out of range", "[morphological_gradient]") {
  tests::require_refused({
      {MorphologicalGradient{.size = 0}, "MorphologicalGradient.size: 0 is below 1; give 1 to 1023"},
      {MorphologicalGradient{.fill = NAN},
       "MorphologicalGradient.fill: nan is no colour; give a fraction of full scale"},
  });
}
