// SPDX-License-Identifier: MIT
#include "vary/random/random.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using vary::Key;
using vary::Random;
using vary::Range;

static_assert(std::uniform_random_bit_generator<Random>);
static_assert(std::is_trivially_copyable_v<Random>);

// All keys are fixed, so the results never change. The limits are 5 standard deviations or equally
// improbable: a correct generator exceeds one of them for about one key in a million.
namespace {

constexpr std::size_t many = 100'000;

template <class Next>
std::vector<double> draw(const Next& next, std::size_t count = many) {
  std::vector<double> values(count);
  for (double& value : values) value = static_cast<double>(next());
  return values;
}

std::vector<double> uniforms(Random random) {
  return draw([&] { return random.uniform(); });
}

/// The n-th moment.
double moment(const std::vector<double>& values, int n) {
  double sum = 0;
  for (const double value : values) sum += std::pow(value, n);
  return sum / static_cast<double>(values.size());
}

/// The Kolmogorov-Smirnov statistic, scaled by the root of the count; above 2.7 for one key in a million.
template <class Distribution>
double ks_statistic(std::vector<double> values, const Distribution& distribution) {
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = distribution(values[i]);
    const double below = static_cast<double>(i) / count;
    largest = std::max({largest, expected - below, below + 1 / count - expected});
  }
  return largest * std::sqrt(count);
}

double uniform_cdf(double x) { return x; }

/// How often each class is drawn; .at() throws for values outside.
template <class Next>
std::vector<int> histogram(std::size_t classes, const Next& next) {
  std::vector<int> counts(classes);
  for (std::size_t i = 0; i < many; ++i) ++counts.at(static_cast<std::size_t>(next()));
  return counts;
}

/// Pearson's chi-square statistic for equally likely classes, in standard deviations from its mean. Counts
/// that are too uniform are suspicious as well.
double chi_square_excess(const std::vector<int>& counts) {
  const auto classes = static_cast<double>(counts.size());
  const double expected = std::accumulate(counts.begin(), counts.end(), 0.0) / classes;
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return (sum - (classes - 1)) / std::sqrt(2 * (classes - 1));
}

/// The correlation of a and b, in standard deviations for independent numbers.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = moment(a, 1);
  const double mean_b = moment(b, 1);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return std::fabs(ab) / std::sqrt(aa * bb) * std::sqrt(static_cast<double>(a.size()));
}

/// The correlation of values `distance` apart.
double autocorrelation(const std::vector<double>& values, std::ptrdiff_t distance) {
  return correlation({values.begin(), values.end() - distance}, {values.begin() + distance, values.end()});
}

}  // namespace

// ---- Fixed values: the constants come from an independent Python implementation. ----

TEST_CASE("The numbers of a key are fixed", "[random]") {
  Random random(Key{.seed = 42, .epoch = 1, .index = 7});
  REQUIRE(random.stream() == vary::Stream{0x184F4A5B58EA1F12, 0x43701248CBB476B8});
  const std::uint32_t words[] = {0x9E2E499C, 0x951AF79F, 0x0915C425, 0x4483D3F9, 0x3E43FAF5, 0x35DF0D45};
  for (const std::uint32_t word : words) REQUIRE(random() == word);
  REQUIRE(Random(Key{.seed = -1}).bits() == 0x41E770C9);
}

TEST_CASE("The numbers of a child are fixed", "[random]") {
  const Random random(Key{42, 1, 7});
  REQUIRE(random.child(5).bits() == 0x9ACD1E6C);
  REQUIRE(random.child("Rotate", 2).bits() == 0x8A494938);
}

