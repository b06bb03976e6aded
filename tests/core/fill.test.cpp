// SPDX-License-Identifier: MIT
#include "vary/core/fill.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "support/catch.hpp"

using vary::Fill;

static_assert(std::is_convertible_v<double, Fill>);  // a field takes a number
static_assert(!std::is_convertible_v<const char*, Fill>);

namespace {

struct Fields {
  Fill fill = 0;
};

template <class T>
std::array<T, 3> three_channels(const Fill& fill) {
  std::array<T, 3> pixel{};
  fill.write(pixel.data(), 3);
  return pixel;
}

}  // namespace

TEST_CASE("A fill is black by default, one value for all channels, or one for each channel", "[core]") {
  REQUIRE(three_channels<std::uint8_t>({}) == std::array<std::uint8_t, 3>{0, 0, 0});
  REQUIRE(three_channels<std::uint8_t>(1) == std::array<std::uint8_t, 3>{255, 255, 255});
  REQUIRE(three_channels<std::uint8_t>({1, 0.5, 0}) == std::array<std::uint8_t, 3>{255, 128, 0});
  REQUIRE(three_channels<std::uint16_t>({1, 0.5, 0}) == std::array<std::uint16_t, 3>{65535, 32768, 0});
  REQUIRE(Fields{.fill = 0.5}.fill == Fill{0.5f});
  REQUIRE(Fields{.fill = {1, 0.5, 0}}.fill == Fill({1, 0.5, 0}));
}

TEST_CASE("A fill beyond full scale is clamped for integers and kept for floats", "[core]") {
  REQUIRE(three_channels<std::uint8_t>({-1, 2, 0.1f}) == std::array<std::uint8_t, 3>{0, 255, 26});
  REQUIRE(three_channels<float>({-1, 2, 0.1f}) == std::array<float, 3>{-1, 2, 0.1f});
}

TEST_CASE("A fill with the wrong number of values or a value that is not finite throws", "[core]") {
  REQUIRE_NOTHROW(Fill(0.5).check("Pad", "fill", 7));
  REQUIRE_NOTHROW(Fill({0, 1, -5}).check("Pad", "fill", 3));
  REQUIRE_THROWS_WITH(Fill({0, 1}).check("Pad", "fill", 3),
                      "Pad.fill: 2 values for 3 channels; give one value, or one for each channel");
  Fill none;
  none.values = {};
  REQUIRE_THROWS_WITH(none.check("Pad", "fill"), "Pad.fill: has no value; give one, or one for each channel");
  REQUIRE_THROWS_WITH(Fill({0, INFINITY, 0}).check("Pad", "fill", 3),
                      "Pad.fill: inf is no colour; give a fraction of full scale");
  REQUIRE_THROWS_WITH(Fill(NAN).check("Pad", "fill"),
                      "Pad.fill: nan is no colour; give a fraction of full scale");
}
