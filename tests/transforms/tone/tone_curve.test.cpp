// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/tone_curve.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using tests::image;
using vary::ToneCurve;

namespace {

/// The heights of the inner control points, from the coefficients of a curve.
struct Heights {
  double low;
  double high;
};

Heights heights_of(const vary::ops::Segment& segment) {
  const double low = static_cast<double>(segment.gain) / 3;
  return {low, (static_cast<double>(segment.square) + 6 * low) / 3};
}

}  // namespace

TEMPLATE_TEST_CASE("ToneCurve is a Bezier curve from (0, 0) to (1, 1)", "[tone_curve]", std::uint8_t,
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

TEST_CASE("The heights of ToneCurve are normal with the means 1/3 and 2/3, clamped", "[tone_curve]") {
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
  // The mean is a third of the standard deviation: 37 % of the numbers are below 0.
  REQUIRE(clamped > 0.33 * draws);
  REQUIRE(clamped < 0.41 * draws);
}

TEST_CASE("ToneCurve has one curve for all channels or one for each, and none for alpha", "[tone_curve]") {
  const auto grey = image({{90, 90, 90, 90, 200, 200, 200, 200}}, 4);
  int coloured = 0;
  for (int i = 0; i < 20; ++i) {
    const auto same = ToneCurve{}(grey, {.index = i});
    REQUIRE(same.at(0, 0, 0) == same.at(0, 0, 1));
    REQUIRE(same.at(0, 0, 1) == same.at(0, 0, 2));
    const auto different = ToneCurve{.per_channel = true}(grey, {.index = i});
    const bool left = different.at(0, 0, 0) != different.at(0, 0, 1);
    const bool right = different.at(1, 0, 1) != different.at(1, 0, 2);
    coloured += left && right ? 1 : 0;
    for (const auto* copy : {&same, &different}) {
      REQUIRE(copy->at(0, 0, 3) == 90);
      REQUIRE(copy->at(1, 0, 3) == 200);
    }
  }
  REQUIRE(coloured > 10);
}

TEST_CASE("ToneCurve refuses fields out of range", "[tone_curve]") {
  tests::require_refused({
      {ToneCurve{.scale = -0.5f}, "ToneCurve.scale: -0.5 is below 0; give 0 to 1"},
      {ToneCurve{.scale = 2}, "ToneCurve.scale: 2 is above 1; give 0 to 1"},
      {ToneCurve{.scale = NAN}, "ToneCurve.scale: is not a number; give 0 to 1"},
  });
}