TEST_CASE("The draws of every distribution are fixed", "[random]") {
  const Random start(Key{42, 1, 7});
  Random random = start;
  REQUIRE(random.uniform() == 0x1.3c5c93392a35ep-1);
  REQUIRE(random.uniform() == 0x1.22b884a8907a0p-5);

  random = start;
  const std::uint64_t digits[] = {5, 9, 5, 5, 6, 9, 7, 5, 9, 3, 3, 8};
  for (const std::uint64_t digit : digits) REQUIRE(random.below(10) == digit);

  random = start;
  REQUIRE(random.integer(-5, 999'999'999'994) == 672516470682);
  REQUIRE(random.integer(-5, 999'999'999'994) == 160063280116);

  random = start;
  REQUIRE(random.normal() == 0x1.5a4ff937b24a3p+0);
  REQUIRE(random.normal() == 0x1.9b355ddb3ac39p-2);

  random = start;
  REQUIRE(random.gamma(2.5) == 0x1.35221c8c4af77p+2);
  REQUIRE(random.beta(0.4, 0.4) == 0x1.d7d4dcfaa7e9ep-1);

  random = start;
  REQUIRE(random(Range<float>(-15, 15)) == 0x1.c4b65p+1f);

  random = start;
  std::array values{0, 1, 2, 3, 4, 5, 6, 7};
  random.shuffle(std::span<int>(values));
  REQUIRE(values == std::array{0, 7, 2, 3, 6, 1, 5, 4});
}

TEST_CASE("Any number of a sequence can be computed from its stream", "[random]") {
  Random random(Key{1, 2, 3});
  const auto [a, b] = random.stream();
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  for (std::uint32_t n = 0; n < 100; ++n) {
    const vary::PhiloxBlock block = vary::philox({n, 0, low(b), high(b)}, {low(a), high(a)});
    for (const std::uint32_t word : block) REQUIRE(random.bits() == word);
  }
}

TEST_CASE("A copy of a sequence continues independently", "[random]") {
  Random random(Key{1, 2, 3});
  random.bits();
  Random copy = random;
  const std::uint32_t next = random.bits();
  random.bits();
  REQUIRE(copy.bits() == next);
}

// ---- Distributions. ----

TEST_CASE("Uniform numbers have the uniform distribution", "[random]") {
  const std::vector<double> values = uniforms(Random(Key{1}));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  REQUIRE((*least >= 0 && *most < 1));
  REQUIRE(ks_statistic(values, uniform_cdf) < 2.7);
  for (int n = 1; n <= 4; ++n) {
    const double deviation = std::sqrt(1.0 / (2 * n + 1) - 1.0 / ((n + 1) * (n + 1)));
    CAPTURE(n);
    REQUIRE(std::fabs(moment(values, n) - 1.0 / (n + 1)) < 5 * deviation / std::sqrt(many));
  }
}

TEST_CASE("Uniform numbers use all 53 bits", "[random]") {
  std::array<int, 53> ones{};
  for (const double value : uniforms(Random(Key{2}))) {
    const auto whole = static_cast<std::uint64_t>(value * 0x1p53);
    REQUIRE(static_cast<double>(whole) == value * 0x1p53);
    for (std::size_t bit = 0; bit < 53; ++bit) ones[bit] += static_cast<int>(whole >> bit & 1);
  }
  for (const int count : ones) REQUIRE(std::abs(count - 50'000) < 790);
}

TEST_CASE("Uniform numbers between two limits are uniform and within the limits", "[random]") {
  Random random(Key{3});
  REQUIRE(ks_statistic(draw([&] { return (random.uniform(-3, 5) + 3) / 8; }), uniform_cdf) < 2.7);
  const double above_one = std::nextafter(1.0, 2.0);
  for (int i = 0; i < 1000; ++i) {
    const double value = random.uniform(1, above_one);
    REQUIRE((value == 1 || value == above_one));
  }
}

TEST_CASE("Draws from a range of real numbers are uniform, both ends included", "[random]") {
  Random random(Key{4});
  REQUIRE(ks_statistic(draw([&] { return (random(Range<float>(-15, 15)) + 15) / 30; }), uniform_cdf) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return random(Range<double>(0, 1)); }), uniform_cdf) < 2.7);

  const Range<float> narrow{1, std::nextafter(1.0f, 2.0f)};
  const std::vector<double> values = draw([&] { return random(narrow); }, 1000);
  REQUIRE(std::count(values.begin(), values.end(), narrow.low) > 400);
  REQUIRE(std::count(values.begin(), values.end(), narrow.high) > 400);
}

TEST_CASE("A range with a single value uses no random number", "[random]") {
  Random random(Key{5});
  Random untouched = random;
  REQUIRE(random(Range<float>(0.25)) == 0.25f);
  REQUIRE(random(Range<int>(-7)) == -7);
  REQUIRE(random.integer(3, 3) == 3);
  REQUIRE(random.below(1) == 0);
  REQUIRE(random.bits() == untouched.bits());
}

TEST_CASE("Integers below a count are equally likely", "[random]") {
  for (const std::size_t count : {2u, 3u, 5u, 10u, 64u, 65u, 1000u}) {
    Random random(Key{6, count});
    CAPTURE(count);
    REQUIRE(std::fabs(chi_square_excess(histogram(count, [&] { return random.below(count); }))) < 5);
  }
}

TEST_CASE("Integers below a large count are uniform", "[random]") {
  // A quarter above a power of two, where the bias of a modulo is largest.
  for (const std::uint64_t count : {5ull << 29, 5ull << 30, 5ull << 61}) {
    Random random(Key{7});
    CAPTURE(count);
    const auto whole = static_cast<double>(count);
    REQUIRE(ks_statistic(draw([&] { return static_cast<double>(random.below(count)) / whole; }),
                         uniform_cdf) < 2.7);
  }
}

TEST_CASE("Draws from a range of integers are uniform, both ends included", "[random]") {
  Random random(Key{8});
  const Range<std::int8_t> bytes(-128, 127);
  REQUIRE(std::fabs(chi_square_excess(histogram(256, [&] { return random(bytes) + 128; }))) < 5);
  REQUIRE(std::fabs(chi_square_excess(histogram(7, [&] { return random.integer(-3, 3) + 3; }))) < 5);
  REQUIRE(std::fabs(chi_square_excess(histogram(2, [&] { return random(Range<int>(0, 1)); }))) < 5);
}

TEST_CASE("Integers can be drawn from the full 64-bit range", "[random]") {
  Random random(Key{9});
  const auto scaled = [](auto number) { return static_cast<double>(number) * 0x1p-64; };
  const Range<std::uint64_t> all{0, UINT64_MAX};
  REQUIRE(ks_statistic(draw([&] { return scaled(random(all)); }), uniform_cdf) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return scaled(random.integer(INT64_MIN, INT64_MAX)) + 0.5; }),
                       uniform_cdf) < 2.7);
}

