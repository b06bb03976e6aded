// SPDX-License-Identifier: MIT
#include "vary/transforms/color/color_jitter.hpp"

#include <string>

#include "transforms/checks.hpp"

using tests::rows;
using vary::ColorJitter;

TEST_CASE("ColorJitter adjusts brightness, contrast, saturation and hue", "[color_jitter]") {
  const auto photo = tests::image({{100, 50, 0, 200, 150, 100}}, 3);
  REQUIRE(rows(ColorJitter{.brightness = 1.5}(photo)) == tests::Rows{{150, 75, 0, 255, 225, 150}});
  // The mean grey is 0.299 * 150 + 0.587 * 100 + 0.114 * 50 = 109.25.
  REQUIRE(rows(ColorJitter{.contrast = 0.5}(photo)) == tests::Rows{{105, 80, 55, 155, 130, 105}});
  // Grey is 59.25 and 159.25.
  REQUIRE(rows(ColorJitter{.saturation = 0}(photo)) == tests::Rows{{59, 59, 59, 159, 159, 159}});
  REQUIRE(rows(ColorJitter{.saturation = 2}(photo)) == tests::Rows{{141, 41, 0, 241, 141, 41}});
  REQUIRE(rows(ColorJitter{.hue = 0.5}(photo)) == tests::Rows{{0, 50, 100, 100, 150, 200}});
}

TEST_CASE("ColorJitter makes its four adjustments in every order", "[color_jitter]") {
  const ColorJitter all{{0.5, 1.5}, {0.5, 1.5}, {0.5, 1.5}, {-0.4, 0.4}};
  const auto order = [](const vary::Recipe& recipe) {
    std::string text;
    for (const vary::Op& op : recipe.ops()) text += tests::name_of(op) + " ";
    return text;
  };
  REQUIRE(tests::evenly(tests::count_draws(4800, all, {8, 8, 3}, order), 24));
}

TEST_CASE("ColorJitter of single values is the same for every key", "[color_jitter]") {
  const ColorJitter fixed{.brightness = 0.8, .contrast = 1.3, .saturation = 0.5, .hue = 0.1};
  const auto photo = tests::noise_image<std::uint8_t>(20, 10, 3);
  for (int i = 1; i < 20; ++i) REQUIRE(fixed(photo, {.index = i}) == fixed(photo));
}

TEST_CASE("ColorJitter without saturation and hue takes any number of channels", "[color_jitter]") {
  const ColorJitter light{.brightness = {0.5, 1.5}, .contrast = {0.5, 1.5}};
  for (const int channels : {1, 2, 3, 4, 5}) {
    REQUIRE(light(tests::noise_image<float>(9, 8, channels), {.seed = 3}).channels() == channels);
  }
  REQUIRE(tests::refusal([] {
            ColorJitter{.saturation = {0, 1}}(tests::noise_image<float>(9, 8, 1));
          }) ==
          "ColorJitter: needs red, green and blue, with or without alpha; the image of 9x8x1 has 1 channel");
}

TEST_CASE("ColorJitter does not change alpha", "[color_jitter]") {
  const auto photo = tests::noise_image<std::uint8_t>(30, 20, 4);
  const auto copy = ColorJitter{{0, 2}, {0, 2}, {0, 2}, {-0.5, 0.5}}(photo, {.seed = 8});
  bool same = true;
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 30; ++x) same = same && copy.at(x, y, 3) == photo.at(x, y, 3);
  }
  REQUIRE(same);
  REQUIRE(copy != photo);
}

TEST_CASE("ColorJitter refuses fields out of range", "[color_jitter]") {
  tests::require_refused({
      {ColorJitter{.brightness = {-0.5, 1}}, "ColorJitter.brightness: -0.5 is below 0; give 0 to 100"},
      {ColorJitter{.contrast = {2, 1}},
       "ColorJitter.contrast: low 2 is above high 1; give the lower value first"},
      {ColorJitter{.saturation = 101}, "ColorJitter.saturation: 101 is above 100; give 0 to 100"},
      {ColorJitter{.hue = {-0.6, 0}}, "ColorJitter.hue: -0.6 is below -0.5; give -0.5 to 0.5"},
  });
}
