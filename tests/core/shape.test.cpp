// SPDX-License-Identifier: MIT
#include "vary/core/shape.hpp"

#include <climits>
#include <cstdint>

#include "support/catch.hpp"

using vary::Shape;

static_assert(Shape{} == Shape{0, 0, 1});
static_assert(Shape{1, 2, 3} != Shape{2, 1, 3} && Shape{1, 2, 3} != Shape{1, 3, 2});
static_assert(Shape{5, 4, 3}.row_elements() == 15 && Shape{5, 4, 3}.elements() == 60);

TEST_CASE("A shape counts elements beyond 32 bits", "[core]") {
  const Shape shape{INT_MAX, 2, 4};
  REQUIRE(shape.row_elements() == 4u * static_cast<std::uint64_t>(INT_MAX));
  REQUIRE(shape.elements() == 8u * static_cast<std::uint64_t>(INT_MAX));
}

TEST_CASE("The text of a shape is width x height x channels", "[core]") {
  REQUIRE(vary::detail::spell({640, 480, 3}) == "640x480x3");
}

TEMPLATE_TEST_CASE("A size may have any integer type", "[core]", bool, char, signed char, unsigned char,
                   wchar_t, char16_t, short, unsigned short, int, unsigned, long, unsigned long, long long,
                   unsigned long long) {
  REQUIRE(vary::detail::extent(TestType{1}, "Crop", "width") == 1);
  REQUIRE_THROWS_WITH(vary::detail::extent(TestType{0}, "Crop", "width"),
                      "Crop.width: 0 is not a size; give 1 or more");
}

TEST_CASE("A size beyond int throws", "[core]") {
  REQUIRE(vary::detail::extent(static_cast<std::size_t>(INT_MAX), "Crop", "width") == INT_MAX);
  REQUIRE_THROWS_WITH(vary::detail::extent(INT_MAX + 1u, "Crop", "width"),
                      "Crop.width: 2147483648 is not a size; give 1 or more");
  REQUIRE_THROWS_WITH(vary::detail::extent(LLONG_MIN, "Crop", "width"),
                      "Crop.width: -9223372036854775808 is not a size; give 1 or more");
}
