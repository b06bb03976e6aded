// SPDX-License-Identifier: MIT
#include "vary/ops/noise/noise.hpp"

#include <map>
#include <utility>
#include <vector>

#include "support/noise_numbers.hpp"
#include "support/reference.hpp"

using vary::Distribution;
using vary::Shape;
using vary::Stream;
using vary::ops::Noise;

namespace {

constexpr Stream stream{0x0123456789ABCDEFu, 0xFEDCBA9876543210u};

/// The noise itself: on black, in floats, without clamping.
tests::Guarded<float> pure(Shape shape, Noise op) {
  tests::Guarded<float> black(shape);
  for (int y = 0; y < shape.height; ++y) {
    for (std::size_t i = 0; i < shape.row_elements(); ++i) black.view().row(y)[i] = 0;
  }
  tests::Guarded<float> out(shape);
  op.clamp = false;
  apply<float>(op, black.view(), out.view());
  return out;
}
tests::Guarded<float> pure(Shape shape, Stream from = stream, bool per_channel = true) {
  return pure(shape, {.sigma = 1, .per_channel = per_channel, .stream = from});
}

const tests::NoiseDistribution& numbers_of(Distribution distribution) {
  if (distribution == Distribution::uniform) return tests::uniform_distribution;
  return distribution == Distribution::laplace ? tests::laplace_distribution : tests::normal_distribution;
}

/// All ways of adding noise to an image, and of multiplying it, against numbers in double precision.
template <class T>
void compare(Shape shape, Distribution distribution, double allowed) {
  static std::map<Distribution, tests::NoiseNumbers> known;
  tests::NoiseNumbers& numbers = known.try_emplace(distribution, numbers_of(distribution), stream.a, stream.b).first->second;
  const auto in = tests::noise_image<T>(shape, 61);
  const double white = static_cast<double>(vary::white<T>);
  for (int ways = 0; ways < 16; ++ways) {
    const Noise op{.mean = 0.05f,
                   .sigma = 0.2f,
                   .distribution = distribution,
                   .multiplies = (ways & 1) != 0,
                   .per_channel = (ways & 2) != 0,
                   .steady = (ways & 4) != 0,
                   .clamp = (ways & 8) != 0,
                   .stream = stream};
    const auto value = [&](int x, int y, int c) {
      const int pixel = op.steady ? 0 : y * shape.width + x;
      const int number = op.per_channel ? pixel * shape.channels + c : pixel;
      const double change = 0.05 + 0.2 * numbers(static_cast<std::uint64_t>(number));
      const double before = static_cast<double>(in.view().at(x, y, c));
      const double after = op.multiplies ? before * (1 + change) : before + white * change;
      return op.clamp ? std::fmin(std::fmax(after, 0), white) : after;
    };
    CAPTURE(shape.channels, ways);
    // Sums of 8 bits take mean and sigma rounded: the mean to 1 / 128, sigma to 2^-15 of it.
    const bool steps = std::is_same_v<T, std::uint8_t> && !op.multiplies;
    REQUIRE(tests::worst_error(tests::applied(op, in), value) <= (steps ? 0.02 : allowed));
  }
}

std::vector<double> values(const tests::Guarded<float>& image) {
  std::vector<double> list;
  for (int y = 0; y < image.view().height(); ++y) {
    const float* row = image.view().row(y);
    list.insert(list.end(), row, row + image.view().shape().row_elements());
  }
  return list;
}

/// The mean of a[i] * b[i + lag]: of independent numbers, 0 with a deviation of 1 / root of their count.
double product(const std::vector<double>& a, const std::vector<double>& b, std::size_t lag = 0) {
  double sum = 0;
  for (std::size_t i = 0; i + lag < a.size(); ++i) sum += a[i] * b[i + lag];
  return sum / static_cast<double>(a.size() - lag);
}

}  // namespace

TEMPLATE_TEST_CASE("Noise adds the numbers of its stream", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  for (const Distribution distribution : {Distribution::normal, Distribution::uniform, Distribution::laplace}) {
    CAPTURE(static_cast<int>(distribution));
    tests::for_each_shape(
        [&](Shape shape) { compare<TestType>(shape, distribution, tests::bound<TestType>(1e-4, 0.02, 1e-6)); });
  }
}

TEMPLATE_TEST_CASE("Noise goes on from one chunk of numbers to the next", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  // So many that some are drawn again from the far tail.
  for (const int channels : {1, 3, 5}) {
    compare<TestType>({2111, 2, channels}, Distribution::normal, tests::bound<TestType>(1e-4, 0.02, 1e-6));
  }
}

