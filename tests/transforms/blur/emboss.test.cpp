// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/emboss.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::rows;
using vary::Emboss;

TEST_CASE("Emboss adds the neighbours right and below minus those left and above", "[emboss]") {
  const auto step = image({{100, 100, 140, 140}, {100, 100, 140, 140}, {100, 100, 140, 140}});
  // Between the halves: 40 more on the right, times alpha * (1 + 2 strength); reflected edges cancel out.
  REQUIRE(rows(Emboss{.alpha = 0.5, .strength = 0.5}(step))[1] == std::vector<int>{100, 140, 180, 140});
  const auto op = tests::only<vary::ops::Filter>(
      tests::recipe_of(Emboss{.alpha = 0.5, .strength = 0.25, .border = vary::Border::wrap}, {9, 9, 1}));
  const vary::ops::Filter::Weights expected{-0.625f, -0.125f, 0, -0.125f, 1, 0.125f, 0, 0.125f, 0.625f};
  REQUIRE(op.weights == expected);
  REQUIRE(op.border == vary::Border::wrap);
}

TEMPLATE_TEST_CASE("Emboss keeps a flat image flat", "[emboss]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i)
    REQUIRE(tests::same_image(Emboss{.strength = {0, 16}}(photo, {.index = i}), photo));
}

TEST_CASE("Emboss refuses fields out of range", "[emboss]") {
  tests::require_refused({
      {Emboss{.alpha = 1.5}, "Emboss.alpha: 1.5 is above 1; give 0 to 1"},
      {Emboss{.strength = -1}, "Emboss.strength: -1 is below 0; give 0 to 16"},
      {Emboss{.fill = tests::no_fill}, "Emboss.fill: has no value; give one, or one for each channel"},
  });
}
