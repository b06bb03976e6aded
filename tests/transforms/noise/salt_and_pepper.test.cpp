// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/salt_and_pepper.hpp"

#include <cstdlib>

#include "transforms/checks.hpp"
#include "transforms/noise/census.hpp"

using tests::Census;
using tests::census;
using vary::SaltAndPepper;

TEMPLATE_TEST_CASE("SaltAndPepper changes the fraction of pixels that it draws, in all channels",
                   "[salt_and_pepper]", std::uint8_t, std::uint16_t, float) {
  for (const int channels : {1, 3, 4}) {
    const Census found = census<TestType>(SaltAndPepper{.amount = 0.1, .salt = 0.25}, channels);
    REQUIRE(found.mixed == 0);
    REQUIRE(std::abs(found.salt - 750) < 110);  // four standard deviations
    REQUIRE(std::abs(found.pepper - 2250) < 190);
  }
}

TEST_CASE("SaltAndPepper draws amount and salt from their ranges", "[salt_and_pepper]") {
  for (int i = 0; i < 200; ++i) {
    const auto recipe = tests::recipe_of(SaltAndPepper{}, {9, 9, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Impulse>(recipe);
    const float amount = op.low_share + op.high_share;
    REQUIRE(amount >= 0.0099f);
    REQUIRE(amount <= 0.0601f);
    REQUIRE(op.high_share / amount >= 0.399f);
    REQUIRE(op.high_share / amount <= 0.601f);
  }
}

TEST_CASE("SaltAndPepper changes all pixels or none at the ends of its range", "[salt_and_pepper]") {
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 1, .salt = 1}, 3).salt == 200 * 150);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 1, .salt = 0}, 3).pepper == 200 * 150);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = {1, 1}}, 3).kept == 0);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 0}, 3).kept == 200 * 150);
}

TEST_CASE("SaltAndPepper refuses fields out of range", "[salt_and_pepper]") {
  tests::require_refused({
      {SaltAndPepper{.amount = -0.5}, "SaltAndPepper.amount: -0.5 is below 0; give 0 to 1"},
      {SaltAndPepper{.amount = {0.5, 0.25}},
       "SaltAndPepper.amount: low 0.5 is above high 0.25; give the lower value first"},
      {SaltAndPepper{.salt = 1.5}, "SaltAndPepper.salt: 1.5 is above 1; give 0 to 1"},
  });
}
