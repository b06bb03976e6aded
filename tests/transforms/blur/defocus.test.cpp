// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/defocus.hpp"

#include "transforms/checks.hpp"

using vary::Defocus;

namespace {

/// A disc convolved with a Gaussian at (x, y), before the division by the sum of all weights.
double softened(int x, int y, int radius, double sigma, int reach) {
  double sum = 0;
  for (int j = -reach; j <= reach; ++j) {
    for (int i = -reach; i <= reach; ++i) {
      if ((x + i) * (x + i) + (y + j) * (y + j) > radius * radius) continue;
      sum += sigma == 0 ? 1 : std::exp(-(i * i + j * j) / (2 * sigma * sigma));
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("Defocus has the weights of a disc with a soft rim", "[defocus]") {
  const struct {
    int radius;
    float sigma;
    int reach;
  } table[] = {{1, 0, 0}, {3, 0, 0}, {3, 0.5f, 1}, {8, 0.3f, 1}, {9, 0.5f, 2}, {10, 1.0f, 2}};
  for (const auto& [radius, sigma, reach] : table) {
    INFO("radius " << radius << ", alias_blur " << sigma);
    const auto recipe = tests::recipe_of(Defocus{.radius = radius, .alias_blur = sigma}, {9, 9, 1});
    const auto& op = tests::only<vary::ops::Filter>(recipe);
    const int half = radius + reach;
    REQUIRE(op.width == 2 * half + 1);
    REQUIRE(op.height == op.width);
    double sum = 0;
    for (int y = -half; y <= half; ++y) {
      for (int x = -half; x <= half; ++x) sum += softened(x, y, radius, static_cast<double>(sigma), reach);
    }
    std::size_t k = 0;
    for (int y = -half; y <= half; ++y) {
      for (int x = -half; x <= half; ++x, ++k) {
        const double expected = softened(x, y, radius, static_cast<double>(sigma), reach) / sum;
        REQUIRE(static_cast<double>(op.weights[k]) == Approx(expected).margin(1e-8));
      }
    }
  }
}

TEMPLATE_TEST_CASE("Defocus keeps a flat image flat", "[defocus]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i) REQUIRE(tests::same_image(Defocus{}(photo, {.index = i}), photo));
}

TEST_CASE("Defocus refuses fields out of range", "[defocus]") {
  tests::require_refused({
      {Defocus{.radius = -1}, "Defocus.radius: -1 is below 0; give 0 to 64"},
      {Defocus{.radius = {3, 65}}, "Defocus.radius: 65 is above 64; give 0 to 64"},
      {Defocus{.alias_blur = {0, 11}}, "Defocus.alias_blur: 11 is above 10; give 0 to 10"},
      {Defocus{.fill = tests::no_fill}, "Defocus.fill: has no value; give one, or one for each channel"},
  });
}
