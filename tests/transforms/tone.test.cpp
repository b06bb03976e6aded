// SPDX-License-Identifier: MIT
#include "vary/transforms/tone.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Gamma;
using vary::Posterize;
using vary::Solarize;
using vary::ToneCurve;

namespace {

/// The heights of the inner control points, from the coefficients of a curve.
struct Heights {
  double low;
  double high;
};

Heights heights_of(const vary::simd::Segment& segment) {
  const double low = static_cast<double>(segment.gain) / 3;
  return {low, (static_cast<double>(segment.square) + 6 * low) / 3};
}

}  // namespace

TEST_CASE("Gamma takes values to a power, and leaves alpha", "[tone]") {
  REQUIRE(rows(Gamma{.gamma = 2}(image({{0, 51, 128, 255}}))) == Rows{{0, 10, 64, 255}});
  REQUIRE(rows(Gamma{.gamma = 0.5}(image({{0, 1, 64, 255}}))) == Rows{{0, 16, 128, 255}});
  REQUIRE(rows(Gamma{.gamma = 2}(image({{51, 128, 255, 51}}, 4))) == Rows{{10, 64, 255, 51}});
  vary::Image<float> real(4, 1);
  real.at(0, 0) = 0.25f;
  real.at(1, 0) = 4;
  real.at(2, 0) = -4;
  real.at(3, 0) = 1;
  const auto lighter = Gamma{.gamma = 0.5}(real);
  REQUIRE(static_cast<double>(lighter.at(0, 0)) == Approx(0.5).margin(2e-7));
  REQUIRE(lighter.at(1, 0) == 1.0f);
  REQUIRE(lighter.at(2, 0) == 0.0f);
  REQUIRE(lighter.at(3, 0) == 1.0f);
}

TEMPLATE_TEST_CASE("ToneCurve is a Bezier curve from 0 to 0 and from 1 to 1", "[tone]", std::uint8_t,
                   std::uint16_t, float) {
  const auto white = static_cast<double>(vary::white<TestType>);
  vary::Image<TestType> ramp(33, 1);
  for (int x = 0; x <= 32; ++x) ramp.at(x, 0) = static_cast<TestType>(white * x / 32);
  for (int i = 0; i < 50; ++i) {
    const vary::Key key{.seed = 3, .index = i};
    const ToneCurve curve{.scale = 0.3f};
    const auto copy = curve(ramp, key);
    const auto [low, high] =
        heights_of(tests::only<vary::ops::Curve>(tests::recipe_of(curve, ramp.shape(), key)).segments[0]);
    for (int x = 0; x <= 32; ++x) {
      const double t = static_cast<double>(ramp.at(x, 0)) / white, s = 1 - t;
      const double exact = 3 * s * s * t * low + 3 * s * t * t * high + t * t * t;
      const double margin = std::is_same_v<TestType, float> ? 5e-7 : 0.55;
      REQUIRE(static_cast<double>(copy.at(x, 0)) == Approx(white * exact).margin(margin).epsilon(0));
    }
    REQUIRE(copy.at(0, 0) == 0);
    REQUIRE(static_cast<double>(copy.at(32, 0)) >= white * (1 - 5e-7));
  }
}

TEST_CASE("The heights of ToneCurve are normal numbers around 1/3 and 2/3, clamped", "[tone]") {
  double sums[2] = {0, 0}, squares[2] = {0, 0};
  constexpr int draws = 4000;
  int clamped = 0;
  for (int i = 0; i < draws; ++i) {
    const vary::Key key{.seed = 2, .index = i};
    const auto recipe = tests::recipe_of(ToneCurve{}, {9, 8, 3}, key);
    const auto [low, high] = heights_of(tests::only<vary::ops::Curve>(recipe).segments[0]);
    const double offsets[2] = {low - 1.0 / 3, high - 2.0 / 3};
    for (int k = 0; k < 2; ++k) sums[k] += offsets[k], squares[k] += offsets[k] * offsets[k];
    const auto wide = tests::recipe_of(ToneCurve{.scale = 1}, {9, 8, 3}, key);
    for (const auto& segment : tests::only<vary::ops::Curve>(wide).segments) {
      const auto [lower, higher] = heights_of(segment);
      REQUIRE((lower >= 0 && lower < 1.000001 && higher > -0.000001 && higher < 1.000001));
      clamped += lower == 0 ? 1 : 0;
    }
  }
  for (int k = 0; k < 2; ++k) {
    REQUIRE(std::fabs(sums[k] / draws) < 5 * 0.1 / std::sqrt(draws));
    REQUIRE(std::sqrt(squares[k] / draws) == Approx(0.1).margin(5 * 0.1 / std::sqrt(2.0 * draws)));
  }
  // 1/3 is a third of the deviation: 37 % of the numbers are below 0.
  REQUIRE(clamped > 0.33 * draws);
  REQUIRE(clamped < 0.41 * draws);
}

