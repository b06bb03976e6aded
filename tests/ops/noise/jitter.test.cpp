// SPDX-License-Identifier: MIT
#include "vary/ops/noise/jitter.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "support/reference.hpp"

using vary::jitter;

TEMPLATE_TEST_CASE("jitter adds normal numbers in the units of the data", "[ops]", float, double) {
  std::vector<TestType> values(200000, TestType(1000));
  jitter(values, 20.0, {.seed = 1});
  double mean = 0, square = 0;
  for (const TestType value : values) {
    const double x = static_cast<double>(value) - 1000;
    mean += x / 200000;
    square += x * x / 200000;
  }
  CHECK(std::fabs(mean) < 4 * 20 / std::sqrt(2e5));
  CHECK(std::fabs(std::sqrt(square) - 20) < 4 * 20 / std::sqrt(4e5));
}

TEMPLATE_TEST_CASE("jitter of a value does not depend on how many follow, or on the target", "[ops][simd]",
                   float, double) {
  const vary::Key key{.seed = 5, .epoch = 6, .index = 7};
  std::vector<TestType> all(1000, TestType(0.5));
  jitter(all, 0.25, key);
  tests::on_every_target([&] {
    for (const std::size_t count : {0u, 1u, 3u, 255u, 256u, 257u, 513u, 1000u}) {
      std::vector<TestType> some(count + 1, TestType(0.5));
      jitter(std::span(some).first(count), 0.25, key);
      CHECK(std::equal(some.begin(), some.end() - 1, all.begin()));
      CHECK(some.back() == TestType(0.5));
    }
  });
}

TEST_CASE("jitter is the same noise for float and double, and grows with sigma", "[ops]") {
  std::array<float, 50> single{};
  std::array<double, 50> one{}, two{};
  jitter(single, 1.0);
  jitter(one, 1.0);
  jitter(std::span(two), 2.0, vary::Key{});
  for (std::size_t i = 0; i < one.size(); ++i) {
    REQUIRE(static_cast<double>(single[i]) == one[i]);
    REQUIRE(two[i] == 2 * one[i]);
  }
}

TEST_CASE("jitter differs with every part of the key", "[ops]") {
  std::vector<double> base(8);
  jitter(base, 1.0);
  for (const vary::Key key : {vary::Key{.seed = 1}, vary::Key{.epoch = 1}, vary::Key{.index = 1}}) {
    std::vector<double> other(8);
    jitter(other, 1.0, key);
    for (std::size_t i = 0; i < base.size(); ++i) CHECK(other[i] != base[i]);
  }
}

TEST_CASE("jitter of no deviation touches nothing", "[ops]") {
  std::array<float, 3> values{-0.0f, NAN, INFINITY};
  const auto before = values;
  jitter(values, 0.0);
  CHECK(std::memcmp(&values, &before, sizeof values) == 0);
}

TEST_CASE("jitter refuses what is no deviation", "[ops]") {
  std::array<double, 2> values{1, 2};
  CHECK_THROWS_WITH(jitter(values, -1.0), "jitter.sigma: -1 is no deviation; give 0 or more");
  CHECK_THROWS_WITH(jitter(values, std::numeric_limits<double>::quiet_NaN()),
                    "jitter.sigma: nan is no deviation; give 0 or more");
  CHECK_THROWS_WITH(jitter(values, std::numeric_limits<double>::infinity()),
                    "jitter.sigma: inf is no deviation; give 0 or more");
  CHECK((values[0] == 1 && values[1] == 2));
}
