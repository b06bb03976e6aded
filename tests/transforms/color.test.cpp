// SPDX-License-Identifier: MIT
#include "vary/transforms/color.hpp"

#include "checks.hpp"

using tests::rows;
using vary::Grayscale;
using vary::Hue;
using vary::HueSaturationValue;
using vary::Saturation;
using vary::Sepia;

namespace {

const auto photo = tests::image({{100, 50, 0, 200, 150, 100}}, 3);

}  // namespace

TEST_CASE("Grayscale weighs the colours, into three channels or one", "[transforms]") {
  // Grey is 59.25 and 159.25.
  CHECK(rows(Grayscale{}(photo)) == tests::Rows{{59, 59, 59, 159, 159, 159}});
  CHECK(rows(Grayscale{.channels = 1}(photo)) == tests::Rows{{59, 159}});
  CHECK(Grayscale{.channels = 1}(photo).channels() == 1);
  const auto clear = tests::image({{100, 50, 0, 7, 200, 150, 100, 255}}, 4);
  CHECK(rows(Grayscale{}(clear)) == tests::Rows{{59, 59, 59, 7, 159, 159, 159, 255}});
  CHECK(rows(Grayscale{.channels = 1}(clear)) == tests::Rows{{59, 159}});
  CHECK(vary::Pipeline<std::uint8_t>{Grayscale{.channels = 1}, vary::HorizontalFlip{}}(photo).channels() ==
        1);
}

TEST_CASE("Sepia makes brown, and clamps", "[transforms]") {
  CHECK(rows(Sepia{}(tests::image({{100, 50, 0, 200, 150, 102}}, 3))) ==
        tests::Rows{{78, 69, 54, 213, 190, 148}});
  CHECK(rows(Sepia{}(tests::image({{255, 255, 255, 9}}, 4))) == tests::Rows{{255, 255, 239, 9}});
}

TEST_CASE("Saturation moves from grey, Hue round the circle", "[transforms]") {
  CHECK(rows(Saturation{.factor = 0}(photo)) == rows(Grayscale{}(photo)));
  CHECK(rows(Saturation{.factor = 2}(photo)) == tests::Rows{{141, 41, 0, 241, 141, 41}});
  CHECK(rows(Hue{.turns = 0.5}(photo)) == tests::Rows{{0, 50, 100, 100, 150, 200}});
  const vary::ColorJitter jitter{.saturation = 1.7};
  CHECK(Saturation{.factor = 1.7}(photo) == jitter(photo));
  CHECK(Hue{.turns = 0.2}(photo) == vary::ColorJitter{.hue = 0.2}(photo));
}

TEST_CASE("HueSaturationValue moves each by its own amount", "[transforms]") {
  const auto flower = tests::image({{200, 100, 100, 100, 200, 150, 60, 60, 60}}, 3);
  CHECK(rows(HueSaturationValue{.hue = 0, .saturation = 0.25, .value = 0}(flower)) ==
        tests::Rows{{200, 50, 50, 50, 200, 125, 60, 60, 60}});
  CHECK(rows(HueSaturationValue{.hue = 0, .saturation = 0, .value = -20.0 / 255}(flower)) ==
        tests::Rows{{180, 90, 90, 90, 180, 135, 40, 40, 40}});
  CHECK(rows(HueSaturationValue{.hue = 1.0 / 3, .saturation = -0.5, .value = 0.2}(flower)) ==
        tests::Rows{{251, 251, 251, 251, 251, 251, 111, 111, 111}});
  CHECK(HueSaturationValue{.hue = 0.2, .saturation = 0, .value = 0}(flower) == Hue{.turns = 0.2}(flower));
}

TEST_CASE("Values of HueSaturationValue are drawn one by one from their ranges", "[transforms]") {
  float least[3] = {1, 1, 1}, most[3] = {-1, -1, -1};
  for (int i = 0; i < 400; ++i) {
    const auto recipe = tests::recipe_of(HueSaturationValue{}, {8, 8, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Hue>(recipe);
    const float drawn[] = {op.shift, op.saturation, op.value};
    for (int k = 0; k < 3; ++k) {
      least[k] = std::min(least[k], drawn[k]);
      most[k] = std::max(most[k], drawn[k]);
    }
  }
  const double ends[] = {20.0 / 180, 30.0 / 255, 20.0 / 255};
  for (int k = 0; k < 3; ++k) {
    CHECK(double{least[k]} == Approx(-ends[k]).epsilon(0.03));
    CHECK(double{most[k]} == Approx(ends[k]).epsilon(0.03));
  }
}

TEST_CASE("Transforms of colour need colours", "[transforms]") {
  const vary::Image<float> plain(4, 3, 2);
  const std::string needs =
      ": needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 channels";
  CHECK(tests::refusal([&] { Grayscale{}(plain); }) == "Grayscale" + needs);
  CHECK(tests::refusal([&] { Sepia{}(plain); }) == "Sepia" + needs);
  CHECK(tests::refusal([&] { Saturation{.factor = 1}(plain); }) == "Saturation" + needs);
  CHECK(tests::refusal([&] { Hue{.turns = 0}(plain); }) == "Hue" + needs);
  CHECK(tests::refusal([&] { HueSaturationValue{}(plain); }) == "HueSaturationValue" + needs);
}

TEST_CASE("Transforms of colour refuse fields out of range", "[transforms]") {
  tests::require_refused({
      {Grayscale{.channels = 4}, "Grayscale.channels: 4 will not do; give 1 or 3"},
      {Saturation{.factor = {-1, 1}}, "Saturation.factor: -1 is below 0; give 0 to 100"},
      {Saturation{.factor = {2, 1}}, "Saturation.factor: low 2 is above high 1; give the lower value first"},
      {Hue{.turns = 0.75}, "Hue.turns: 0.75 is above 0.5; give -0.5 to 0.5"},
      {HueSaturationValue{.hue = -1}, "HueSaturationValue.hue: -1 is below -0.5; give -0.5 to 0.5"},
      {HueSaturationValue{.saturation = {0, 2}}, "HueSaturationValue.saturation: 2 is above 1; give -1 to 1"},
      {HueSaturationValue{.value = -3}, "HueSaturationValue.value: -3 is below -1; give -1 to 1"},
  });
}
