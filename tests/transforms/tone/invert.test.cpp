// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/invert.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Invert;

TEST_CASE("Invert gives the negative, and does not change alpha", "[invert]") {
  for (const int channels : {1, 2, 3, 5}) {
    Rows row(1), negative(1);
    for (int i = 0; i < 40 * channels; ++i) {
      row[0].push_back(i);
      negative[0].push_back(255 - i);
    }
    REQUIRE(rows(Invert{}(image(row, channels))) == negative);
  }
  REQUIRE(rows(Invert{}(image({{0, 1, 254, 7, 255, 128, 127, 8}}, 4))) ==
          Rows{{255, 254, 1, 7, 0, 127, 128, 8}});
}

TEST_CASE("Invert takes 16 bits and floats, and clamps to [0, 1]", "[invert]") {
  vary::Image<std::uint16_t> deep(3, 1);
  deep.at(0, 0) = 1;
  deep.at(2, 0) = 65535;
  REQUIRE(rows(Invert{}(deep)) == Rows{{65534, 65535, 0}});
  vary::Image<float> real(4, 1);
  real.at(0, 0) = 0.25f;
  real.at(1, 0) = -0.5f;
  real.at(2, 0) = 1.5f;
  const auto negative = Invert{}(real);
  REQUIRE(negative.at(0, 0) == 0.75f);
  REQUIRE(negative.at(1, 0) == 1.0f);
  REQUIRE(negative.at(2, 0) == 0.0f);
  REQUIRE(negative.at(3, 0) == 1.0f);
}

TEMPLATE_TEST_CASE("Invert applied twice gives the image again", "[invert]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::noise_image<TestType>(31, 7, 3);
  REQUIRE(tests::same_image(Invert{}(Invert{}(photo)), photo));
}
