// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/box_blur.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::BoxBlur;

TEST_CASE("BoxBlur is the mean of its window, reflected at the edge by default", "[box_blur]") {
  REQUIRE(rows(BoxBlur{.size = 3}(image({{0, 90, 180, 30}}))) == Rows{{60, 90, 100, 130}});
  const BoxBlur white{.size = 3, .border = vary::Border::constant, .fill = 1};
  REQUIRE(rows(white(image({{0}}))) == Rows{{227}});  // 8/9 of 255, rounded: 226.67
}

TEST_CASE("BoxBlur spreads a dot over its window", "[box_blur]") {
  vary::Image<float> dot(9, 9);
  dot.at(4, 4) = 1;
  const auto spread = BoxBlur{.size = 3}(dot);
  for (int y = 0; y < 9; ++y) {
    for (int x = 0; x < 9; ++x) {
      const bool inside = x >= 3 && x <= 5 && y >= 3 && y <= 5;
      REQUIRE(static_cast<double>(spread.at(x, y)) == Approx(inside ? 1.0 / 9 : 0).margin(1e-6));
    }
  }
}

TEST_CASE("BoxBlur draws odd sizes only, each equally often", "[box_blur]") {
  const auto size = [](const vary::Recipe& recipe) {
    return recipe.ops().empty() ? "1" : std::to_string(tests::only<vary::ops::Box>(recipe).width);
  };
  const auto counts = tests::count_draws(3000, BoxBlur{.size = {1, 9}}, {9, 9, 1}, size);
  REQUIRE(tests::evenly(counts, 5));
  for (const char* odd : {"1", "3", "5", "7", "9"}) REQUIRE(counts.count(odd) == 1);
  const vary::Recipe seven = tests::recipe_of(BoxBlur{.size = 7}, {9, 9, 1});
  REQUIRE(tests::only<vary::ops::Box>(seven) == vary::ops::Box{.width = 7, .height = 7});
}

TEMPLATE_TEST_CASE("BoxBlur keeps a flat image flat", "[box_blur]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i)
    REQUIRE(tests::same_image(BoxBlur{.size = {3, 255}}(photo, {.index = i}), photo));
}

TEST_CASE("BoxBlur refuses fields out of range", "[box_blur]") {
  tests::require_refused({
      {BoxBlur{.size = 0}, "BoxBlur.size: 0 is below 1; give 1 to 1023"},
      {BoxBlur{.size = {3, 1025}}, "BoxBlur.size: 1025 is above 1023; give 1 to 1023"},
      {BoxBlur{.size = {5, 3}}, "BoxBlur.size: low 5 is above high 3; give the lower value first"},
      {BoxBlur{.size = {2, 5}}, "BoxBlur.size: 2 has no middle; give odd numbers"},
      {BoxBlur{.size = {3, 6}}, "BoxBlur.size: 6 has no middle; give odd numbers"},
      {BoxBlur{.fill = tests::no_fill}, "BoxBlur.fill: has no value; give one, or one for each channel"},
  });
  REQUIRE(tests::refusal([] {
            BoxBlur{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "BoxBlur.fill: 2 values for 3 channels; give one value, or one for each channel");
}
