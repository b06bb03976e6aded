// SPDX-License-Identifier: MIT
#include "vary/core/pixel.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "support/catch.hpp"

using vary::to_pixel;

static_assert(vary::Pixel<std::uint8_t> && vary::Pixel<std::uint16_t> && vary::Pixel<float>);
static_assert(!vary::Pixel<int> && !vary::Pixel<std::int8_t> && !vary::Pixel<double>);
static_assert(!vary::Pixel<const float>);
static_assert(vary::white<std::uint8_t> == 255 && vary::white<std::uint16_t> == 65535);
static_assert(vary::white<float> == 1.0f);

TEMPLATE_TEST_CASE("to_pixel rounds half up", "[core]", std::uint8_t, std::uint16_t) {
  for (int i = 0; i < vary::white<TestType>; ++i) {
    const auto pixel = static_cast<TestType>(i);
    const auto next = static_cast<TestType>(i + 1);
    REQUIRE(to_pixel<TestType>(i) == pixel);
    REQUIRE(to_pixel<TestType>(i + 0.499999) == pixel);
    REQUIRE(to_pixel<TestType>(i + 0.5) == next);
  }
}

TEMPLATE_TEST_CASE("to_pixel clamps to black and white", "[core]", std::uint8_t, std::uint16_t, float) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double value : {vary::white<TestType> + 0.5, 1e300, infinity}) {
    REQUIRE(to_pixel<TestType>(value) == vary::white<TestType>);
    REQUIRE(to_pixel<TestType>(-value) == 0);
  }
  REQUIRE(to_pixel<TestType>(-0.4) == 0);
  REQUIRE(to_pixel<TestType>(std::numeric_limits<double>::quiet_NaN()) == 0);
  REQUIRE_FALSE(std::signbit(static_cast<float>(to_pixel<TestType>(-0.0))));
}

TEST_CASE("to_pixel does not round floats", "[core]") {
  REQUIRE(to_pixel<float>(0.1) == 0.1f);
  REQUIRE(to_pixel<float>(1e-30) == 1e-30f);
}
