// SPDX-License-Identifier: MIT
#include "vary/transforms/crop.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::refusal;
using tests::Rows;
using tests::rows;
using vary::CenterCrop;
using vary::Crop;
using vary::RandomCrop;

namespace {

const Rows numbers{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {11, 12, 13, 14, 15}};

}  // namespace

TEST_CASE("Crop cuts a part out", "[crop]") {
  REQUIRE(rows(Crop{.x = 1, .y = 1, .width = 3, .height = 2}(image(numbers))) ==
          Rows{{7, 8, 9}, {12, 13, 14}});
  REQUIRE(rows(Crop{.x = 4, .y = 2, .width = 1, .height = 1}(image(numbers))) == Rows{{15}});
  const Rows colours{{1, 2, 3, 4, 5, 6}};
  REQUIRE(rows(Crop{.x = 1, .width = 1, .height = 1}(image(colours, 3))) == Rows{{4, 5, 6}});
}

TEST_CASE("CenterCrop cuts the middle out, rounded to the left and up", "[crop]") {
  REQUIRE(rows(CenterCrop{.width = 3, .height = 1}(image(numbers))) == Rows{{7, 8, 9}});
  REQUIRE(rows(CenterCrop{.width = 2, .height = 2}(image(numbers))) == Rows{{2, 3}, {7, 8}});
}

TEST_CASE("A crop larger than the image extends it on both sides, by the odd pixel more right and below",
          "[crop]") {
  const auto small = image({{1, 2}});
  const CenterCrop center{
      .width = 5, .height = 4, .pad_if_needed = true, .border = vary::Border::constant, .fill = 1};
  const Rows expected{
      {255, 255, 255, 255, 255}, {255, 1, 2, 255, 255}, {255, 255, 255, 255, 255}, {255, 255, 255, 255, 255}};
  REQUIRE(rows(center(small)) == expected);
  const RandomCrop random{
      .width = 5, .height = 4, .pad_if_needed = true, .border = vary::Border::constant, .fill = 1};
  for (int i = 0; i < 10; ++i) REQUIRE(rows(random(small, {.index = i})) == expected);

  SECTION("one side by itself, mirrored by default") {
    REQUIRE(rows(CenterCrop{.width = 2, .height = 5, .pad_if_needed = true}(image(numbers))) ==
            Rows{{7, 8}, {2, 3}, {7, 8}, {12, 13}, {7, 8}});
  }
}

TEST_CASE("RandomCrop takes every position equally often", "[crop]") {
  const auto corner = [](const vary::Recipe& recipe) {
    const auto& op = tests::only<vary::ops::Permute>(recipe);
    return std::to_string(op.x) + "," + std::to_string(op.y);
  };
  const auto counts = tests::count_draws(6000, RandomCrop{.width = 3, .height = 2}, {5, 3, 1}, corner);
  REQUIRE(tests::evenly(counts, 3 * 2));
}

TEST_CASE("Crops refuse images that are too small", "[crop]") {
  const auto photo = image(numbers);
  REQUIRE(refusal([&] { Crop{.x = 3, .width = 3, .height = 1}(photo); }) ==
          "Crop.width: 3 from 3 on leaves the image of 5x3x1; give less");
  REQUIRE(refusal([&] { Crop{.y = 2, .width = 5, .height = 2}(photo); }) ==
          "Crop.height: 2 from 2 on leaves the image of 5x3x1; give less");
  REQUIRE(refusal([&] { CenterCrop{.width = 6, .height = 3}(photo); }) ==
          "CenterCrop.width: 6 is larger than the image of 5x3x1; give less, or set pad_if_needed");
  REQUIRE(refusal([&] { RandomCrop{.width = 5, .height = 4}(photo); }) ==
          "RandomCrop.height: 4 is larger than the image of 5x3x1; give less, or set pad_if_needed");
  const vary::Pipeline<std::uint8_t> pipeline{RandomCrop{}};
  REQUIRE(refusal([&] { return pipeline(photo); }) ==
          "RandomCrop.width: 224 is larger than the image of 5x3x1; give less, or set pad_if_needed");
  REQUIRE(refusal([&] { return pipeline.recipe(300, 223, 1); }) ==
          "RandomCrop.height: 224 is larger than the image of 300x223x1; give less, or set pad_if_needed");
}

TEST_CASE("Crops refuse fields out of range", "[crop]") {
  tests::require_refused({
      {Crop{.x = -1}, "Crop.x: -1 is below 0; give 0 to 268435456"},
      {Crop{.y = 268435457}, "Crop.y: 268435457 is above 268435456; give 0 to 268435456"},
      {Crop{.width = 0}, "Crop.width: 0 is below 1; give 1 to 268435456"},
      {Crop{.height = -5}, "Crop.height: -5 is below 1; give 1 to 268435456"},
      {CenterCrop{.width = 0}, "CenterCrop.width: 0 is below 1; give 1 to 268435456"},
      {CenterCrop{.height = 0}, "CenterCrop.height: 0 is below 1; give 1 to 268435456"},
      {CenterCrop{.fill = INFINITY}, "CenterCrop.fill: inf is no colour; give a fraction of full scale"},
      {RandomCrop{.width = 0}, "RandomCrop.width: 0 is below 1; give 1 to 268435456"},
      {RandomCrop{.height = 0}, "RandomCrop.height: 0 is below 1; give 1 to 268435456"},
      {RandomCrop{.fill = tests::no_fill},
       "RandomCrop.fill: has no value; give one, or one for each channel"},
  });
  const auto photo = image(numbers);
  REQUIRE(refusal([&] {
            CenterCrop{.width = 1, .height = 1, .fill = {1, 0}}(photo);
          }) == "CenterCrop.fill: 2 values for 1 channels; give one value, or one for each channel");
}
