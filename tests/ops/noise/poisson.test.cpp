// SPDX-License-Identifier: MIT
#include "vary/ops/noise/poisson.hpp"

#include <vector>

#include "support/noise_numbers.hpp"
#include "support/reference.hpp"

using vary::Shape;
using vary::Stream;
using vary::ops::Poisson;

namespace {

constexpr Stream stream{0x0123456789ABCDEFu, 0xFEDCBA9876543210u};

/// The highest 24 bits of word n, as a fraction.
double fraction_of(std::uint64_t n) {
  const auto block = tests::random_block(n / 4, tests::child_words(stream.a, stream.b, 2));
  const std::size_t i = n % 4 * 4;
  return (block[i + 1] + 256.0 * block[i + 2] + 65536.0 * block[i + 3]) / 16777216;
}

/// The Poisson number of value n. `doubtful` where double precision is needed to tell.
double photons(double mean, std::uint64_t n, tests::NoiseNumbers& normal, bool& doubtful) {
  if (mean <= 12) {
    const double u = fraction_of(n);
    double probability = std::exp(-mean), sum = probability;
    int k = 0;
    while (u >= sum && k < 100) {
      doubtful = doubtful || std::fabs(u - sum) < 3e-6;
      probability *= mean / ++k;
      sum += probability;
    }
    doubtful = doubtful || std::fabs(u - sum) < 3e-6;
    return k;
  }
  const double z = normal(n), s = std::sqrt(mean - 1.0 / 12);
  const double y = mean + s * z + (z * z - 1) / 6 + (z - z * z * z) / (72 * s) + 0.5;
  doubtful = std::fabs(y - std::round(y)) < 1e-6 * mean;
  return std::fmax(std::floor(y), 0);
}

template <class T>
void compare(Shape shape, float scale) {
  static tests::NoiseNumbers normal(tests::normal_distribution, stream.a, stream.b);
  const auto in = tests::noise_image<T>(shape, 81);
  const double white = static_cast<double>(vary::white<T>);
  for (const bool clamp : {true, false}) {
    int doubts = 0;
    const auto out = tests::applied(Poisson{.scale = scale, .clamp = clamp, .stream = stream}, in);
    const auto value = [&](int x, int y, int c) {
      bool doubtful = false;
      const auto n = static_cast<std::uint64_t>((y * shape.width + x) * shape.channels + c);
      const double unit = static_cast<double>(scale) * white;
      const double exact =
          unit * photons(static_cast<double>(in.view().at(x, y, c)) / unit, n, normal, doubtful);
      if (doubtful) {
        ++doubts;
        return static_cast<double>(out.view().at(x, y, c));
      }
      return clamp ? std::fmin(exact, white) : exact;
    };
    CAPTURE(shape.channels, scale, clamp);
    REQUIRE(tests::worst_error(out, value) <= tests::bound<T>(1e-3, 0.02, 1e-6));
    REQUIRE(doubts <= static_cast<int>(shape.elements() / 100));
  }
}

struct Moments {
  double mean = 0, variance = 0, skewness = 0;
};

/// Of the photons that a grey value gives, in photons.
Moments photons_of(double value, float scale) {
  const Shape shape{1000, 1000, 1};
  tests::Guarded<float> in(shape), out(shape);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) in.view().at(x, y) = static_cast<float>(value);
  }
  apply<float>(Poisson{.scale = scale, .clamp = false, .stream = stream}, in.view(), out.view());
  Moments found;
  for (int pass = 0; pass < 2; ++pass) {
    double sums[4] = {};
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x) {
        const double k = static_cast<double>(out.view().at(x, y)) / static_cast<double>(scale) - found.mean;
        sums[1] += k / 1e6;
        sums[2] += k * k / 1e6;
        sums[3] += k * k * k / 1e6;
      }
    }
    if (pass == 0) {
      found.mean = sums[1];
    } else {
      found.variance = sums[2];
      found.skewness = sums[3] / std::pow(sums[2], 1.5);
    }
  }
  return found;
}

}  // namespace

TEMPLATE_TEST_CASE("Poisson counts what the numbers of its stream say", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (const float scale : {0.3f, 0.1f, 0.02f, 0.001f}) {
    tests::for_each_shape([&](Shape shape) { compare<TestType>(shape, scale); });
    compare<TestType>({1100, 2, 1}, scale);
  }
}

TEST_CASE("Poisson has the mean, the variance and the skewness of Poisson", "[ops]") {
  for (const double mean : {0.001, 0.1, 1.0, 5.0, 11.9, 12.1, 20.0, 100.0, 3000.0}) {
    const float scale = 0.01f;
    const Moments found = photons_of(mean * static_cast<double>(scale), scale);
    CAPTURE(mean);
    // Within four deviations of a million numbers, and a few thousandths for large means.
    const double count = 1e6;
    CHECK(std::fabs(found.mean - mean) < 4 * std::sqrt(mean / count) + 1e-5 * mean);
    const double fourth = mean + 3 * mean * mean;
    CHECK(std::fabs(found.variance - mean) < 4 * std::sqrt((fourth - mean * mean) / count) + 2e-3 * mean);
    CHECK(found.skewness == Approx(1 / std::sqrt(mean)).epsilon(mean < 0.01 ? 0.15 : 0.02).margin(0.015));
  }
}

TEST_CASE("Poisson leaves black black", "[ops][simd]") {
  const Shape shape{70, 3, 3};
  tests::Guarded<std::uint8_t> black(shape);
  for (int y = 0; y < 3; ++y) {
    for (std::size_t i = 0; i < shape.row_elements(); ++i) black.view().row(y)[i] = 0;
  }
  CHECK(tests::equals(tests::applied(Poisson{.scale = 0.2f, .stream = stream}, black),
                      [](int, int, int) { return std::uint8_t{0}; }));
}

TEST_CASE("Poisson gives the same bits everywhere for what is no light", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 2, 1}, 64);
  const float odd[] = {NAN, -0.0f, -7.0f, -INFINITY, INFINITY, 1e30f, 1e-42f};
  for (int x = 0; x < 75; ++x) in.view().at(x, 1) = odd[x % 7];
  for (const bool clamp : {true, false}) {
    const auto out = tests::applied(Poisson{.scale = 0.1f, .clamp = clamp, .stream = stream}, in);
    for (int x = 0; x < 75; ++x) {
      const float value = out.view().at(x, 1);
      REQUIRE(std::isfinite(value));
      REQUIRE((x % 7 == 4 || x % 7 == 5 ? value >= 1 : value == 0));
    }
  }
}

TEST_CASE("Poisson knows when nothing would change, and refuses what is no light", "[ops]") {
  CHECK(Poisson{}.identity({3, 3, 1}));
  CHECK(!Poisson{.scale = 0.1f}.identity({3, 3, 1}));
  CHECK(Poisson{}.output({5, 4, 3}) == Shape{5, 4, 3});
  CHECK_THROWS_WITH((Poisson{.scale = -0.5f}.check({3, 3, 1})),
                    "Photons.scale: -0.5 is no light of a photon; give 0, or 1e-06 to 1e+06");
  CHECK_THROWS_WITH((Poisson{.scale = NAN}.check({3, 3, 1})),
                    "Photons.scale: nan is no light of a photon; give 0, or 1e-06 to 1e+06");
}
