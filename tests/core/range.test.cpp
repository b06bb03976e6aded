// SPDX-License-Identifier: MIT
#include "vary/core/range.hpp"

#include <climits>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "support/catch.hpp"

using vary::Range;

static_assert(std::is_trivially_copyable_v<Range<float>>);
static_assert(Range<int>() == Range<int>(0, 0) && Range<int>(3) == Range<int>(3, 3));
static_assert(Range<int>(3).fixed() && !Range<int>(3, 4).fixed());
static_assert(std::is_convertible_v<double, Range<float>>);  // a field takes a number
static_assert(!std::is_convertible_v<const char*, Range<float>>);

namespace {

struct Fields {
  Range<float> degrees{-10, 10};
  Range<int> count = 4;
};

}  // namespace

// Also tests that the conversions compile without a warning, since warnings are errors here.
TEMPLATE_TEST_CASE("A range takes numbers of any arithmetic type", "[core]", bool, char, signed char,
                   unsigned char, wchar_t, char16_t, short, unsigned short, int, unsigned, long,
                   unsigned long, long long, unsigned long long, float, double, long double) {
  TestType one = 1;
  REQUIRE(Range<float>{one} == Range<float>(1.0f));
  REQUIRE(Range<int>{one, 2.0} == Range<int>(1, 2));
  REQUIRE(Range<std::int64_t>{one, 2u} == Range<std::int64_t>(1, 2));
  REQUIRE(Range<std::uint8_t>{-0.0f, one} == Range<std::uint8_t>(0, 1));

  const Fields fields{.degrees = {one, 2.5}, .count = one};
  REQUIRE(fields.degrees == Range<float>(1.0f, 2.5f));
  REQUIRE(fields.count.fixed());
}

TEST_CASE("A range of integers throws for fractions, infinities and NaN", "[core]") {
  REQUIRE_THROWS_WITH(Range<int>(0.5), "Range: 0.5 is not a whole number that fits; give one");
  REQUIRE_THROWS_WITH(Range<int>(1, 2.25f), "Range: 2.25 is not a whole number that fits; give one");
  REQUIRE_THROWS_WITH(Range<int>(std::numeric_limits<double>::infinity()),
                      "Range: inf is not a whole number that fits; give one");
  REQUIRE_THROWS_WITH(Range<int>(std::numeric_limits<double>::quiet_NaN()),
                      "Range: nan is not a whole number that fits; give one");
}

TEST_CASE("A range of integers throws for numbers that its type cannot hold", "[core]") {
  REQUIRE(Range<int>(INT_MIN, INT_MAX).low == INT_MIN);
  REQUIRE_THROWS_WITH(Range<int>(INT_MAX + 1LL), "Range: 2147483648 does not fit the type of the field");
  REQUIRE_THROWS_WITH(Range<unsigned>(-1), "Range: -1 does not fit the type of the field");
  REQUIRE_THROWS_WITH(Range<std::uint8_t>(0, 256), "Range: 256 does not fit the type of the field");

  REQUIRE(Range<int>(-0x1p31, 0x1p31 - 1) == Range<int>(INT_MIN, INT_MAX));
  REQUIRE_THROWS_WITH(Range<int>(0x1p31), ContainsSubstring("whole number"));
  REQUIRE_THROWS_WITH(Range<int>(-0x1p31 - 1), ContainsSubstring("whole number"));
  // The double that is nearest to the largest 64-bit integer is too large by one.
  REQUIRE(Range<std::int64_t>(-0x1p63, 0x1p62) == Range<std::int64_t>(INT64_MIN, INT64_C(1) << 62));
  REQUIRE_THROWS_WITH(Range<std::int64_t>(0x1p63), ContainsSubstring("whole number"));
  REQUIRE_THROWS_WITH(Range<std::uint64_t>(0x1p64), ContainsSubstring("whole number"));
}