TEST_CASE("chance(p) is true with probability p", "[random]") {
  Random random(Key{10});
  for (const double p : {0.0, 0.001, 0.3, 0.5, 0.99, 1.0}) {
    std::size_t hits = 0;
    for (std::size_t i = 0; i < many; ++i) hits += random.chance(p) ? 1 : 0;
    CAPTURE(p);
    REQUIRE(std::fabs(static_cast<double>(hits) - p * many) <= 5 * std::sqrt(p * (1 - p) * many));
  }
}

TEST_CASE("Normal numbers have the moments, shape and tails of their distribution", "[random]") {
  Random random(Key{11});
  const std::vector<double> values = draw([&] { return random.normal(); }, 4 * many);
  const double root = std::sqrt(4.0 * many);
  REQUIRE(std::fabs(moment(values, 1)) < 5 / root);
  REQUIRE(std::fabs(moment(values, 2) - 1) < 5 * std::sqrt(2.0) / root);
  REQUIRE(std::fabs(moment(values, 3)) < 5 * std::sqrt(15.0) / root);
  REQUIRE(std::fabs(moment(values, 4) - 3) < 5 * std::sqrt(96.0) / root);
  REQUIRE(ks_statistic(values, [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }) < 2.7);
  for (const double limit : {1.0, 2.0, 3.0, 4.0}) {
    const double expected = 4.0 * many * std::erfc(limit / std::sqrt(2.0)) / 2;
    const auto above = std::count_if(values.begin(), values.end(), [=](double x) { return x > limit; });
    const auto below = std::count_if(values.begin(), values.end(), [=](double x) { return x < -limit; });
    CAPTURE(limit, expected);
    REQUIRE(std::fabs(static_cast<double>(above) - expected) < 5 * std::sqrt(expected));
    REQUIRE(std::fabs(static_cast<double>(below) - expected) < 5 * std::sqrt(expected));
  }
}

TEST_CASE("Normal numbers have the given mean and standard deviation", "[random]") {
  Random random(Key{12});
  Random same = random;
  for (int i = 0; i < 100; ++i) REQUIRE(random.normal(3, 0.25) == Approx(3 + 0.25 * same.normal()));
}

