// SPDX-License-Identifier: MIT
#include "vary/random/key.hpp"

#include <cstdint>
#include <limits>
#include <type_traits>

#include "support/catch.hpp"

using vary::Key;

static_assert(std::is_aggregate_v<Key> && std::is_trivially_copyable_v<Key>);
static_assert(Key{} == Key{0, 0, 0});
static_assert(Key{.seed = 42, .index = 7} == Key{42, 0, 7});
static_assert(Key{1, 2, 3} != Key{0, 2, 3} && Key{1, 2, 3} != Key{1, 0, 3});
static_assert(Key{1, 2, 3} != Key{1, 2, 0});
// A fraction is not a valid key.
static_assert(!std::is_constructible_v<vary::detail::KeyPart, double>);

// Also tests that the conversions compile without a warning, since warnings are errors here.
TEMPLATE_TEST_CASE("A key takes integers of any type", "[random]", bool, char, signed char, unsigned char,
                   wchar_t, char16_t, short, unsigned short, int, unsigned, long, unsigned long, long long,
                   unsigned long long) {
  TestType one = 1;
  REQUIRE(Key{one, one, one} == Key{1, 1, 1});
  REQUIRE(Key{.seed = one, .epoch = 2, .index = one} == Key{1, 2, 1});
  Key key;
  key.epoch = one;
  REQUIRE(key == Key{0, 1, 0});
}

TEST_CASE("Keys of different integer types with equal values are equal", "[random]") {
  REQUIRE(Key{-1} == Key{std::int64_t{-1}});
  REQUIRE(Key{std::int8_t{-1}} == Key{std::numeric_limits<std::uint64_t>::max()});
  REQUIRE(Key{0xFFFFFFFFu} != Key{-1});
  REQUIRE(std::uint64_t{Key{INT64_MIN}.seed} == std::uint64_t{1} << 63);
}
