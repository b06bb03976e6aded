// SPDX-License-Identifier: MIT
#include "vary/transforms/noise/laplace_noise.hpp"

#include <algorithm>
#include <cmath>

#include "transforms/checks.hpp"
#include "transforms/noise/moments.hpp"

using vary::LaplaceNoise;

TEST_CASE("LaplaceNoise has the standard deviation and the tails of its distribution", "[laplace_noise]") {
  const auto photo = tests::flat_image<float>({200, 150, 3}, 0.5f);
  const auto copy = LaplaceNoise{.scale = 0.05, .mean = 0.02, .clamp = false}(photo);
  const tests::Moments found = tests::moments(copy, photo);
  REQUIRE(found.mean == Approx(0.02).margin(0.001));
  REQUIRE(found.deviation == Approx(0.05 * std::sqrt(2.0)).margin(0.002));
  const auto beyond = std::count_if(copy.data(), copy.data() + copy.shape().elements(),
                                    [](float value) { return std::fabs(value - 0.52f) > 0.2f; });
  REQUIRE(static_cast<double>(beyond) == Approx(90000 * std::exp(-4.0)).margin(160));
}

TEST_CASE("LaplaceNoise refuses fields out of range", "[laplace_noise]") {
  tests::require_refused({
      {LaplaceNoise{.scale = -0.5}, "LaplaceNoise.scale: -0.5 is below 0; give 0 to 10"},
      {LaplaceNoise{.mean = NAN}, "LaplaceNoise.mean: is not a number; give -10 to 10"},
  });
}
