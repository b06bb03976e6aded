// SPDX-License-Identifier: MIT
#include "vary/random/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "support/catch.hpp"
#include "support/noise_numbers.hpp"

using vary::Distribution;

namespace {

double low_and_high(const auto& low, const auto& high, std::size_t i) { return low[i] + 256.0 * high[i]; }

/// Mean of `power` of a distribution's numbers over all outcomes of the two bytes.
double moment(const vary::DistributionTables& distribution, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < 127; ++i) {
    const double start = low_and_high(distribution.start_low, distribution.start_high, i);
    const double width = low_and_high(distribution.width_low, distribution.width_high, i);
    for (int place = 0; place < 256; ++place) {
      sum += std::pow((start + std::floor(width * place / 256)) * distribution.unit, power);
    }
  }
  for (std::size_t place = 0; place <= distribution.kept; ++place) {
    sum += std::pow(low_and_high(distribution.tail_low, distribution.tail_high, place) * distribution.unit, power);
  }
  constexpr int parts = 20000;
  for (int i = 0; i < parts && distribution.kept < 255; ++i) {
    const double share = 255 - distribution.kept;
    sum += std::pow(distribution.beyond((i + 0.5) / parts * share / 32768), power) * share / parts;
  }
  return sum / 32768;
}

}  // namespace

TEST_CASE("Laws have the variance and the kurtosis that they should", "[random]") {
  struct Known {
    Distribution distribution;
    double variance, kurtosis;
  };
  for (const Known& known : {Known{Distribution::normal, 1, 3}, {Distribution::uniform, 1.0 / 3, 1.8}, {Distribution::laplace, 2, 6}}) {
    const vary::DistributionTables& distribution = vary::tables_of(known.distribution);
    const double variance = moment(distribution, 2);
    CHECK(variance == Approx(known.variance).epsilon(1e-4));
    CHECK(moment(distribution, 4) / (variance * variance) == Approx(known.kurtosis).epsilon(0.003));
    CHECK(distribution.unit * distribution.steps == Approx(1).margin(1e-3));
  }
}

TEST_CASE("Cells of a distribution follow each other without a gap", "[random]") {
  for (const Distribution each : {Distribution::normal, Distribution::uniform, Distribution::laplace}) {
    const vary::DistributionTables& distribution = vary::tables_of(each);
    double end = 0;
    for (std::size_t i = 0; i < 127; ++i) {
      REQUIRE(low_and_high(distribution.start_low, distribution.start_high, i) == end);
      end += low_and_high(distribution.width_low, distribution.width_high, i);
    }
    for (std::size_t place = 0; place <= distribution.kept; ++place) {
      const double size = low_and_high(distribution.tail_low, distribution.tail_high, place);
      REQUIRE(size >= end);
      REQUIRE(size <= vary::largest_noise);
      end = size;
    }
  }
}

TEST_CASE("Numbers beyond the tables go on from their end", "[random]") {
  for (const Distribution each : {Distribution::normal, Distribution::laplace}) {
    const vary::DistributionTables& distribution = vary::tables_of(each);
    const vary::NoiseSource source(distribution, {3, 4});
    const int end = distribution.tail_low[distribution.kept] + 256 * distribution.tail_high[distribution.kept];
    int least = 1 << 16, most = 0;
    for (std::uint64_t n = 0; n < 100000; ++n) {
      least = std::min<int>(least, source.draw_beyond(n));
      most = std::max<int>(most, source.draw_beyond(n));
    }
    CHECK(least >= end);
    CHECK(least < end + 0.15 * distribution.steps);
    CHECK(most > distribution.beyond(1e-8) * distribution.steps);  // of 100000 times 8192 numbers
  }
}

TEST_CASE("A group of numbers is what its definition says", "[random]") {
  for (const auto& [distribution, truth] : {std::pair{Distribution::normal, tests::normal_distribution},
                                   {Distribution::uniform, tests::uniform_distribution},
                                   {Distribution::laplace, tests::laplace_distribution}}) {
    tests::NoiseNumbers numbers(truth, 5, 6);
    const vary::NoiseSource source(vary::tables_of(distribution), {5, 6});
    for (const std::uint64_t group : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40}) {
      std::int16_t found[64];
      source.fill_group(group, found);
      for (std::uint64_t i = 0; i < 64; ++i) {
        REQUIRE(found[i] * source.distribution().unit == Approx(numbers(64 * group + i)).epsilon(1e-6).margin(1e-9));
      }
    }
  }
}
