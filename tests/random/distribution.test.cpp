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

/// The moment of order `power` over all values of the two random bytes.
double moment(const vary::DistributionTables& tables, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < 127; ++i) {
    const double start = low_and_high(tables.start_low, tables.start_high, i);
    const double width = low_and_high(tables.width_low, tables.width_high, i);
    for (int position = 0; position < 256; ++position) {
      sum += std::pow((start + std::floor(width * position / 256)) * tables.unit, power);
    }
  }
  for (std::size_t position = 0; position <= tables.tail_last; ++position) {
    sum += std::pow(low_and_high(tables.tail_low, tables.tail_high, position) * tables.unit, power);
  }
  constexpr int parts = 20000;
  for (int i = 0; i < parts && tables.tail_last < 255; ++i) {
    const double redrawn = 255 - tables.tail_last;
    sum += std::pow(tables.upper_quantile((i + 0.5) / parts * redrawn / 32768), power) * redrawn / parts;
  }
  return sum / 32768;
}

}  // namespace

TEST_CASE("The distributions have the expected variance and kurtosis", "[random]") {
  struct Known {
    Distribution distribution;
    double variance, kurtosis;
  };
  for (const Known& known : {Known{Distribution::normal, 1, 3},
                             {Distribution::uniform, 1.0 / 3, 1.8},
                             {Distribution::laplace, 2, 6}}) {
    const vary::DistributionTables& tables = vary::tables_of(known.distribution);
    const double variance = moment(tables, 2);
    CHECK(variance == Approx(known.variance).epsilon(1e-4));
    CHECK(moment(tables, 4) / (variance * variance) == Approx(known.kurtosis).epsilon(0.003));
    CHECK(tables.unit * tables.steps == Approx(1).margin(1e-3));
  }
}

TEST_CASE("The cells of a distribution are contiguous", "[random]") {
  for (const Distribution each : {Distribution::normal, Distribution::uniform, Distribution::laplace}) {
    const vary::DistributionTables& tables = vary::tables_of(each);
    double end = 0;
    for (std::size_t i = 0; i < 127; ++i) {
      REQUIRE(low_and_high(tables.start_low, tables.start_high, i) == end);
      end += low_and_high(tables.width_low, tables.width_high, i);
    }
    for (std::size_t position = 0; position <= tables.tail_last; ++position) {
      const double value = low_and_high(tables.tail_low, tables.tail_high, position);
      REQUIRE(value >= end);
      REQUIRE(value <= vary::largest_noise);
      end = value;
    }
  }
}

TEST_CASE("Redrawn samples continue where the tables end", "[random]") {
  for (const Distribution each : {Distribution::normal, Distribution::laplace}) {
    const vary::DistributionTables& tables = vary::tables_of(each);
    const vary::NoiseSource source(tables, {3, 4});
    const int end = tables.tail_low[tables.tail_last] + 256 * tables.tail_high[tables.tail_last];
    int least = 1 << 16, most = 0;
    for (std::uint64_t n = 0; n < 100000; ++n) {
      least = std::min<int>(least, source.draw_tail(n));
      most = std::max<int>(most, source.draw_tail(n));
    }
    CHECK(least >= end);
    CHECK(least < end + 0.15 * tables.steps);
    CHECK(most >
          tables.upper_quantile(1e-8) * tables.steps);  // 100000 redrawn samples stand for 8192 times as many
  }
}

TEST_CASE("A group of samples agrees with its definition", "[random]") {
  for (const auto& [distribution, reference] : {std::pair{Distribution::normal, tests::normal_distribution},
                                                {Distribution::uniform, tests::uniform_distribution},
                                                {Distribution::laplace, tests::laplace_distribution}}) {
    tests::NoiseNumbers numbers(reference, 5, 6);
    const vary::NoiseSource source(vary::tables_of(distribution), {5, 6});
    for (const std::uint64_t group : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40}) {
      std::int16_t found[64];
      source.fill_group(group, found);
      for (std::uint64_t i = 0; i < 64; ++i) {
        REQUIRE(found[i] * source.tables().unit ==
                Approx(numbers(64 * group + i)).epsilon(1e-6).margin(1e-9));
      }
    }
  }
}
