// SPDX-License-Identifier: MIT
#include "vary/core/float16.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "support/catch.hpp"
#include "support/images.hpp"

using vary::bfloat16;
using vary::float16;

namespace {

template <class U>
struct Format;
template <>
struct Format<float16> {
  static constexpr int fraction = 10, lowest = -14;
  static constexpr double limit = 65520;  // rounds to infinity from here on
};
template <>
struct Format<bfloat16> {
  static constexpr int fraction = 7, lowest = -126;
  static constexpr double limit = 0x1.FFp127;
};

/// x rounded to the nearest number of U, ties to even, by definition.
template <class U>
double nearest(double x) {
  const double magnitude = std::fabs(x);
  if (magnitude >= Format<U>::limit) return std::copysign(std::numeric_limits<double>::infinity(), x);
  const int exponent = magnitude > 0 ? std::ilogb(magnitude) : Format<U>::lowest;
  const int kept = exponent > Format<U>::lowest ? exponent : Format<U>::lowest;
  const double unit = std::ldexp(1.0, kept - Format<U>::fraction);
  return std::copysign(std::nearbyint(magnitude / unit) * unit, x);
}

/// The number that the bits encode, by definition.
template <class U>
double value_of(std::uint16_t bits) {
  const int fraction_bits = Format<U>::fraction;
  const int exponent = (bits & 0x7FFF) >> fraction_bits, fraction = bits & ((1 << fraction_bits) - 1);
  const double sign = bits >= 0x8000 ? -1 : 1;
  if (exponent == (1 << (15 - fraction_bits)) - 1) {
    return fraction != 0 ? std::numeric_limits<double>::quiet_NaN()
                         : sign * std::numeric_limits<double>::infinity();
  }
  const int significand = exponent == 0 ? fraction : fraction + (1 << fraction_bits);
  const int power = (exponent == 0 ? 1 : exponent) - 1 + Format<U>::lowest - fraction_bits;
  return sign * std::ldexp(significand, power);
}

template <class U>
bool rounds_correctly(float x) {
  const double expected = nearest<U>(x);
  const double found = value_of<U>(U(x).bits);
  return found == expected && std::signbit(found) == std::signbit(expected);
}

}  // namespace

static_assert(sizeof(float16) == 2 && sizeof(bfloat16) == 2);
static_assert(std::is_trivially_copyable_v<float16> && std::is_trivially_copyable_v<bfloat16>);
static_assert(std::is_standard_layout_v<float16> && std::is_standard_layout_v<bfloat16>);
static_assert(std::is_trivially_default_constructible_v<float16>);
static_assert(!std::is_convertible_v<float, float16> && !std::is_convertible_v<float16, float>);
static_assert(!std::is_constructible_v<float16, int> && !std::is_constructible_v<bfloat16, double>);
static_assert(float16(1.0f).bits == 0x3C00 && bfloat16(1.0f).bits == 0x3F80);
static_assert(float16(-2.5f).bits == 0xC100 && static_cast<float>(float16::from_bits(0x3555)) < 0.3334f);
static_assert(vary::TensorValue<float> && vary::TensorValue<float16> && vary::TensorValue<bfloat16>);
static_assert(!vary::TensorValue<double> && !vary::TensorValue<std::uint16_t>);

TEMPLATE_TEST_CASE("Every 16-bit pattern converts to the float it encodes and back", "[core]", float16,
                   bfloat16) {
  for (int pattern = 0; pattern < 65536; ++pattern) {
    const auto bits = static_cast<std::uint16_t>(pattern);
    const auto number = static_cast<float>(TestType::from_bits(bits));
    const double expected = value_of<TestType>(bits);
    CAPTURE(pattern, number, expected);
    if (std::isnan(expected)) {
      REQUIRE(std::isnan(number));
      const int quiet = 1 << (Format<TestType>::fraction - 1);
      REQUIRE(TestType(number).bits == (bits | quiet));
    } else {
      REQUIRE(std::bit_cast<std::uint32_t>(number) ==
              std::bit_cast<std::uint32_t>(static_cast<float>(expected)));
      REQUIRE(TestType(number).bits == bits);
    }
  }
}

TEMPLATE_TEST_CASE("Floats at and next to the midpoint of two numbers round to nearest, ties to even",
                   "[core]", float16, bfloat16) {
  for (int pattern = 0; pattern < 65535; ++pattern) {
    const auto bits = static_cast<std::uint16_t>(pattern);
    const double low = value_of<TestType>(bits),
                 high = value_of<TestType>(static_cast<std::uint16_t>(bits + 1));
    if (!std::isfinite(low) || !std::isfinite(high)) continue;
    const auto middle = static_cast<float>((low + high) / 2);
    CAPTURE(pattern, middle);
    REQUIRE(static_cast<double>(middle) == (low + high) / 2);
    REQUIRE((TestType(middle).bits & 1) == 0);
    for (const float x : {middle, std::nextafter(middle, -1e30f), std::nextafter(middle, 1e30f)}) {
      REQUIRE(rounds_correctly<TestType>(x));
    }
  }
}

TEMPLATE_TEST_CASE("Floats of any magnitude round to nearest", "[core]", float16, bfloat16) {
  tests::Dice dice(5);
  for (int i = 0; i < 300000; ++i) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(dice.next() >> 20));
    if (!std::isfinite(x)) continue;
    CAPTURE(x);
    REQUIRE(rounds_correctly<TestType>(x));
  }
}

TEMPLATE_TEST_CASE("Infinities are kept, overflow gives infinity, NaNs become quiet", "[core]", float16,
                   bfloat16) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  constexpr float largest = std::numeric_limits<float>::max();
  for (const float x : {infinity, largest}) {
    CHECK(static_cast<float>(TestType(x)) == infinity);
    CHECK(static_cast<float>(TestType(-x)) == -infinity);
  }
  CHECK(std::isfinite(static_cast<float>(TestType(65519.9f))));
  CHECK(TestType(0.0f).bits == 0);
  CHECK(TestType(-0.0f).bits == 0x8000);
  CHECK(TestType(-std::numeric_limits<float>::denorm_min()).bits == 0x8000);
  for (const std::uint32_t bits : {0x7F800001u, 0x7FC00000u, 0x7FFFFFFFu, 0xFF800001u, 0xFFC01000u}) {
    const TestType number(std::bit_cast<float>(bits));
    const int exponent = 0x7FFF >> Format<TestType>::fraction << Format<TestType>::fraction;
    const int quiet = exponent | 1 << (Format<TestType>::fraction - 1);
    CHECK((number.bits & quiet) == quiet);
    CHECK(std::isnan(static_cast<float>(number)));
    CHECK(number.bits >> 15 == static_cast<int>(bits >> 31));
  }
}
