// SPDX-License-Identifier: MIT
#include "vary/transforms/blur.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using tests::same_image;
using vary::BoxBlur;
using vary::GaussianBlur;

namespace {

const auto& taps_of(const vary::Recipe& recipe) {
  const auto& op = tests::only<vary::ops::Convolve>(recipe);
  REQUIRE(op.across == op.down);
  return op.across;
}

}  // namespace

TEST_CASE("GaussianBlur weighs by exp(-d^2 / 2 sigma^2), over 3.5 sigma or the size given", "[blur]") {
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
    const auto bell = [s = static_cast<double>(sigma)](int d) { return std::exp(-d * d / (2 * s * s)); };
    double sum = 0;
    for (int d = -radius; d <= radius; ++d) sum += bell(d);
    for (int d = -radius; d <= radius; ++d) {
      REQUIRE(static_cast<double>(weights[static_cast<std::size_t>(d + radius)]) ==
              Approx(bell(d) / sum).margin(1e-7));
    }
  }
}

TEST_CASE("A blur spreads a dot over its window, row by row and column by column", "[blur]") {
  vary::Image<float> dot(9, 9);
  dot.at(4, 4) = 1;
  const auto spread = GaussianBlur{.sigma = 1, .size = 5}(dot);
  const auto box = BoxBlur{.size = 3}(dot);
  const double bell[] = {0.40261994689424746, 0.24420134200323332, 0.05448868454964294, 0, 0};
  for (int y = 0; y < 9; ++y) {
    for (int x = 0; x < 9; ++x) {
      const int dx = std::abs(x - 4), dy = std::abs(y - 4);
      REQUIRE(static_cast<double>(spread.at(x, y)) == Approx(bell[dx] * bell[dy]).margin(1e-6));
      REQUIRE(static_cast<double>(box.at(x, y)) == Approx(dx <= 1 && dy <= 1 ? 1.0 / 9 : 0).margin(1e-6));
    }
  }
}

TEST_CASE("BoxBlur is the mean of its window, mirrored at the edge by default", "[blur]") {
  REQUIRE(rows(BoxBlur{.size = 3}(image({{0, 90, 180, 30}}))) == Rows{{60, 90, 100, 130}});
  // Across, then down: the column beyond the edge is the second one, the row beyond the edge the row itself.
  const BoxBlur white{.size = 3, .border = vary::Border::constant, .fill = 1};
  REQUIRE(rows(white(image({{0}}))) == Rows{{227}});  // 8 of 9 parts of 255, rounded: 226.67
}

TEST_CASE("BoxBlur draws odd sizes only, each equally often", "[blur]") {
  const auto size = [](const vary::Recipe& recipe) {
    return recipe.ops().empty() ? "1" : std::to_string(tests::only<vary::ops::Box>(recipe).width);
  };
  const auto counts = tests::count_draws(3000, BoxBlur{.size = {1, 9}}, {9, 9, 1}, size);
  REQUIRE(tests::evenly(counts, 5));
  for (const char* odd : {"1", "3", "5", "7", "9"}) REQUIRE(counts.count(odd) == 1);
  const vary::Recipe seven = tests::recipe_of(BoxBlur{.size = 7}, {9, 9, 1});
  REQUIRE(tests::only<vary::ops::Box>(seven) == vary::ops::Box{.width = 7, .height = 7});
}

TEMPLATE_TEST_CASE("Blurs keep a flat image flat", "[blur]", std::uint8_t, std::uint16_t) {
  const auto photo = tests::flat_image<TestType>({13, 9, 3}, vary::white<TestType> - 1);
  for (int i = 0; i < 20; ++i) {
    REQUIRE(same_image(GaussianBlur{.sigma = {0.3, 20}}(photo, {.index = i}), photo));
    REQUIRE(same_image(BoxBlur{.size = {3, 255}}(photo, {.index = i}), photo));
  }
}

TEST_CASE("Blurs refuse fields out of range", "[blur]") {
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
      {BoxBlur{.size = 0}, "BoxBlur.size: 0 is below 1; give 1 to 1023"},
      {BoxBlur{.size = {3, 1025}}, "BoxBlur.size: 1025 is above 1023; give 1 to 1023"},
      {BoxBlur{.size = {5, 3}}, "BoxBlur.size: low 5 is above high 3; give the lower value first"},
      {BoxBlur{.size = {2, 5}}, "BoxBlur.size: 2 has no middle; give odd numbers"},
      {BoxBlur{.size = {3, 6}}, "BoxBlur.size: 6 has no middle; give odd numbers"},
      {BoxBlur{.fill = tests::no_fill}, "BoxBlur.fill: has no value; give one, or one for each channel"},
  });
  const auto photo = image({{1, 2, 3}}, 3);
  REQUIRE(tests::refusal([&] {
            GaussianBlur{.fill = {1, 0}}(photo);
          }) == "GaussianBlur.fill: 2 values for 3 channels; give one value, or one for each channel");
  REQUIRE(tests::refusal([&] {
            BoxBlur{.fill = {1, 0}}(photo);
          }) == "BoxBlur.fill: 2 values for 3 channels; give one value, or one for each channel");
}
