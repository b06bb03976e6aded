// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/equalize.hpp"

#include "transforms/checks.hpp"

using vary::Equalize;

namespace {

/// 1024 pixels with four values in the first channel, x in the fourth and 0 in the others.
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

TEST_CASE("Equalize gives a uniform histogram, and does not change alpha", "[equalize]") {
  for (const int channels : {1, 3, 4}) {
    const auto photo = dark_image(channels);
    const auto copy = Equalize{}(photo);
    // A level is (1024 - 256) / 255 = 3 pixels; (1 + {0, 256, 512, 768}) / 3 is rounded down.
    const int expected[] = {0, 85, 171, 255};
    for (int y = 0; y < 32; ++y) {
      REQUIRE(copy.at(5, y, 0) == expected[y / 8]);
      if (channels > 1) REQUIRE(copy.at(5, y, 1) == 0);
      if (channels == 4) REQUIRE(copy.at(5, y, 3) == 5);
    }
  }
}
