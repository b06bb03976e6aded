// SPDX-License-Identifier: MIT
#include "vary/transforms/equalize.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::AutoContrast;
using vary::Equalize;

namespace {

/// 1024 pixels of four values in the first channel, none in the others.
vary::Image<std::uint8_t> dark_image(int channels) {
  vary::Image<std::uint8_t> image(32, 32, channels);
  for (int y = 0; y < 32; ++y) {
    for (int x = 0; x < 32; ++x) {
      image.at(x, y, 0) = static_cast<std::uint8_t>(20 + y / 8);
      if (channels == 4) image.at(x, y, 3) = static_cast<std::uint8_t>(x);
    }
  }
  return image;
}

}  // namespace

TEST_CASE("Equalize spreads values evenly, and leaves alpha", "[equalize]") {
  for (const int channels : {1, 3, 4}) {
    const auto photo = dark_image(channels);
    const auto copy = Equalize{}(photo);
    // The step is (1024 - 256) / 255 = 3; (1 + {0, 256, 512, 768}) / 3 is rounded down.
    const int expected[] = {0, 85, 171, 255};
    for (int y = 0; y < 32; ++y) {
      REQUIRE(copy.at(5, y, 0) == expected[y / 8]);
      if (channels > 1) REQUIRE(copy.at(5, y, 1) == 0);
      if (channels == 4) REQUIRE(copy.at(5, y, 3) == 5);
    }
  }
}

TEST_CASE("AutoContrast stretches each channel by itself, and leaves alpha", "[equalize]") {
  REQUIRE(rows(AutoContrast{}(image({{50, 90, 150}}))) == Rows{{0, 102, 255}});
  REQUIRE(rows(AutoContrast{}(image({{50, 7, 0, 50, 90, 7, 10, 60, 150, 7, 255, 70}}, 4))) ==
          Rows{{0, 7, 0, 50, 102, 7, 10, 60, 255, 7, 255, 70}});
  // Of ten pixels, one is left out at either end.
  REQUIRE(rows(AutoContrast{.cutoff = 0.1}(image({{0, 50, 50, 90, 90, 150, 150, 150, 150, 255}}))) ==
          Rows{{0, 0, 0, 102, 102, 255, 255, 255, 255, 255}});
}

TEST_CASE("AutoContrast refuses cutoffs that leave nothing", "[equalize]") {
  tests::require_refused({
      {AutoContrast{.cutoff = -0.5}, "AutoContrast.cutoff: -0.5 is below 0; give 0 to 0.49"},
      {AutoContrast{.cutoff = {0, 0.5}}, "AutoContrast.cutoff: 0.5 is above 0.49; give 0 to 0.49"},
      {AutoContrast{.cutoff = {0.25, 0.125}},
       "AutoContrast.cutoff: low 0.25 is above high 0.125; give the lower value first"},
  });
}
