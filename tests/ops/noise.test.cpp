// SPDX-License-Identifier: MIT
#include "vary/ops/noise.hpp"

#include <utility>
#include <vector>

#include "support/reference.hpp"

using vary::Shape;
using vary::Stream;
using vary::ops::Noise;

namespace {

constexpr Stream stream{0x0123456789ABCDEFu, 0xFEDCBA9876543210u};

/// The noise itself: on black, in floats, without clamping.
tests::Guarded<float> pure(Shape shape, Stream from = stream, bool per_channel = true) {
  const tests::Guarded<float> black = [&] {
    tests::Guarded<float> picture(shape);
    for (int y = 0; y < shape.height; ++y) {
      for (std::size_t i = 0; i < shape.row_elements(); ++i) picture.view().row(y)[i] = 0;
    }
    return picture;
  }();
  tests::Guarded<float> out(shape);
  apply<float>(Noise{.sigma = 1, .per_channel = per_channel, .clamp = false, .stream = from}, black.view(),
               out.view());
  return out;
}

/// All ways of adding noise to a picture, against numbers in double precision.
template <class T>
void compare(Shape shape, double allowed) {
  const auto in = tests::noise_picture<T>(shape, 61);
  const double white = static_cast<double>(vary::white<T>);
  for (const bool per_channel : {true, false}) {
    for (const bool clamp : {true, false}) {
      const Noise op{
          .mean = 0.05f, .sigma = 0.2f, .per_channel = per_channel, .clamp = clamp, .stream = stream};
      const auto value = [&](int x, int y, int c) {
        const int pixel = y * shape.width + x;
        const int number = per_channel ? pixel * shape.channels + c : pixel;
        const double normal = tests::normal_number(stream.a, stream.b, static_cast<std::uint64_t>(number));
        const double sum = static_cast<double>(in.view().at(x, y, c)) + white * (0.05 + 0.2 * normal);
        return clamp ? std::fmin(std::fmax(sum, 0), white) : sum;
      };
      CAPTURE(shape.channels, per_channel, clamp);
      REQUIRE(tests::worst_error(tests::applied(op, in), value) <= allowed);
    }
  }
}

std::vector<double> values(const tests::Guarded<float>& picture) {
  std::vector<double> list;
  for (int y = 0; y < picture.view().height(); ++y) {
    const float* row = picture.view().row(y);
    list.insert(list.end(), row, row + picture.view().shape().row_elements());
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
  tests::for_each_shape(
      [](Shape shape) { compare<TestType>(shape, tests::bound<TestType>(1e-4, 0.02, 1e-6)); });
}

TEMPLATE_TEST_CASE("Noise goes on from one chunk of numbers to the next", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  // Of so many numbers some are near zero, where they are less exact.
  for (int channels = 1; channels <= 5; ++channels) {
    compare<TestType>({1100, 2, channels}, tests::bound<TestType>(1e-3, 0.2, 3e-6));
  }
}

TEST_CASE("Noise is normal", "[ops]") {
  const auto numbers = values(pure({2048, 1024, 2}));
  const double count = static_cast<double>(numbers.size());
  double moments[5] = {};
  double beyond3 = 0, beyond4 = 0;
  for (const double x : numbers) {
    double power = 1;
    for (double& moment : moments) {
      moment += power / count;
      power *= x;
    }
    if (std::fabs(x) > 3) ++beyond3;
    if (std::fabs(x) > 4) ++beyond4;
  }
  const double root = std::sqrt(count);
  CHECK(std::fabs(moments[1]) < 4 / root);
  CHECK(std::fabs(moments[2] - 1) < 4 * std::sqrt(2.0) / root);
  CHECK(std::fabs(moments[3]) < 4 * std::sqrt(15.0) / root);
  CHECK(std::fabs(moments[4] / (moments[2] * moments[2]) - 3) < 0.02);
  // Counts within four of their own deviations from the normal law's.
  for (const auto& [found, tail] : {std::pair{beyond3, 2.6997961e-3}, std::pair{beyond4, 6.3342484e-5}}) {
    CHECK(std::fabs(found - count * tail) < 4 * std::sqrt(count * tail));
  }
}

TEST_CASE("Noise of neighbours, channels, rows and streams is unrelated", "[ops]") {
  constexpr int width = 500, channels = 3;
  const auto numbers = values(pure({width, 700, channels}));
  const double allowed = 4.5 / std::sqrt(static_cast<double>(numbers.size()));
  constexpr unsigned row = width * channels;
  for (const std::size_t lag : {1u, 2u, 3u, 4u, 5u, 8u, 16u, row - 1, row, row + 3}) {
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

TEST_CASE("Noise counts the values of a picture row by row", "[ops]") {
  const auto line = pure({12 * 7, 1, 2});
  for (const Shape shape : {Shape{12, 7, 2}, Shape{7, 12, 2}, Shape{24, 7, 1}}) {
    CHECK(values(pure(shape)) == values(line));
  }
}

TEST_CASE("Noise starts with these numbers", "[ops]") {
  const float expected[] = {-0.402845144f,  0.203658342f,  1.43698227f, -0.859236956f,
                            -0.0993603393f, -0.808584154f, 1.47002888f, -0.693334699f};
  CHECK(tests::equals(pure({8, 1, 1}, {1, 2}), [&](int i, int, int) { return expected[i]; }));
}

TEST_CASE("Noise clamps floats only if asked", "[ops]") {
  const auto in = tests::noise_picture<float>({90, 20, 1}, 63);
  for (const bool clamp : {true, false}) {
    const auto out = tests::applied(Noise{.sigma = 1, .clamp = clamp, .stream = stream}, in);
    int outside = 0;
    for (const double value : values(out)) outside += value < 0 || value > 1 ? 1 : 0;
    CHECK((outside == 0) == clamp);
  }
}

TEST_CASE("Noise gives the same bits everywhere for -0 and what is not a number", "[ops][simd]") {
  auto in = tests::noise_picture<float>({75, 2, 1}, 64);
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
