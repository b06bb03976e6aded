// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/center_crop.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::refusal;
using tests::Rows;
using tests::rows;
using vary::CenterCrop;

namespace {

const Rows numbers{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, {11, 12, 13, 14, 15}};

}  // namespace

TEST_CASE("CenterCrop takes the middle, rounded to the left and up", "[center_crop]") {
  REQUIRE(rows(CenterCrop{.width = 3, .height = 1}(image(numbers))) == Rows{{7, 8, 9}});
  REQUIRE(rows(CenterCrop{.width = 2, .height = 2}(image(numbers))) == Rows{{2, 3}, {7, 8}});
}

TEST_CASE("CenterCrop extends a smaller image on both sides, by the odd pixel more right and below",
          "[center_crop]") {
  const CenterCrop constant{
      .width = 5, .height = 4, .pad_if_needed = true, .border = vary::Border::constant, .fill = 1};
  REQUIRE(rows(constant(image({{1, 2}}))) == Rows{{255, 255, 255, 255, 255},
                                                  {255, 1, 2, 255, 255},
                                                  {255, 255, 255, 255, 255},
                                                  {255, 255, 255, 255, 255}});
  // One side alone, reflected by default.
  REQUIRE(rows(CenterCrop{.width = 2, .height = 5, .pad_if_needed = true}(image(numbers))) ==
          Rows{{7, 8}, {2, 3}, {7, 8}, {12, 13}, {7, 8}});
}

TEST_CASE("CenterCrop refuses images that are too small", "[center_crop]") {
  REQUIRE(refusal([&] { CenterCrop{.width = 6, .height = 3}(image(numbers)); }) ==
          "CenterCrop.width: 6 is larger than the image of 5x3x1; give less, or set pad_if_needed");
}

TEST_CASE("CenterCrop refuses fields out of range", "[center_crop]") {
  tests::require_refused({
      {CenterCrop{.width = 0}, "CenterCrop.width: 0 is below 1; give 1 to 268435456"},
      {CenterCrop{.height = 0}, "CenterCrop.height: 0 is below 1; give 1 to 268435456"},
      {CenterCrop{.fill = INFINITY}, "CenterCrop.fill: inf is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            CenterCrop{.width = 1, .height = 1, .fill = {1, 0}}(image(numbers));
          }) == "CenterCrop.fill: 2 values for 1 channels; give one value, or one for each channel");
}
