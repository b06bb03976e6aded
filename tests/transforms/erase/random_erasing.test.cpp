// SPDX-License-Identifier: MIT
#include "vary/transforms/erase/random_erasing.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using Hole = vary::ops::Erase::Hole;
using vary::RandomErasing;

TEST_CASE("RandomErasing covers fractions of the area at aspect ratios of its range", "[random_erasing]") {
  const RandomErasing erasing{.scale = {0.05, 0.25}, .ratio = {0.5, 2}};
  double least_fraction = 1, most_fraction = 0, least_ratio = 9, most_ratio = 0, sum_log = 0;
  for (int i = 0; i < 2000; ++i) {
    const vary::Recipe recipe = tests::recipe_of(erasing, {400, 400, 3}, {.seed = 4, .index = i});
    const auto& holes = tests::only<vary::ops::Erase>(recipe).holes;
    REQUIRE(holes.size() == 1);
    const Hole& hole = holes[0];
    REQUIRE((hole.x >= 0 && hole.y >= 0 && hole.x + hole.width <= 400 && hole.y + hole.height <= 400));
    const double fraction = hole.width * hole.height / 160000.0;
    const double ratio = static_cast<double>(hole.width) / hole.height;
    least_fraction = std::fmin(least_fraction, fraction);
    most_fraction = std::fmax(most_fraction, fraction);
    least_ratio = std::fmin(least_ratio, ratio);
    most_ratio = std::fmax(most_ratio, ratio);
    sum_log += std::log(ratio);
  }
  CHECK((least_fraction > 0.048 && least_fraction < 0.052));
  CHECK((most_fraction > 0.247 && most_fraction < 0.253));
  CHECK((least_ratio > 0.49 && least_ratio < 0.51));
  CHECK((most_ratio > 1.97 && most_ratio < 2.03));
  CHECK(std::fabs(sum_log / 2000) < 0.04);  // log-uniform: wide is as likely as tall
}

TEST_CASE("RandomErasing erases nothing where no rectangle fits", "[random_erasing]") {
  const auto all = tests::recipe_of(RandomErasing{.scale = 1, .ratio = 1}, {50, 50, 1});
  REQUIRE(all.ops().empty());
  REQUIRE(tests::recipe_of(RandomErasing{}, {1, 1, 1}).ops().empty());
  // 3000 pixels with an aspect ratio of 0.3 or more are 30 wide.
  for (int i = 0; i < 100; ++i) {
    const auto recipe = tests::recipe_of(RandomErasing{.scale = 0.3}, {20, 500, 1}, {.index = i});
    REQUIRE(recipe.ops().empty());
  }
}

TEST_CASE("RandomErasing refuses fields out of range", "[random_erasing]") {
  tests::require_refused({
      {RandomErasing{.scale = 0}, "RandomErasing.scale: 0 is below 1e-09; give 1e-09 to 1"},
      {RandomErasing{.scale = {0.5, 1.5}}, "RandomErasing.scale: 1.5 is above 1; give 1e-09 to 1"},
      {RandomErasing{.ratio = {0, 1}}, "RandomErasing.ratio: 0 is below 0.001; give 0.001 to 1000"},
      {RandomErasing{.fill = NAN}, "RandomErasing.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            RandomErasing{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "RandomErasing.fill: 2 values for 3 channels; give one value, or one for each channel");
}
