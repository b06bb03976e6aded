// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/pixel_dropout.hpp"

#include <cstdlib>

#include "transforms/checks.hpp"
#include "transforms/noise/census.hpp"

using tests::Census;
using tests::census;
using vary::PixelDropout;

TEST_CASE("PixelDropout drops pixels, or single channels of them", "[pixel_dropout]") {
  const Census pixels = census<std::uint8_t>(PixelDropout{.dropout_prob = 0.1}, 3);
  REQUIRE(pixels.mixed == 0);
  REQUIRE(pixels.salt == 0);
  REQUIRE(std::abs(pixels.pepper - 3000) < 210);
  const Census values = census<std::uint8_t>(PixelDropout{.dropout_prob = 0.1, .per_channel = true}, 3);
  REQUIRE(std::abs(values.kept - 21870) < 310);
  REQUIRE(std::abs(values.pepper - 30) < 22);
}

TEST_CASE("PixelDropout sets pixels to its fill", "[pixel_dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({20, 20, 3}, 7);
  const auto copy = PixelDropout{.dropout_prob = 1, .fill = {1, 0.5, 0}}(photo);
  for (int i = 0; i < 400; ++i) {
    REQUIRE(copy.data()[3 * i] == 255);
    REQUIRE(copy.data()[3 * i + 1] == 128);
    REQUIRE(copy.data()[3 * i + 2] == 0);
  }
  REQUIRE(tests::refusal([&] {
            PixelDropout{.fill = {1, 0}}(photo);
          }) == "PixelDropout.fill: 2 values for 3 channels; give one value, or one for each channel");
}

TEST_CASE("PixelDropout refuses fields out of range", "[pixel_dropout]") {
  tests::require_refused({
      {PixelDropout{.dropout_prob = 2}, "PixelDropout.dropout_prob: 2 is above 1; give 0 to 1"},
      {PixelDropout{.dropout_prob = NAN}, "PixelDropout.dropout_prob: is not a number; give 0 to 1"},
      {PixelDropout{.fill = tests::no_fill},
       "PixelDropout.fill: has no value; give one, or one for each channel"},
  });
}
