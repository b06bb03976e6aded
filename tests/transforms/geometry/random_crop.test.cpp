// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/random_crop.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::refusal;
using tests::Rows;
using tests::rows;
using vary::RandomCrop;

namespace {

const Rows numbers{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {11, 12, 13, 14, 15}};

}  // namespace

TEST_CASE("RandomCrop takes every position equally often", "[random_crop]") {
  const auto corner = [](const vary::Recipe& recipe) {
    const auto& op = tests::only<vary::ops::Permute>(recipe);
    return std::to_string(op.x) + "," + std::to_string(op.y);
  };
  const auto counts = tests::count_draws(6000, RandomCrop{.width = 3, .height = 2}, {5, 3, 1}, corner);
  REQUIRE(tests::evenly(counts, 3 * 2));
}

TEST_CASE("RandomCrop extends a smaller image on both sides, by the odd pixel more right and below",
          "[random_crop]") {
  const RandomCrop random{
      .width = 5, .height = 4, .pad_if_needed = true, .border = vary::Border::constant, .fill = 1};
  for (int i = 0; i < 10; ++i) {
    REQUIRE(rows(random(image({{1, 2}}), {.index = i})) == Rows{{255, 255, 255, 255, 255},
                                                                {255, 1, 2, 255, 255},
                                                                {255, 255, 255, 255, 255},
                                                                {255, 255, 255, 255, 255}});
  }
}

TEST_CASE("RandomCrop refuses images that are too small", "[random_crop]") {
  const auto photo = image(numbers);
  REQUIRE(refusal([&] { RandomCrop{.width = 5, .height = 4}(photo); }) ==
          "RandomCrop.height: 4 is larger than the image of 5x3x1; give less, or set pad_if_needed");
  const vary::Pipeline<std::uint8_t> pipeline{RandomCrop{}};
  REQUIRE(refusal([&] { return pipeline(photo); }) ==
          "RandomCrop.width: 224 is larger than the image of 5x3x1; give less, or set pad_if_needed");
  REQUIRE(refusal([&] { return pipeline.recipe(300, 223, 1); }) ==
          "RandomCrop.height: 224 is larger than the image of 300x223x1; give less, or set pad_if_needed");
}

TEST_CASE("RandomCrop refuses fields out of range", "[random_crop]") {
  tests::require_refused({
      {RandomCrop{.width = 0}, "RandomCrop.width: 0 is below 1; give 1 to 268435456"},
      {RandomCrop{.height = 0}, "RandomCrop.height: 0 is below 1; give 1 to 268435456"},
      {RandomCrop{.fill = tests::no_fill},
       "RandomCrop.fill: has no value; give one, or one for each channel"},
  });
}