TEST_CASE("Gamma numbers have the moments and the shape of their distribution", "[random]") {
  Random random(Key{31});
  for (const double shape : {0.05, 0.5, 1.0, 2.5, 100.0}) {
    const std::vector<double> values = draw([&] { return random.gamma(shape); });
    const double root = std::sqrt(static_cast<double>(many));
    CAPTURE(shape);
    REQUIRE(*std::min_element(values.begin(), values.end()) >= 0);
    // The variance is the shape; the fourth central moment 3 shape^2 + 6 shape.
    REQUIRE(std::fabs(moment(values, 1) - shape) < 5 * std::sqrt(shape) / root);
    const double variance = moment(values, 2) - moment(values, 1) * moment(values, 1);
    REQUIRE(std::fabs(variance - shape) < 5 * std::sqrt(2 * shape * shape + 6 * shape) / root);
  }
  // Shapes with a closed form of the distribution function.
  REQUIRE(ks_statistic(draw([&] { return random.gamma(1); }), [](double x) { return 1 - std::exp(-x); }) <
          2.7);
  REQUIRE(ks_statistic(draw([&] { return random.gamma(0.5); }),
                       [](double x) { return std::erf(std::sqrt(x)); }) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return random.gamma(3); }),
                       [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2); }) < 2.7);
}

TEST_CASE("Beta numbers have the moments and the shape of their distribution", "[random]") {
  Random random(Key{32});
  const std::pair<double, double> table[] = {{0.1, 0.1}, {0.4, 0.4}, {1, 3}, {2, 5}, {50, 20}};
  for (const auto& [a, b] : table) {
    const std::vector<double> values = draw([&, a = a, b = b] { return random.beta(a, b); });
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double mean = a / (a + b);
    const double variance = a * b / ((a + b) * (a + b) * (a + b + 1));
    CAPTURE(a, b);
    REQUIRE((*least >= 0 && *most <= 1));
    REQUIRE(std::fabs(moment(values, 1) - mean) < 5 * std::sqrt(variance / many));
    const double found = moment(values, 2) - moment(values, 1) * moment(values, 1);
    REQUIRE(found ==
            Approx(variance).epsilon(0.03));  // 5 standard deviations are 2.2 % for a normal distribution
  }
  REQUIRE(ks_statistic(draw([&] { return random.beta(1, 1); }), uniform_cdf) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return random.beta(1, 3); }),
                       [](double x) { return 1 - std::pow(1 - x, 3); }) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return random.beta(2, 1); }), [](double x) { return x * x; }) < 2.7);
  REQUIRE(ks_statistic(draw([&] { return random.beta(0.5, 0.5); }),
                       [](double x) { return 2 / vary::math::pi * std::asin(std::sqrt(x)); }) < 2.7);
}

TEST_CASE("Beta numbers with tiny shapes are 0 or 1, equally often", "[random]") {
  Random random(Key{33});
  int high = 0;
  for (int i = 0; i < 2000; ++i) {
    const double value = random.beta(1e-9, 1e-9);
    REQUIRE((value == 0 || value == 1));
    high += value == 1 ? 1 : 0;
  }
  REQUIRE(std::abs(high - 1000) < 5 * 23);
}

TEST_CASE("Gamma and beta throw for an invalid shape", "[random]") {
  Random random(Key{34});
  for (const double shape :
       {0.0, -1.0, 1e-10, 1e10, static_cast<double>(NAN), static_cast<double>(INFINITY)}) {
    REQUIRE_THROWS_WITH(random.gamma(shape), ContainsSubstring("is no shape; give 1e-9 to 1e9"));
    REQUIRE_THROWS_WITH(random.beta(1, shape), ContainsSubstring("is no shape; give 1e-9 to 1e9"));
  }
}

TEST_CASE("A shuffle keeps the values, and all orders are equally likely", "[random]") {
  Random random(Key{13});
  std::vector<int> cards(52);
  std::iota(cards.begin(), cards.end(), 0);
  const std::vector<int> sorted = cards;
  random.shuffle(std::span<int>(cards));
  REQUIRE(cards != sorted);
  REQUIRE(std::is_permutation(cards.begin(), cards.end(), sorted.begin()));

  const auto order = [&] {  // its index among the 24
    std::array values{0, 1, 2, 3};
    random.shuffle(std::span<int>(values));
    int number = 0;
    while (std::prev_permutation(values.begin(), values.end())) ++number;
    return number;
  };
  REQUIRE(std::fabs(chi_square_excess(histogram(24, order))) < 5);
}

// ---- Independence. ----

