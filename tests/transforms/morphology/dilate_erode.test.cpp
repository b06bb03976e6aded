// SPDX-License-Identifier: MIT
#include "vary/transforms/morphology/dilate_erode.hpp"

#include <algorithm>

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Dilate;
using vary::Erode;

TEST_CASE("Dilate grows bright regions, with an even window one pixel more to the right and below",
          "[dilate_erode]") {
  const std::vector<int> none{0, 0, 0, 0, 0};
  const auto dot = image({none, none, {0, 0, 9, 0, 0}, none, none});
  REQUIRE(rows(Dilate{.size = 3}(dot)) ==
          Rows{none, {0, 9, 9, 9, 0}, {0, 9, 9, 9, 0}, {0, 9, 9, 9, 0}, none});
  REQUIRE(rows(Dilate{.size = 2}(dot)) == Rows{none, none, {0, 0, 9, 9, 0}, {0, 0, 9, 9, 0}, none});
}

TEST_CASE("Erode shrinks bright regions", "[dilate_erode]") {
  const auto photo = image({{9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 1}});
  REQUIRE(rows(Erode{.size = 3}(photo)) == Rows{{9, 9, 9, 9}, {9, 9, 1, 1}, {9, 9, 1, 1}});
}

TEMPLATE_TEST_CASE("Dilate and Erode are the maximum and the minimum of a window, for each channel",
                   "[dilate_erode]", std::uint8_t, std::uint16_t, float) {
  const auto photo = tests::noise_image<TestType>(11, 9, 3, 2);
  for (const int size : {2, 3, 4, 5, 8, 21}) {
    INFO("size " << size);
    vary::Image<TestType> largest = photo, smallest = photo;
    for (int y = 0; y < 9; ++y) {
      for (int x = 0; x < 11; ++x) {
        for (int c = 0; c < 3; ++c) {
          // The border `edge` repeats pixels that are in the window.
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

TEST_CASE("The windows of Dilate and Erode include a constant border", "[dilate_erode]") {
  const auto photo = image({{100, 100, 100, 100}});
  REQUIRE(rows(Dilate{.size = 3, .border = vary::Border::constant, .fill = 1}(photo)) ==
          Rows{{255, 255, 255, 255}});
  REQUIRE(rows(Erode{.size = 2, .border = vary::Border::constant}(image({{9, 9}, {9, 9}}))) ==
          Rows{{0, 0}, {0, 9}});
}

TEST_CASE("The windows of Dilate can be crosses and ellipses", "[dilate_erode]") {
  const std::vector<int> none{0, 0, 0, 0, 0};
  const auto dot = image({none, none, {0, 0, 9, 0, 0}, none, none});
  const Rows cross{none, {0, 0, 9, 0, 0}, {0, 9, 9, 9, 0}, {0, 0, 9, 0, 0}, none};
  REQUIRE(rows(Dilate{.size = 3, .window = vary::Window::cross}(dot)) == cross);
  REQUIRE(rows(Dilate{.size = 3, .window = vary::Window::ellipse}(dot)) == cross);
}

TEST_CASE("Dilate and Erode refuse fields out of range", "[dilate_erode]") {
  tests::require_refused({
      {Dilate{.size = 0}, "Dilate.size: 0 is below 1; give 1 to 1023"},
      {Dilate{.size = {2, 1024}}, "Dilate.size: 1024 is above 1023; give 1 to 1023"},
      {Dilate{.size = {3, 2}}, "Dilate.size: low 3 is above high 2; give the lower value first"},
      {Dilate{.fill = NAN}, "Dilate.fill: nan is no colour; give a fraction of full scale"},
      {Erode{.size = 0}, "Erode.size: 0 is below 1; give 1 to 1023"},
      {Erode{.size = {2, 1024}}, "Erode.size: 1024 is above 1023; give 1 to 1023"},
      {Erode{.size = {3, 2}}, "Erode.size: low 3 is above high 2; give the lower value first"},
      {Erode{.fill = tests::no_fill}, "Erode.fill: has no value; give one, or one for each channel"},
  });
  REQUIRE(tests::refusal([] {
            Dilate{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "Dilate.fill: 2 values for 3 channels; give one value, or one for each channel");
  REQUIRE(tests::refusal([] {
            Erode{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "Erode.fill: 2 values for 3 channels; give one value, or one for each channel");
}
