// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/uniform_noise.hpp"

#include <cmath>

#include "transforms/checks.hpp"
#include "transforms/noise/moments.hpp"

using vary::UniformNoise;

TEMPLATE_TEST_CASE("UniformNoise is uniform in its range", "[uniform_noise]", std::uint8_t, std::uint16_t,
                   float) {
  const auto grey = static_cast<TestType>(vary::white<TestType> / 2);
  const auto photo = tests::flat_image<TestType>({200, 150, 3}, grey);
  const auto copy = UniformNoise{.low = -0.1, .high = 0.3}(photo);
  const tests::Moments found = tests::moments(copy, photo);
  REQUIRE(found.mean == Approx(0.1).margin(0.002));
  REQUIRE(found.deviation == Approx(0.4 / std::sqrt(12.0)).margin(0.001));
  const double white = static_cast<double>(vary::white<TestType>);
  for (std::size_t i = 0; i < photo.shape().elements(); ++i) {
    const double change = (static_cast<double>(copy.data()[i]) - static_cast<double>(grey)) / white;
    REQUIRE(std::fabs(change - 0.1) <= 0.2 + 0.51 / white + 1e-6);
  }
}

TEST_CASE("UniformNoise draws the ends of its range", "[uniform_noise]") {
  const UniformNoise noise{.low = {-0.2, -0.1}, .high = {0, 0.3}};
  for (int i = 0; i < 100; ++i) {
    const auto recipe = tests::recipe_of(noise, {9, 9, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Noise>(recipe);
    REQUIRE(op.distribution == vary::Distribution::uniform);
    REQUIRE(op.mean - op.sigma >= -0.2001f);
    REQUIRE(op.mean - op.sigma <= -0.0999f);
    REQUIRE(op.mean + op.sigma >= -0.0001f);
    REQUIRE(op.mean + op.sigma <= 0.3001f);
  }
}

TEST_CASE("UniformNoise refuses fields out of range", "[uniform_noise]") {
  tests::require_refused({
      {UniformNoise{.low = -11}, "UniformNoise.low: -11 is below -10; give -10 to 10"},
      {UniformNoise{.high = 11}, "UniformNoise.high: 11 is above 10; give -10 to 10"},
      {UniformNoise{.low = {-1, 0.5}, .high = {0.25, 1}},
       "UniformNoise.high: 0.25 can be below the low end of 0.5; give ranges in order"},
  });
}