TEST_CASE("ToneCurve bends all channels alike, or each by itself, and never alpha", "[tone]") {
  const auto grey = image({{90, 90, 90, 90, 200, 200, 200, 200}}, 4);
  int coloured = 0;
  for (int i = 0; i < 20; ++i) {
    const auto alike = ToneCurve{}(grey, {.index = i});
    REQUIRE(alike.at(0, 0, 0) == alike.at(0, 0, 1));
    REQUIRE(alike.at(0, 0, 1) == alike.at(0, 0, 2));
    const auto apart = ToneCurve{.per_channel = true}(grey, {.index = i});
    coloured += apart.at(0, 0, 0) != apart.at(0, 0, 1) && apart.at(1, 0, 1) != apart.at(1, 0, 2) ? 1 : 0;
    for (const auto* copy : {&alike, &apart}) {
      REQUIRE(copy->at(0, 0, 3) == 90);
      REQUIRE(copy->at(1, 0, 3) == 200);
    }
  }
  REQUIRE(coloured > 10);
}

TEST_CASE("Posterize keeps the highest bits, and leaves alpha", "[tone]") {
  REQUIRE(rows(Posterize{}(image({{0, 15, 16, 0x5F, 255}}))) == Rows{{0, 0, 16, 0x50, 240}});
  REQUIRE(rows(Posterize{.bits = 1}(image({{127, 128, 255, 9}}, 4))) == Rows{{0, 128, 128, 9}});
  REQUIRE(rows(Posterize{.bits = 12}(image({{1, 2, 255}}))) == Rows{{1, 2, 255}});
  vary::Image<std::uint16_t> deep(2, 1);
  deep.at(0, 0) = 0x1FFF;
  deep.at(1, 0) = 0xFFFF;
  REQUIRE(rows(Posterize{}(deep)) == Rows{{0x1000, 0xF000}});
  vary::Image<float> real(3, 1);
  real.at(0, 0) = 0.49f;
  real.at(1, 0) = 0.5f;
  real.at(2, 0) = 1;
  const auto levels = Posterize{.bits = 2}(real);
  REQUIRE(levels.at(0, 0) == 0.25f);
  REQUIRE(levels.at(1, 0) == 0.5f);
  REQUIRE(levels.at(2, 0) == 0.75f);
}

TEST_CASE("Solarize inverts from its threshold on, and leaves alpha", "[tone]") {
  REQUIRE(rows(Solarize{}(image({{0, 127, 128, 255}}))) == Rows{{0, 127, 127, 0}});
  REQUIRE(rows(Solarize{.threshold = 0}(image({{0, 127, 128, 255}}))) == Rows{{255, 128, 127, 0}});
  REQUIRE(rows(Solarize{.threshold = 1}(image({{0, 127, 254, 255}}))) == Rows{{0, 127, 254, 0}});
  REQUIRE(rows(Solarize{.threshold = 0.2}(image({{50, 51, 52, 255}}, 4))) == Rows{{50, 51, 203, 255}});
  vary::Image<std::uint16_t> deep(2, 1);
  deep.at(0, 0) = 32767;
  deep.at(1, 0) = 32769;
  REQUIRE(rows(Solarize{}(deep)) == Rows{{32767, 32766}});
}

TEST_CASE("Transforms of tone refuse fields out of range", "[tone]") {
  tests::require_refused({
      {Gamma{.gamma = 0}, "Gamma.gamma: 0 is below 0.01; give 0.01 to 100"},
      {Gamma{.gamma = {1, 200}}, "Gamma.gamma: 200 is above 100; give 0.01 to 100"},
      {Gamma{.gamma = {2, 1}}, "Gamma.gamma: low 2 is above high 1; give the lower value first"},
      {ToneCurve{.scale = -0.5f}, "ToneCurve.scale: -0.5 is below 0; give 0 to 1"},
      {ToneCurve{.scale = 2}, "ToneCurve.scale: 2 is above 1; give 0 to 1"},
      {ToneCurve{.scale = NAN}, "ToneCurve.scale: is not a number; give 0 to 1"},
      {Posterize{.bits = 0}, "Posterize.bits: 0 is below 1; give 1 to 16"},
      {Posterize{.bits = {4, 17}}, "Posterize.bits: 17 is above 16; give 1 to 16"},
      {Posterize{.bits = {5, 4}}, "Posterize.bits: low 5 is above high 4; give the lower value first"},
      {Solarize{.threshold = -1}, "Solarize.threshold: -1 is below 0; give 0 to 1"},
      {Solarize{.threshold = {0, 1.5}}, "Solarize.threshold: 1.5 is above 1; give 0 to 1"},
      {Solarize{.threshold = {1, 0}},
       "Solarize.threshold: low 1 is above high 0; give the lower value first"},
  });
}
