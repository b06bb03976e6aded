// SPDX-License-Identifier: MIT
#include "vary/transforms/noise.hpp"

#include <set>

#include "transforms/checks.hpp"

using tests::rows;
using vary::GaussianNoise;
using vary::LaplaceNoise;
using vary::MultiplicativeNoise;
using vary::UniformNoise;

namespace {

struct Moments {
  double mean;
  double deviation;
};

/// Of the change between two images, as fractions of full scale.
template <class T>
Moments moments(const vary::Image<T>& noisy, const vary::Image<T>& clean) {
  double sum = 0, squares = 0;
  const auto count = static_cast<double>(clean.shape().elements());
  for (std::size_t i = 0; i < clean.shape().elements(); ++i) {
    const double change = (static_cast<double>(noisy.data()[i]) - static_cast<double>(clean.data()[i])) /
                          static_cast<double>(vary::white<T>);
    sum += change;
    squares += change * change;
  }
  return {sum / count, std::sqrt(squares / count - sum / count * (sum / count))};
}

}  // namespace

TEMPLATE_TEST_CASE("GaussianNoise has the mean and the deviation asked for, in fractions of full scale",
                   "[noise]", std::uint8_t, std::uint16_t, float) {
  const auto grey = static_cast<TestType>(vary::white<TestType> / 2);
  const auto photo = tests::flat_image<TestType>({200, 150, 3}, grey);
  for (const bool per_channel : {true, false}) {
    const GaussianNoise noise{.sigma = 0.08, .mean = 0.05, .per_channel = per_channel};
    const Moments found = moments(noise(photo, {.seed = 3}), photo);
    REQUIRE(found.mean == Approx(0.05).margin(0.0025));  // five standard errors of 30000 pixels
    REQUIRE(found.deviation == Approx(0.08).margin(0.0025));
  }
}

TEST_CASE("GaussianNoise without sigma adds its mean alone", "[noise]") {
  const GaussianNoise brighter{.sigma = 0, .mean = 0.1};
  REQUIRE(rows(brighter(tests::image({{0, 100, 240}}))) == tests::Rows{{26, 126, 255}});  // 25.5 rounds up
}

TEST_CASE("GaussianNoise by pixel changes its channels alike", "[noise]") {
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

TEST_CASE("GaussianNoise keeps floats in [0, 1] unless it is told not to", "[noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 1}, 0.1f);
  const auto below = [&](bool clamp) {
    const auto copy = GaussianNoise{.sigma = 0.2, .clamp = clamp}(photo);
    return std::count_if(copy.data(), copy.data() + copy.shape().elements(),
                         [](float value) { return value < 0; });
  };
  REQUIRE(below(true) == 0);
  REQUIRE(below(false) > 300);  // 31 of 100 lie half a deviation below the mean
}

TEST_CASE("GaussianNoise refuses fields out of range", "[noise]") {
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

TEMPLATE_TEST_CASE("UniformNoise stays in its range and fills it evenly", "[noise]", std::uint8_t,
                   std::uint16_t, float) {
  const auto grey = static_cast<TestType>(vary::white<TestType> / 2);
  const auto photo = tests::flat_image<TestType>({200, 150, 3}, grey);
  const auto copy = UniformNoise{.low = -0.1, .high = 0.3}(photo);
  const Moments found = moments(copy, photo);
  REQUIRE(found.mean == Approx(0.1).margin(0.002));
  REQUIRE(found.deviation == Approx(0.4 / std::sqrt(12.0)).margin(0.001));
  const double white = static_cast<double>(vary::white<TestType>);
  for (std::size_t i = 0; i < photo.shape().elements(); ++i) {
    const double change = (static_cast<double>(copy.data()[i]) - static_cast<double>(grey)) / white;
    REQUIRE(std::fabs(change - 0.1) <= 0.2 + 0.51 / white + 1e-6);
  }
}

TEST_CASE("UniformNoise draws the ends of its range", "[noise]") {
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

TEST_CASE("LaplaceNoise has the deviation and the tails of its law", "[noise]") {
  const auto photo = tests::flat_image<float>({200, 150, 3}, 0.5f);
  const auto copy = LaplaceNoise{.scale = 0.05, .mean = 0.02, .clamp = false}(photo);
  const Moments found = moments(copy, photo);
  REQUIRE(found.mean == Approx(0.02).margin(0.001));
  REQUIRE(found.deviation == Approx(0.05 * std::sqrt(2.0)).margin(0.002));
  const auto beyond = std::count_if(copy.data(), copy.data() + copy.shape().elements(),
                                    [](float value) { return std::fabs(value - 0.52f) > 0.2f; });
  REQUIRE(static_cast<double>(beyond) == Approx(90000 * std::exp(-4.0)).margin(160));
}

TEST_CASE("MultiplicativeNoise gives factors to the image, its channels, its pixels or its values",
          "[noise]") {
  const auto photo = tests::flat_image<float>({40, 30, 3}, 0.5f);
  for (const bool per_channel : {false, true}) {
    for (const bool elementwise : {false, true}) {
      const auto copy = MultiplicativeNoise{.per_channel = per_channel, .elementwise = elementwise}(photo);
      std::set<float> reds, all(copy.data(), copy.data() + copy.shape().elements());
      for (int i = 0; i < 40 * 30; ++i) {
        const float* pixel = copy.data() + 3 * i;
        reds.insert(pixel[0]);
        REQUIRE((pixel[0] == pixel[1] && pixel[1] == pixel[2]) == !per_channel);
        REQUIRE(std::fabs(pixel[0] - 0.5f) <= 0.0501f);
      }
      CAPTURE(per_channel, elementwise);
      REQUIRE((elementwise ? reds.size() > 1000 : reds.size() == 1));
      REQUIRE((elementwise ? all.size() > 1000 : all.size() == (per_channel ? 3 : 1)));
    }
  }
}

TEST_CASE("MultiplicativeNoise spreads its factors evenly", "[noise]") {
  const auto photo = tests::flat_image<float>({200, 150, 3}, 0.5f);
  const MultiplicativeNoise speckle{.multiplier = {0.6, 1.2}, .per_channel = true, .elementwise = true};
  const Moments found = moments(speckle(photo), photo);
  REQUIRE(found.mean == Approx(-0.05).margin(0.002));
  REQUIRE(found.deviation == Approx(0.3 / std::sqrt(12.0)).margin(0.002));
  REQUIRE(rows(MultiplicativeNoise{.multiplier = 1.5}(tests::image({{0, 101, 240}}))) ==
          tests::Rows{{0, 152, 255}});
}

TEST_CASE("Uniform, Laplace and multiplicative noise refuse fields out of range", "[noise]") {
  tests::require_refused({
      {UniformNoise{.low = -11}, "UniformNoise.low: -11 is below -10; give -10 to 10"},
      {UniformNoise{.high = 11}, "UniformNoise.high: 11 is above 10; give -10 to 10"},
      {UniformNoise{.low = {-1, 0.5}, .high = {0.25, 1}},
       "UniformNoise.high: 0.25 can be below the low end of 0.5; give ranges in order"},
      {LaplaceNoise{.scale = -0.5}, "LaplaceNoise.scale: -0.5 is below 0; give 0 to 10"},
      {LaplaceNoise{.mean = NAN}, "LaplaceNoise.mean: is not a number; give -10 to 10"},
      {MultiplicativeNoise{.multiplier = -1}, "MultiplicativeNoise.multiplier: -1 is below 0; give 0 to 10"},
      {MultiplicativeNoise{.multiplier = {2, 1}},
       "MultiplicativeNoise.multiplier: low 2 is above high 1; give the lower value first"},
  });
}