TEST_CASE("Noise on 8 bits is exact for a mean and a sigma that 16 bits hold", "[ops][simd]") {
  tests::NoiseNumbers numbers(tests::normal_distribution, stream.a, stream.b);
  const double unit = vary::tables_of(Distribution::normal).unit;
  const Shape shape{640, 40, 1};
  const auto in = tests::noise_image<std::uint8_t>(shape, 61);
  for (const double scale : {20480.0, 30001.0}) {
    const double sigma = scale / 0x1p23 / unit;  // in levels: seven bits of fraction
    const Noise op{.mean = 0.25f / 255, .sigma = static_cast<float>(sigma / 255), .stream = stream};
    const auto out = tests::applied(op, in);
    CHECK(tests::equals(out, [&](int x, int y, int) {
      const double x_number = std::round(numbers(static_cast<std::uint64_t>(y * shape.width + x)) / unit);
      const double exact = in.view().at(x, y) + 0.25 + x_number * scale / 0x1p23;
      return tests::rounded<std::uint8_t>(exact);
    }));
  }
}

TEST_CASE("Noise too strong for steps of 16 bits is added in floats", "[ops][simd]") {
  tests::NoiseNumbers numbers(tests::normal_distribution, stream.a, stream.b);
  const Shape shape{100, 3, 3};
  const auto in = tests::noise_image<std::uint8_t>(shape, 61);
  for (const auto& [mean, sigma] : {std::pair{0.0f, 9.0f}, {-200.0f, 50.0f}, {140.0f, 1e30f}, {1e6f, 0.1f}}) {
    const auto out = tests::applied(Noise{.mean = mean, .sigma = sigma, .stream = stream}, in);
    const auto value = [&, mean = mean, sigma = sigma](int x, int y, int c) {
      const auto number = static_cast<std::uint64_t>((y * shape.width + x) * 3 + c);
      return in.view().at(x, y, c) +
             255 * (static_cast<double>(mean) + static_cast<double>(sigma) * numbers(number));
    };
    CHECK(tests::worst_error(out, value) <= 0.01);
  }
}

TEST_CASE("Noise is normal, and its tail does not end", "[ops]") {
  constexpr int images = 8;
  double count = 0, moments[5] = {}, beyond[5] = {}, largest = 0;
  constexpr double sizes[5] = {2, 3, 4, 4.5, 5};
  for (int image = 0; image < images; ++image) {
    const auto part = pure({2048, 1024, 2}, Stream{stream.a, static_cast<std::uint64_t>(image)});
    for (int y = 0; y < 1024; ++y) {
      for (int i = 0; i < 4096; ++i) {
        const double x = static_cast<double>(part.view().row(y)[i]);
        const double square = x * x;
        ++count;
        moments[1] += x;
        moments[2] += square;
        moments[3] += x * square;
        moments[4] += square * square;
        if (square <= 4) continue;
        for (int k = 0; k < 5; ++k) beyond[k] += std::fabs(x) > sizes[k] ? 1 : 0;
        largest = std::fmax(largest, std::fabs(x));
      }
    }
  }
  for (double& moment : moments) moment /= count;
  const double root = std::sqrt(count);
  CHECK(std::fabs(moments[1]) < 4 / root);
  CHECK(std::fabs(moments[2] - 1) < 4 * std::sqrt(2.0) / root + 1e-4);
  CHECK(std::fabs(moments[3]) < 4 * std::sqrt(15.0) / root);
  CHECK(std::fabs(moments[4] / (moments[2] * moments[2]) - 3) < 0.02);
  // Counts within four of their own deviations from the normal distribution's.
  for (int k = 0; k < 5; ++k) {
    const double expected = count * std::erfc(sizes[k] / std::sqrt(2.0));
    CAPTURE(sizes[k], beyond[k], expected);
    CHECK(std::fabs(beyond[k] - expected) < 4 * std::sqrt(expected));
  }
  CHECK(largest > 5);
}

TEST_CASE("Noise of other laws has their moments", "[ops]") {
  struct Known {
    Distribution distribution;
    double variance, kurtosis, least, most;
  };
  for (const Known& known :
       {Known{Distribution::uniform, 1.0 / 3, 1.8, 0.9999, 1}, Known{Distribution::laplace, 2, 6, 12, 32}}) {
    double second = 0, fourth = 0, first = 0, largest = 0;
    const auto numbers = values(pure({2048, 1024, 1}, Noise{.sigma = 1, .distribution = known.distribution, .stream = stream}));
    const double count = static_cast<double>(numbers.size());
    for (const double x : numbers) {
      first += x / count;
      second += x * x / count;
      fourth += x * x * x * x / count;
      largest = std::fmax(largest, std::fabs(x));
    }
    CHECK(std::fabs(first) < 4 * std::sqrt(known.variance / count));
    CHECK(second == Approx(known.variance).epsilon(4 * std::sqrt((known.kurtosis - 1) / count)));
    CHECK(fourth / (second * second) == Approx(known.kurtosis).epsilon(0.02));
    CHECK(largest > known.least);
    CHECK(largest < known.most);
  }
}

