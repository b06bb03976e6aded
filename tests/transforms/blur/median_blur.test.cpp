// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/median_blur.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::MedianBlur;

TEST_CASE("MedianBlur removes small spots and keeps edges", "[median_blur]") {
  const auto photo = image({{1, 1, 9, 9}, {1, 7, 9, 9}, {1, 1, 9, 0}, {1, 1, 9, 9}});
  const std::vector<int> edge{1, 1, 9, 9};
  REQUIRE(rows(MedianBlur{.size = 3, .border = vary::Border::edge}(photo)) == Rows{edge, edge, edge, edge});
}

TEST_CASE("The window of MedianBlur includes a constant border", "[median_blur]") {
  const auto photo = image({{100}});
  REQUIRE(rows(MedianBlur{.size = 3, .border = vary::Border::constant, .fill = 1}(photo)) == Rows{{255}});
}

TEST_CASE("MedianBlur draws odd sizes only, each equally often", "[median_blur]") {
  const auto counts = tests::count_draws(
      900, MedianBlur{.size = {3, 7}}, {9, 9, 3},
      [](const vary::Recipe& recipe) { return std::to_string(tests::only<vary::ops::Median>(recipe).size); });
  REQUIRE(tests::evenly(counts, 3));
  REQUIRE(counts.count("3") + counts.count("5") + counts.count("7") == 3);
}

TEST_CASE("MedianBlur refuses fields out of range", "[median_blur]") {
  tests::require_refused({
      {MedianBlur{.size = 0}, "MedianBlur.size: 0 is below 1; give 1 to 255"},
      {MedianBlur{.size = {3, 257}}, "MedianBlur.size: 257 is above 255; give 1 to 255"},
      {MedianBlur{.size = {5, 3}}, "MedianBlur.size: low 5 is above high 3; give the lower value first"},
      {MedianBlur{.size = {3, 6}}, "MedianBlur.size: 6 has no middle; give odd numbers"},
      {MedianBlur{.fill = NAN}, "MedianBlur.fill: nan is no colour; give a fraction of full scale"},
  });
  const auto photo = image({{1, 2, 3}}, 3);
  REQUIRE(tests::refusal([&] {
            MedianBlur{.fill = {1, 0}}(photo);
          }) == "MedianBlur.fill: 2 values for 3 channels; give one value, or one for each channel");
}
