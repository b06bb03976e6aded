// SPDX-License-Identifier: MIT
#include "vary/transforms/color/grayscale.hpp"

#include "transforms/checks.hpp"

using tests::rows;
using vary::Grayscale;

namespace {

const auto photo = tests::image({{100, 50, 0, 200, 150, 100}}, 3);

}  // namespace

TEST_CASE("Grayscale is a weighted sum of the colours, in three channels or one", "[grayscale]") {
  // Grey is 59.25 and 159.25.
  REQUIRE(rows(Grayscale{}(photo)) == tests::Rows{{59, 59, 59, 159, 159, 159}});
  REQUIRE(rows(Grayscale{.channels = 1}(photo)) == tests::Rows{{59, 159}});
  REQUIRE(Grayscale{.channels = 1}(photo).channels() == 1);
  const auto clear = tests::image({{100, 50, 0, 7, 200, 150, 100, 255}}, 4);
  REQUIRE(rows(Grayscale{}(clear)) == tests::Rows{{59, 59, 59, 7, 159, 159, 159, 255}});
  REQUIRE(rows(Grayscale{.channels = 1}(clear)) == tests::Rows{{59, 159}});
  REQUIRE(vary::Pipeline<std::uint8_t>{Grayscale{.channels = 1}, vary::HorizontalFlip{}}(photo).channels() ==
          1);
}

TEST_CASE("Grayscale refuses images without red, green and blue", "[grayscale]") {
  REQUIRE(tests::refusal([] { Grayscale{}(vary::Image<float>(4, 3, 2)); }) ==
          "Grayscale: needs red, green and blue, with or without alpha; the image of 4x3x2 has 2 channels");
}

TEST_CASE("Grayscale refuses fields out of range", "[grayscale]") {
  tests::require_refused({
      {Grayscale{.channels = 4}, "Grayscale.channels: 4 will not do; give 1 or 3"},
  });
}
