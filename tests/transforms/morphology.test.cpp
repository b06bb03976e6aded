// SPDX-License-Identifier: MIT
#include "vary/transforms/morphology.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Dilate;
using vary::Erode;

TEST_CASE("Dilate grows what is bright, by an even window one pixel farther to the right and below",
          "[morphology]") {
  const std::vector<int> none{0, 0, 0, 0, 0};
  const auto dot = image({none, none, {0, 0, 9, 0, 0}, none, none});
  REQUIRE(rows(Dilate{.size = 3}(dot)) ==
          Rows{none, {0, 9, 9, 9, 0}, {0, 9, 9, 9, 0}, {0, 9, 9, 9, 0}, none});
  REQUIRE(rows(Dilate{.size = 2}(dot)) == Rows{none, none, {0, 0, 9, 9, 0}, {0, 0, 9, 9, 0}, none});
}

TEST_CASE("Erode shrinks what is bright", "[morphology]") {
  const auto photo = image({{9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 1}});
  REQUIRE(rows(Erode{.size = 3}(photo)) == Rows{{9, 9, 9, 9}, {9, 9, 1, 1}, {9, 9, 1, 1}});
}

TEMPLATE_TEST_CASE("The largest and the smallest of a window, channel by channel", "[morphology]",
                   std::uint8_t, std::uint16_t, float) {
  const auto photo = tests::noise_image<TestType>(11, 9, 3, 2);
  for (const int size : {2, 3, 4, 5, 8, 21}) {
    INFO("size " << size);
    vary::Image<TestType> largest = photo, smallest = photo;
    for (int y = 0; y < 9; ++y) {
      for (int x = 0; x < 11; ++x) {
        for (int c = 0; c < 3; ++c) {
          // The window without its part outside: with the border `edge` that part holds nothing new.
          for (int j = y - size / 2; j < y - size / 2 + size; ++j) {
            for (int i = x - size / 2; i < x - size / 2 + size; ++i) {
              const TestType value = photo.at(std::clamp(i, 0, 10), std::clamp(j, 0, 8), c);
              largest.at(x, y, c) = std::max(largest.at(x, y, c), value);
              smallest.at(x, y, c) = std::min(smallest.at(x, y, c), value);
            }
          }
        }
      }
    }
    REQUIRE(tests::same_image(Dilate{.size = size, .border = vary::Border::edge}(photo), largest));
    REQUIRE(tests::same_image(Erode{.size = size, .border = vary::Border::edge}(photo), smallest));
  }
}

TEST_CASE("A constant border takes part in the window", "[morphology]") {
  const auto photo = image({{100, 100, 100, 100}});
  REQUIRE(rows(Dilate{.size = 3, .border = vary::Border::constant, .fill = 1}(photo)) ==
          Rows{{255, 255, 255, 255}});
  REQUIRE(rows(Erode{.size = 2, .border = vary::Border::constant}(image({{9, 9}, {9, 9}}))) ==
          Rows{{0, 0}, {0, 9}});
}

TEST_CASE("Windows may be crosses and ellipses", "[morphology]") {
  const std::vector<int> none{0, 0, 0, 0, 0};
  const auto dot = image({none, none, {0, 0, 9, 0, 0}, none, none});
  const Rows cross{none, {0, 0, 9, 0, 0}, {0, 9, 9, 9, 0}, {0, 0, 9, 0, 0}, none};
  REQUIRE(rows(Dilate{.size = 3, .window = vary::Window::cross}(dot)) == cross);
  REQUIRE(rows(Dilate{.size = 3, .window = vary::Window::ellipse}(dot)) == cross);
}

TEST_CASE("Open takes away bright specks, Close dark ones; what the window fits into stays", "[morphology]") {
  const auto photo = image({{9, 1, 1, 1, 1}, {1, 1, 9, 9, 9}, {1, 1, 9, 9, 9}, {1, 1, 9, 9, 9}});
  const auto dark = image({{1, 9, 9, 9, 9}, {9, 9, 1, 1, 1}, {9, 9, 1, 1, 1}, {9, 9, 1, 1, 1}});
  const auto open = vary::Open{.size = 3, .border = vary::Border::edge};
  const auto close = vary::Close{.size = 3, .border = vary::Border::edge};
  REQUIRE(rows(open(image({{1, 1, 1}, {1, 9, 1}, {1, 1, 1}}))) == Rows{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
  REQUIRE(rows(close(image({{9, 9, 9}, {9, 1, 9}, {9, 9, 9}}))) == Rows{{9, 9, 9}, {9, 9, 9}, {9, 9, 9}});
  REQUIRE(tests::same_image(open(photo), Dilate{.size = 3, .border = vary::Border::edge}(
                                               Erode{.size = 3, .border = vary::Border::edge}(photo))));
  REQUIRE(tests::same_image(close(dark), Erode{.size = 3, .border = vary::Border::edge}(
                                               Dilate{.size = 3, .border = vary::Border::edge}(dark))));
}

TEST_CASE("MorphologicalGradient leaves edges", "[morphology]") {
  const auto photo = image({{2, 2, 2, 9, 9, 9}});
  REQUIRE(rows(vary::MorphologicalGradient{.size = 3}(photo)) == Rows{{0, 0, 7, 7, 0, 0}});
  REQUIRE(rows(vary::MorphologicalGradient{.size = 1}(photo)) == Rows{{0, 0, 0, 0, 0, 0}});
}

TEST_CASE("Dilate and Erode refuse fields out of range", "[morphology]") {
  tests::require_refused({
      {Dilate{.size = 0}, "Dilate.size: 0 is below 1; give 1 to 1023"},
      {Dilate{.size = {2, 1024}}, "Dilate.size: 1024 is above 1023; give 1 to 1023"},
      {Dilate{.size = {3, 2}}, "Dilate.size: low 3 is above high 2; give the lower value first"},
      {Dilate{.fill = NAN}, "Dilate.fill: nan is no colour; give a fraction of full scale"},
      {vary::Open{.size = 0}, "Open.size: 0 is below 1; give 1 to 1023"},
      {vary::Open{.fill = NAN}, "Open.fill: nan is no colour; give a fraction of full scale"},
      {vary::Close{.size = 1024}, "Close.size: 1024 is above 1023; give 1 to 1023"},
      {vary::Close{.fill = NAN}, "Close.fill: nan is no colour; give a fraction of full scale"},
      {vary::MorphologicalGradient{.size = 0}, "MorphologicalGradient.size: 0 is below 1; give 1 to 1023"},
      {vary::MorphologicalGradient{.fill = NAN},
       "MorphologicalGradient.fill: nan is no colour; give a fraction of full scale"},
      {Erode{.size = 0}, "Erode.size: 0 is below 1; give 1 to 1023"},
      {Erode{.size = {2, 1024}}, "Erode.size: 1024 is above 1023; give 1 to 1023"},
      {Erode{.size = {3, 2}}, "Erode.size: low 3 is above high 2; give the lower value first"},
      {Erode{.fill = tests::no_fill}, "Erode.fill: has no value; give one, or one for each channel"},
  });
  const auto photo = image({{1, 2, 3}}, 3);
  REQUIRE(tests::refusal([&] {
            Dilate{.fill = {1, 0}}(photo);
          }) == "Dilate.fill: 2 values for 3 channels; give one value, or one for each channel");
  REQUIRE(tests::refusal([&] {
            Erode{.fill = {1, 0}}(photo);
          }) == "Erode.fill: 2 values for 3 channels; give one value, or one for each channel");
}
