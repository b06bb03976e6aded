// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/resize.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Interpolation;
using vary::Resize;

TEST_CASE("Resize weights the pixels around each position", "[resize]") {
  const struct {
    std::vector<int> in;
    Resize resize;
    std::vector<int> out;
  } table[] = {
      {{0, 100}, {.width = 4, .height = 1}, {0, 25, 75, 100}},
      {{0, 100}, {.width = 4, .height = 1, .interpolation = Interpolation::nearest}, {0, 0, 100, 100}},
      {{0, 10, 20, 30}, {.width = 2, .height = 1, .interpolation = Interpolation::area}, {5, 25}},
      // A triangle of three pixels to each side, without the weights outside the image.
      {{4, 8, 12, 16, 20, 24}, {.width = 2, .height = 1}, {9, 19}},
      {{4, 8, 12, 16, 20, 24}, {.width = 2, .height = 1, .antialias = false}, {8, 20}},
      // Keys' cubic: weights (-1, 9, 9, -1) / 16 in the middle between two.
      {{0, 0, 160, 160, 0, 0},
       {.width = 3, .height = 1, .interpolation = Interpolation::bicubic, .antialias = false},
       {0, 180, 0}},
  };
  for (const auto& [in, resize, out] : table) {
    REQUIRE(rows(resize(image({in}))) == Rows{out});
    Rows column, expected;
    for (const int value : in) column.push_back({value});
    for (const int value : out) expected.push_back({value});
    Resize upright = resize;
    std::swap(upright.width, upright.height);
    REQUIRE(rows(upright(image(column))) == expected);
  }
}

TEST_CASE("Resize keeps a flat image flat", "[resize]") {
  for (const auto interpolation : {Interpolation::nearest, Interpolation::bilinear, Interpolation::bicubic,
                                   Interpolation::lanczos, Interpolation::area}) {
    const auto photo = tests::flat_image<std::uint8_t>({13, 9, 3}, 77);
    for (const auto& [width, height] : {std::pair{5, 30}, {40, 2}, {1, 1}}) {
      const Resize resize{.width = width, .height = height, .interpolation = interpolation};
      REQUIRE(tests::same_image(resize(photo), tests::flat_image<std::uint8_t>({width, height, 3}, 77)));
    }
  }
}

TEST_CASE("Resize refuses sizes out of range", "[resize]") {
  tests::require_refused({
      {Resize{.width = 0}, "Resize.width: 0 is below 1; give 1 to 268435456"},
      {Resize{.height = -3}, "Resize.height: -3 is below 1; give 1 to 268435456"},
      {Resize{.width = 268435457}, "Resize.width: 268435457 is above 268435456; give 1 to 268435456"},
  });
}
