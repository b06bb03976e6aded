// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/shot_noise.hpp"

#include <algorithm>
#include <cmath>

#include "transforms/checks.hpp"

using vary::ShotNoise;

TEMPLATE_TEST_CASE("ShotNoise keeps the mean, and its variance is proportional to the value", "[shot_noise]",
                   std::uint8_t, std::uint16_t, float) {
  const double white = static_cast<double>(vary::white<TestType>);
  for (const double scale : {0.02, 0.002}) {
    for (const double light : {0.0, 0.02, 0.25, 0.5}) {
      const auto photo = tests::flat_image<TestType>({200, 150, 3}, static_cast<TestType>(light * white));
      const auto copy = ShotNoise{.scale = scale}(photo);
      double sum = 0, squares = 0;
      for (std::size_t i = 0; i < 90000; ++i) {
        const double value = static_cast<double>(copy.data()[i]) / white;
        sum += value / 90000;
        squares += value * value / 90000;
      }
      const double mean = static_cast<double>(photo.data()[0]) / white;
      CAPTURE(scale, light);
      REQUIRE(std::fabs(sum - mean) <= 4 * std::sqrt(scale * mean / 90000) + 0.3 / white);
      // Rounding to levels adds 1/12 of a level squared.
      REQUIRE(squares - sum * sum == Approx(scale * mean).epsilon(0.03).margin(0.2 / (white * white)));
    }
  }
}

TEST_CASE("ShotNoise draws the value of a photon from its range", "[shot_noise]") {
  for (int i = 0; i < 100; ++i) {
    const auto recipe = tests::recipe_of(ShotNoise{}, {9, 9, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Poisson>(recipe);
    REQUIRE(op.scale >= 0.1f);
    REQUIRE(op.scale <= 0.3f);
  }
}

TEST_CASE("ShotNoise clamps floats to [0, 1] unless told not to", "[shot_noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 1}, 0.9f);
  const auto beyond = [&](bool clamp) {
    const auto copy = ShotNoise{.scale = 0.1, .clamp = clamp}(photo);
    return std::count_if(copy.data(), copy.data() + copy.shape().elements(),
                         [](float value) { return value > 1; });
  };
  REQUIRE(beyond(true) == 0);
  REQUIRE(beyond(false) > 200);
}

TEST_CASE("ShotNoise refuses fields out of range", "[shot_noise]") {
  tests::require_refused({
      {ShotNoise{.scale = -0.5}, "ShotNoise.scale: -0.5 is below 1e-06; give 1e-06 to 10"},
      {ShotNoise{.scale = {0, 0.5}}, "ShotNoise.scale: 0 is below 1e-06; give 1e-06 to 10"},
      {ShotNoise{.scale = 25}, "ShotNoise.scale: 25 is above 10; give 1e-06 to 10"},
      {ShotNoise{.scale = {0.5, 0.25}},
       "ShotNoise.scale: low 0.5 is above high 0.25; give the lower value first"},
  });
}
