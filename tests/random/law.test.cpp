// SPDX-License-Identifier: MIT
#include "vary/random/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "support/catch.hpp"
#include "support/noise_numbers.hpp"

using vary::Law;

namespace {

double low_and_high(const auto& low, const auto& high, std::size_t i) { return low[i] + 256.0 * high[i]; }

/// Mean of `power` of a law's numbers over all outcomes of the two bytes.
double moment(const vary::LawTables& law, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < 127; ++i) {
    const double start = low_and_high(law.start_low, law.start_high, i);
    const double width = low_and_high(law.width_low, law.width_high, i);
    for (int place = 0; place < 256; ++place) {
      sum += std::pow((start + std::floor(width * place / 256)) * law.unit, power);
    }
  }
  for (std::size_t place = 0; place <= law.kept; ++place) {
    sum += std::pow(low_and_high(law.tail_low, law.tail_high, place) * law.unit, power);
  }
  constexpr int parts = 20000;
  for (int i = 0; i < parts && law.kept < 255; ++i) {
    const double share = 255 - law.kept;
    sum += std::pow(law.beyond((i + 0.5) / parts * share / 32768), power) * share / parts;
  }
  return sum / 32768;
}

}  // namespace

TEST_CASE("Laws have the variance and the kurtosis that they should", "[random]") {
  struct Known {
    Law law;
    double variance, kurtosis;
  };
  for (const Known& known : {Known{Law::normal, 1, 3}, {Law::uniform, 1.0 / 3, 1.8}, {Law::laplace, 2, 6}}) {
    const vary::LawTables& law = vary::tables_of(known.law);
    const double variance = moment(law, 2);
    CHECK(variance == Approx(known.variance).epsilon(1e-4));
    CHECK(moment(law, 4) / (variance * variance) == Approx(known.kurtosis).epsilon(0.003));
    CHECK(law.unit * law.steps == Approx(1).margin(1e-3));
  }
}

TEST_CASE("Cells of a law follow each other without a gap", "[random]") {
  for (const Law each : {Law::normal, Law::uniform, Law::laplace}) {
    const vary::LawTables& law = vary::tables_of(each);
    double end = 0;
    for (std::size_t i = 0; i < 127; ++i) {
      REQUIRE(low_and_high(law.start_low, law.start_high, i) == end);
      end += low_and_high(law.width_low, law.width_high, i);
    }
    for (std::size_t place = 0; place <= law.kept; ++place) {
      const double size = low_and_high(law.tail_low, law.tail_high, place);
      REQUIRE(size >= end);
      REQUIRE(size <= vary::largest_noise);
      end = size;
    }
  }
}

TEST_CASE("Numbers beyond the tables go on from their end", "[random]") {
  for (const Law each : {Law::normal, Law::laplace}) {
    const vary::LawTables& law = vary::tables_of(each);
    const vary::NoiseSource source(law, {3, 4});
    const int end = law.tail_low[law.kept] + 256 * law.tail_high[law.kept];
    int least = 1 << 16, most = 0;
    for (std::uint64_t n = 0; n < 100000; ++n) {
      least = std::min<int>(least, source.draw_beyond(n));
      most = std::max<int>(most, source.draw_beyond(n));
    }
    CHECK(least >= end);
    CHECK(least < end + 0.15 * law.steps);
    CHECK(most > law.beyond(1e-8) * law.steps);  // of 100000 times 8192 numbers
  }
}

TEST_CASE("A group of numbers is what its definition says", "[random]") {
  for (const auto& [law, truth] : {std::pair{Law::normal, tests::normal_law},
                                   {Law::uniform, tests::uniform_law},
                                   {Law::laplace, tests::laplace_law}}) {
    tests::NoiseNumbers numbers(truth, 5, 6);
    const vary::NoiseSource source(vary::tables_of(law), {5, 6});
    for (const std::uint64_t group : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40}) {
      std::int16_t found[64];
      source.fill_group(group, found);
      for (std::uint64_t i = 0; i < 64; ++i) {
        REQUIRE(found[i] * source.law().unit == Approx(numbers(64 * group + i)).epsilon(1e-6).margin(1e-9));
      }
    }
  }
}
