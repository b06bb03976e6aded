// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/gaussian_noise.hpp"

#include <algorithm>

#include "transforms/checks.hpp"
#include "transforms/noise/moments.hpp"

using tests::rows;
using vary::GaussianNoise;

TEMPLATE_TEST_CASE(
    "GaussianNoise has the mean and the standard deviation of its fields, in fractions of full scale",
    "[gaussian_noise]", std::uint8_t, std::uint16_t, float) {
  const auto grey = static_cast<TestType>(vary::white<TestType> / 2);
  const auto photo = tests::flat_image<TestType>({200, 150, 3}, grey);
  for (const bool per_channel : {true, false}) {
    const GaussianNoise noise{.sigma = 0.08, .mean = 0.05, .per_channel = per_channel};
    const tests::Moments found = tests::moments(noise(photo, {.seed = 3}), photo);
    REQUIRE(found.mean == Approx(0.05).margin(0.0025));  // five standard errors of 30000 pixels
    REQUIRE(found.deviation == Approx(0.08).margin(0.0025));
  }
}

TEST_CASE("GaussianNoise of sigma 0 adds its mean", "[gaussian_noise]") {
  const GaussianNoise brighter{.sigma = 0, .mean = 0.1};
  REQUIRE(rows(brighter(tests::image({{0, 100, 240}}))) == tests::Rows{{26, 126, 255}});  // 25.5 rounds up
}

TEST_CASE("GaussianNoise without per_channel changes all channels of a pixel alike", "[gaussian_noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 4}, 0.5f);
  int equal[2] = {0, 0};
  for (const bool per_channel : {false, true}) {
    const auto copy = GaussianNoise{.per_channel = per_channel}(photo);
    for (int i = 0; i < 40 * 30; ++i) {
      const float* pixel = copy.data() + 4 * i;
      equal[per_channel ? 1 : 0] +=
          pixel[0] == pixel[1] && pixel[1] == pixel[2] && pixel[2] == pixel[3] ? 1 : 0;
    }
  }
  REQUIRE(equal[0] == 40 * 30);
  REQUIRE(equal[1] < 5);
}

TEST_CASE("GaussianNoise clamps floats to [0, 1] unless told not to", "[gaussian_noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 1}, 0.1f);
  const auto below = [&](bool clamp) {
    const auto copy = GaussianNoise{.sigma = 0.2, .clamp = clamp}(photo);
    return std::count_if(copy.data(), copy.data() + copy.shape().elements(),
                         [](float value) { return value < 0; });
  };
  REQUIRE(below(true) == 0);
  REQUIRE(below(false) > 300);  // 31 % lie half a standard deviation below the mean
}

TEST_CASE("GaussianNoise refuses fields out of range", "[gaussian_noise]") {
  tests::require_refused({
      {GaussianNoise{.sigma = -0.1}, "GaussianNoise.sigma: -0.1 is below 0; give 0 to 10"},
      {GaussianNoise{.sigma = {0, 25}}, "GaussianNoise.sigma: 25 is above 10; give 0 to 10"},
      {GaussianNoise{.sigma = {0.5, 0.25}},
       "GaussianNoise.sigma: low 0.5 is above high 0.25; give the lower value first"},
      {GaussianNoise{.sigma = NAN}, "GaussianNoise.sigma: is not a number; give 0 to 10"},
      {GaussianNoise{.mean = -11}, "GaussianNoise.mean: -11 is below -10; give -10 to 10"},
      {GaussianNoise{.mean = INFINITY}, "GaussianNoise.mean: inf is above 10; give -10 to 10"},
  });
}