TEST_CASE("Numbers of one sequence are independent", "[random]") {
  Random random(Key{14});
  const std::vector<double> even = uniforms(random);
  const std::vector<double> normal = draw([&] { return random.normal(); });
  std::vector<double> squares = normal;
  for (double& value : squares) value *= value;  // the magnitudes must not be correlated either
  for (const std::ptrdiff_t distance : {1, 2, 3, 4, 8, 256}) {
    CAPTURE(distance);
    REQUIRE(autocorrelation(even, distance) < 5);
    REQUIRE(autocorrelation(normal, distance) < 5);
    REQUIRE(autocorrelation(squares, distance) < 5);
  }
}

TEST_CASE("Sequences of related keys and children are independent", "[random]") {
  const Random parent(Key{15, 1, 1});
  const std::vector<Random> family{
      parent,
      parent.child(0),
      parent.child(1),
      parent.child(2),
      parent.child(0).child(0),
      parent.child(0).child(1),
      parent.child(1).child(0),
      parent.child("Rotate"),
      parent.child("Rotate", 1),
      parent.child("rotate"),
      parent.child(""),
      Random(Key{16, 1, 1}),
      Random(Key{15, 2, 1}),
      Random(Key{15, 1, 2}),
      Random(Key{1, 15, 1}),
      Random(Key{1, 1, 15}),
  };
  std::vector<std::vector<double>> values;
  for (const Random& random : family) values.push_back(uniforms(random));
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(i, j);
      REQUIRE(correlation(values[i], values[j]) < 5);
    }
  }
}

TEST_CASE("First draws of consecutive keys and children are uniform and independent", "[random]") {
  // As in a dataset: one draw from each of many consecutive sequences.
  std::uint64_t i = 0;
  const Random parent(Key{17});
  for (const std::vector<double>& values : {
           draw([&] {
             return Random(Key{17, 0, i++}).uniform();
           }),
           draw([&] {
             return Random(Key{17, i++, 0}).uniform();
           }),
           draw([&] {
             return Random(Key{i++, 0, 0}).uniform();
           }),
           draw([&] { return parent.child(i++).uniform(); }),
           draw([&] { return parent.child("Rotate", i++).uniform(); }),
       }) {
    REQUIRE(ks_statistic(values, uniform_cdf) < 2.7);
    for (const std::ptrdiff_t distance : {1, 2, 16, 1000}) REQUIRE(autocorrelation(values, distance) < 5);
  }
}

TEST_CASE("Every bit of a key changes half of the first numbers", "[random]") {
  const auto first_words = [](std::array<std::uint64_t, 3> key) {
    Random random(Key{key[0], key[1], key[2]});
    return vary::PhiloxBlock{random(), random(), random(), random()};
  };
  for (std::size_t bit = 0; bit < 192; ++bit) {
    int changed = 0;
    for (std::uint64_t i = 0; i < 64; ++i) {
      std::array<std::uint64_t, 3> key{i, 0, i};
      const vary::PhiloxBlock before = first_words(key);
      key[bit / 64] ^= std::uint64_t{1} << bit % 64;
      const vary::PhiloxBlock after = first_words(key);
      for (std::size_t j = 0; j < 4; ++j) changed += std::popcount(before[j] ^ after[j]);
    }
    CAPTURE(bit);
    REQUIRE(std::abs(changed - 4096) < 226);
  }
}

TEST_CASE("Keys and children have distinct sequences", "[random]") {
  std::set<std::pair<std::uint64_t, std::uint64_t>> streams;
  std::size_t made = 0;
  const auto add = [&](const Random& random) {
    streams.emplace(random.stream().a, random.stream().b);
    ++made;
  };
  for (int seed = 0; seed < 20; ++seed) {
    for (int epoch = 0; epoch < 20; ++epoch) {
      for (int index = 0; index < 20; ++index) {
        const Random random(Key{seed, epoch, index});
        add(random);
        add(random.child(0));
        add(random.child("Rotate"));
      }
    }
  }
  REQUIRE(streams.size() == made);
}

TEST_CASE("A child does not depend on what its parent has drawn", "[random]") {
  Random parent(Key{18});
  Random before = parent.child(3);
  parent.normal();
  REQUIRE(parent.child(3).stream() == before.stream());
  REQUIRE(parent.child("Rotate", 0).stream() == parent.child("Rotate").stream());
}
