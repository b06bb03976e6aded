// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/gaussian_blur.hpp"

#include <cmath>
#include <cstdlib>

#include "transforms/checks.hpp"

using vary::GaussianBlur;

namespace {

const auto& taps_of(const vary::Recipe& recipe) {
  const auto& op = tests::only<vary::ops::Convolve>(recipe);
  REQUIRE(op.across == op.down);
  return op.across;
}

}  // namespace

TEST_CASE("GaussianBlur has the weights exp(-d^2 / (2 sigma^2)), up to 3.5 sigma or in the size given",
          "[gaussian_blur]") {
  const struct {
    float sigma;
    int size;
    int taps;
  } table[] = {{0.3f, 0, 3},     {1.0f, 0, 7}, {1.5f, 0, 11}, {2.0f, 0, 15},     {10.0f, 0, 71},
               {100.0f, 0, 701}, {1.0f, 3, 3}, {0.1f, 5, 5},  {4.0f, 1023, 1023}};
  for (const auto& [sigma, size, taps] : table) {
    INFO("sigma " << sigma << ", size " << size);
    const vary::Recipe recipe = tests::recipe_of(GaussianBlur{.sigma = sigma, .size = size}, {9, 9, 1});
    const auto& weights = taps_of(recipe);
    REQUIRE(weights.size() == static_cast<std::size_t>(taps));
    const int radius = taps / 2;
    const auto gaussian = [s = static_cast<double>(sigma)](int d) { return std::exp(-d * d / (2 * s * s)); };
    double sum = 0;
    for (int d = -radius; d <= radius; ++d) sum += gaussian(d);
    for (int d = -radius; d <= radius; ++d) {
      REQUIRE(static_cast<double>(weights[static_cast<std::size_t>(d + radius)]) ==
              Approx(gaussian(d) / sum).margin(1e-7));
    }
  }
}

TEST_CASE("GaussianBlur spreads a dot over its window, in both directions", "[gaussian_blur]") {
  vary::Image<float> dot(9, 9);
  dot.at(4, 4) = 1;
  const auto spread = GaussianBlur{.sigma = 1, .size = 5}(dot);
  const double weights[] = {0.40261994689424746, 0.24420134200323332, 0.05448868454964294, 0, 0};
  for (int y = 0; y < 9; ++y) {
    for (int x = 0; x < 9; ++x) {
      const double expected = weights[std::abs(x - 4)] * weights[std::abs(y - 4)];
      REQUIRE(static_cast<double>(spread.at(x, y)) == Approx(expected).margin(1e-6));
    }
  }
}

TEMPLATE_TEST_CASE("GaussianBlur keeps a flat image flat", "[gaussian_blur]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i)
    REQUIRE(tests::same_image(GaussianBlur{.sigma = {0.3, 20}}(photo, {.index = i}), photo));
}

TEST_CASE("GaussianBlur refuses fields out of range", "[gaussian_blur]") {
  tests::require_refused({
      {GaussianBlur{.sigma = -0.5}, "GaussianBlur.sigma: -0.5 is below 0; give 0 to 100"},
      {GaussianBlur{.sigma = {1, 101}}, "GaussianBlur.sigma: 101 is above 100; give 0 to 100"},
      {GaussianBlur{.sigma = {2, 1}},
       "GaussianBlur.sigma: low 2 is above high 1; give the lower value first"},
      {GaussianBlur{.sigma = NAN}, "GaussianBlur.sigma: is not a number; give 0 to 100"},
      {GaussianBlur{.size = 4}, "GaussianBlur.size: 4 has no middle; give an odd number, or 0"},
      {GaussianBlur{.size = -1}, "GaussianBlur.size: -1 is below 0; give 0 to 1023"},
      {GaussianBlur{.size = 1025}, "GaussianBlur.size: 1025 is above 1023; give 0 to 1023"},
      {GaussianBlur{.fill = NAN}, "GaussianBlur.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            GaussianBlur{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "GaussianBlur.fill: 2 values for 3 channels; give one value, or one for each channel");
}
