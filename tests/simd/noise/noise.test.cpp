// SPDX-License-Identifier: MIT
#include "vary/simd/noise/noise.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/reference.hpp"

namespace {

constexpr std::uint64_t a = 0x0123456789ABCDEFu, b = 0xFEDCBA9876543210u;

std::vector<float> numbers(std::uint64_t first, std::size_t count) {
  std::vector<float> list(count);
  vary::simd::run(vary::simd::FillNormal{a, b, first, list.data(), count});
  return list;
}

}  // namespace

TEST_CASE("Normal numbers are computed from the Philox words in order", "[simd]") {
  // Also where the low half of the block index overflows within a vector.
  const std::uint64_t start =
      GENERATE(std::uint64_t{0}, (std::uint64_t{1} << 34) - 12, std::uint64_t{1} << 62);
  tests::on_every_target([&] {
    const auto list = numbers(start, 20000);
    double worst = 0, worst_afar = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const double exact = tests::normal_number(a, b, start + i);
      const double error = std::fabs(static_cast<double>(list[i]) - exact);
      worst = tests::larger(worst, error);
      if (std::fabs(exact) > 0.1) worst_afar = tests::larger(worst_afar, error);
    }
    // Near zero the radius is the root of a logarithm with cancellation.
    CHECK(worst < 1e-4);
    CHECK(worst_afar < 1e-6);
  });
}

TEST_CASE("Normal numbers do not depend on the start", "[simd]") {
  const auto all = numbers(0, 3000);
  tests::on_every_target([&] {
    for (const std::size_t first : {0u, 1u, 2u, 3u, 4u, 7u, 64u, 255u, 1021u, 1024u}) {
      for (const std::size_t count : {0u, 1u, 2u, 5u, 63u, 64u, 65u, 257u, 1023u, 1024u, 1025u, 1900u}) {
        const auto some = numbers(first, count);
        CAPTURE(first, count);
        REQUIRE(std::equal(some.begin(), some.end(), all.begin() + static_cast<std::ptrdiff_t>(first)));
      }
    }
  });
}

TEST_CASE("Nothing but the requested normal numbers is written", "[simd]") {
  tests::on_every_target([&] {
    for (std::size_t count = 0; count <= 130; ++count) {
      std::vector<float> out(count + 64, 99.0f);
      vary::simd::run(vary::simd::FillNormal{a, b, 1, out.data(), count});
      REQUIRE(std::count(out.begin(), out.end(), 99.0f) == 64);
    }
  });
}