TEST_CASE("Noise of neighbours, channels, rows and streams is unrelated", "[ops]") {
  constexpr int width = 500, channels = 3;
  const auto numbers = values(pure({width, 700, channels}));
  const double allowed = 4.5 / std::sqrt(static_cast<double>(numbers.size()));
  constexpr unsigned row = width * channels;
  for (const std::size_t lag : {1u, 2u, 3u, 4u, 5u, 8u, 16u, 32u, 48u, 64u, 128u, row - 1, row, row + 3}) {
    CAPTURE(lag);
    CHECK(std::fabs(product(numbers, numbers, lag)) < allowed);
    std::vector<double> squares;  // uncorrelated would not do: the sizes too
    for (const double x : numbers) squares.push_back((x * x - 1) / std::sqrt(2.0));
    CHECK(std::fabs(product(squares, squares, lag)) < allowed);
  }
  const vary::Random parent(vary::Key{1, 2, 3});
  for (const Stream other : {Stream{stream.a + 1, stream.b}, Stream{stream.a, stream.b + 1},
                             Stream{stream.b, stream.a}, parent.stream(), parent.child("noise").stream()}) {
    CHECK(std::fabs(product(numbers, values(pure({width, 700, channels}, other)))) < allowed);
  }
}

TEST_CASE("Noise that channels share is the same in all of a pixel", "[ops]") {
  const auto shared = pure({67, 5, 3}, stream, false);
  const auto single = pure({67, 5, 1});
  CHECK(tests::equals(shared, [&](int x, int y, int) { return single.view().at(x, y); }));
}

TEST_CASE("Noise counts the values of an image row by row", "[ops]") {
  const auto line = pure({12 * 7, 1, 2});
  for (const Shape shape : {Shape{12, 7, 2}, Shape{7, 12, 2}, Shape{24, 7, 1}}) {
    CHECK(values(pure(shape)) == values(line));
  }
}

TEST_CASE("Noise starts with these numbers", "[ops]") {
  const int expected[] = {-7191, 1172, -18, 4004, 5020, -2814, 5760, -946};
  const float unit = static_cast<float>(vary::tables_of(Distribution::normal).unit);
  CHECK(tests::equals(pure({8, 1, 1}, Stream{1, 2}),
                      [&](int i, int, int) { return static_cast<float>(expected[i]) * unit; }));
}

TEST_CASE("Noise clamps floats only if asked", "[ops]") {
  const auto in = tests::noise_image<float>({90, 20, 1}, 63);
  for (const bool clamp : {true, false}) {
    const auto out = tests::applied(Noise{.sigma = 1, .clamp = clamp, .stream = stream}, in);
    int outside = 0;
    for (const double value : values(out)) outside += value < 0 || value > 1 ? 1 : 0;
    CHECK((outside == 0) == clamp);
  }
}

TEST_CASE("Noise gives the same bits everywhere for -0 and what is not a number", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 2, 1}, 64);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY};
  for (int x = 0; x < 75; ++x) in.view().at(x, 1) = odd[x % 5];
  for (const bool clamp : {true, false}) {
    for (const float sigma : {0.0f, 0.5f}) {
      const auto out = tests::applied(Noise{.sigma = sigma, .clamp = clamp, .stream = stream}, in);
      for (int x = 0; x < 75; ++x) {
        const float value = out.view().at(x, 1);
        REQUIRE((clamp ? value >= 0 && value <= 1 : std::isnan(value) == (x % 5 == 0)));
      }
    }
  }
}

TEST_CASE("Noise knows when nothing would change", "[ops]") {
  CHECK(Noise{.stream = stream}.identity({3, 3, 1}));
  CHECK(!Noise{.mean = 0.1f}.identity({3, 3, 1}));
  CHECK(!Noise{.sigma = 0.1f}.identity({3, 3, 1}));
  CHECK(Noise{}.output({5, 4, 3}) == Shape{5, 4, 3});
}

TEST_CASE("Noise refuses what is no deviation and what is not finite", "[ops]") {
  const Shape shape{3, 3, 1};
  CHECK_THROWS_WITH((Noise{.sigma = -0.5f}.check(shape)),
                    "Noise.sigma: -0.5 is no deviation; give 0 or more");
  CHECK_THROWS_WITH((Noise{.sigma = NAN}.check(shape)), "Noise.sigma: nan is no deviation; give 0 or more");
  CHECK_THROWS_WITH((Noise{.sigma = INFINITY}.check(shape)),
                    "Noise.sigma: inf is no deviation; give 0 or more");
  CHECK_THROWS_WITH((Noise{.mean = INFINITY}.check(shape)), "Noise.mean: inf; give a finite number");
}
