// SPDX-License-Identifier: MIT
#include "vary/ops/sample/warp.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::Interpolation;
using vary::ops::Warp;
using Matrix = std::array<double, 6>;

namespace {

/// Maps that turn, stretch, lean, shift, mirror and reach far outside, for an image of a shape.
std::vector<Matrix> matrices(vary::Shape shape) {
  const double w = shape.width, h = shape.height;
  std::vector<Matrix> list{
      {1, 0, 0.25, 0, 1, -0.5},                      // nearest: on a half
      {0.866, 0.5, -0.2 * w, -0.5, 0.866, 0.3 * h},  // a turn
      {-1, 0, w, 0, -1, h},                          // half a turn, exact
      {0.3, 0, 0.1, 0, 0.4, 0.7},                    // larger
      {2.5, 0, -w / 2, 0, 3.1, -h},                  // smaller
      {1, 0.7, -3, -0.4, 1, 2},                      // leaning
      {0, 1, 0, 1, 0, 0},                            // transposed
      {0, 0, 0.4 * w, 0, 0, 0.6 * h},                // one place for all
      {1.1, 0, 10 * w, 0, 0.9, -10 * h},             // far outside
  };
  tests::Dice dice(7);
  for (int i = 0; i < 3; ++i) {
    Matrix any;
    for (double& entry : any) entry = 4 * dice.fraction() - 2;
    list.push_back(any);
  }
  // Even multiples of 2^-32: the centre of the first pixel then falls on the grid too, and doubles are exact.
  for (Matrix& matrix : list) {
    for (double& entry : matrix) entry = 2 * Warp::quantised(entry / 2);
  }
  return list;
}

/// Perspectives for an image of a shape: mild, strong, along one axis, across both.
std::vector<std::array<double, 2>> perspectives(vary::Shape shape) {
  const double w = shape.width, h = shape.height;
  return {{0.1 / w, 0.2 / h}, {-0.31 / w, -0.27 / h}, {0.5 / w, 0}, {0, -0.7 / h}, {2.3 / w, -0.4 / h}};
}

/// The real value of an output pixel; not a number where one of its neighbours is as good.
template <class T>
double exact(const Warp& op, const tests::Endless<T>& source, int i, int j, int c) {
  const Matrix& m = op.matrix;
  const double w = 1 + op.perspective[0] * (i + 0.5) + op.perspective[1] * (j + 0.5);
  const double x = (m[0] * (i + 0.5) + m[1] * (j + 0.5) + m[2]) / w;
  const double y = (m[3] * (i + 0.5) + m[4] * (j + 0.5) + m[5]) / w;
  const auto read = [&](double column, double row) {
    return static_cast<double>(source(static_cast<int>(column), static_cast<int>(row), c));
  };
  const auto whole = [&](double at) { return w != 1 && std::fabs(at - std::round(at)) < 0x1p-18; };
  if (op.interpolation == Interpolation::nearest && (whole(x) || whole(y))) return NAN;
  if (op.interpolation == Interpolation::nearest) return read(std::floor(x), std::floor(y));
  const double left = std::floor(x - 0.5), top = std::floor(y - 0.5);
  const double right = x - 0.5 - left, down = y - 0.5 - top;
  return (1 - down) * ((1 - right) * read(left, top) + right * read(left + 1, top)) +
         down * ((1 - right) * read(left, top + 1) + right * read(left + 1, top + 1));
}

template <class T>
void compare(const Warp& op, const tests::Guarded<T>& in, double allowed) {
  CAPTURE(op.matrix, op.perspective, op.width, op.height, static_cast<int>(op.border),
          static_cast<int>(op.interpolation));
  const tests::Endless<T> source(in, op.border);
  const auto out = tests::applied(op, in);
  const auto value = [&](int i, int j, int c) {
    const double real = exact(op, source, i, j, c);
    return real == real ? real : static_cast<double>(out.view().at(i, j, c));
  };
  REQUIRE(tests::worst_error(out, value) <= allowed);
}

}  // namespace

TEMPLATE_TEST_CASE("Warp reads between pixels as real numbers would", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 3);
    for (const Matrix& matrix : matrices(shape)) {
      for (const Border border : tests::all_borders) {
        Warp op{.matrix = matrix,
                .width = shape.width + 3,
                .height = shape.height,
                .antialias = false,
                .border = border};
        op = tests::coloured(op, shape.channels);
        compare(op, in, tests::bound<TestType>(0.03, 0.02, 1e-6));
        op.interpolation = Interpolation::nearest;
        compare(op, in, 0);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Warp goes on from one chunk of pixels to the next", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (int channels = 1; channels <= 5; ++channels) {
    const auto in = tests::noise_image<TestType>({150, 9, channels}, 4);
    for (const Matrix& matrix :
         {Matrix{0.5, 0.125, 3, -0.03125, 0.75, 4}, Matrix{-1.25, 0, 160, 0.0625, 1, -3}}) {
      for (const int width : {127, 128, 129, 300}) {
        Warp op{
            .matrix = matrix, .width = width, .height = 4, .antialias = false, .border = Border::symmetric};
        compare(op, in, tests::bound<TestType>(0.03, 0.02, 1e-6));
        op.interpolation = Interpolation::nearest;
        compare(op, in, 0);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Warp divides by the depth", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  const auto check = [](vary::Shape shape, int width, int height) {
    const auto in = tests::noise_image<TestType>(shape, 6);
    const double w = shape.width, h = shape.height;
    for (const auto& perspective : perspectives({width, height, 1})) {
      for (const Border border : tests::all_borders) {
        for (Matrix matrix : {Matrix{1, 0, 0, 0, 1, 0}, Matrix{1.1, 0.3, -0.2 * w, -0.2, 0.7, 0.3 * h},
                              Matrix{-0.9, 0.1, 1.2 * w, 0.2, -1.3, h}}) {
          for (double& entry : matrix) entry = Warp::quantised(entry);
          Warp op{.matrix = matrix,
                  .perspective = perspective,
                  .width = width,
                  .height = height,
                  .antialias = false,
                  .border = border};
          op = tests::coloured(op, shape.channels);
          compare(op, in, tests::bound<TestType>(0.03, 0.15, 3e-6));
          op.interpolation = Interpolation::nearest;
          compare(op, in, 0);
        }
      }
    }
  };
  tests::for_each_shape([&](vary::Shape shape) { check(shape, shape.width, shape.height + 2); });
  for (int channels = 1; channels <= 5; ++channels) check({130, 40, channels}, 260, 3);
}

TEST_CASE("Warp is precise far from the origin", "[ops]") {
  // A ramp of floats shows positions themselves.
  vary::Image<float> in(8192, 2, 1), out(8192, 2, 1);
  for (int x = 0; x < 8192; ++x) in.view().at(x, 0, 0) = in.view().at(x, 1, 0) = static_cast<float>(x);
  const Warp op{.matrix = {1.2, 0, -10, 0, 1, 0},
                .perspective = {3e-5, 0},
                .width = 8192,
                .height = 2,
                .antialias = false,
                .border = Border::edge};
  op.check(in.shape());
  double worst = 0;
  tests::on_every_target([&] {
    apply<float>(op, in.view(), out.view());
    for (int x = 0; x < 8192; ++x) {
      const double at = (1.2 * (x + 0.5) - 10) / (1 + 3e-5 * (x + 0.5)) - 0.5;
      const double expected = std::fmin(std::fmax(at, 0), 8191);
      worst = tests::larger(worst, std::fabs(static_cast<double>(out.view().at(x, 0, 0)) - expected));
    }
  });
  CHECK(worst < 0x1p-10);  // floats near 8192 have 10 bits behind the point
}

TEMPLATE_TEST_CASE("Warp by whole pixels copies", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 5);
    for (const auto interpolation : {Interpolation::bilinear, Interpolation::nearest}) {
      for (const Border border : tests::all_borders) {
        const Warp op = tests::coloured(Warp{.matrix = {1, 0, -3, 0, 1, 2},
                                             .width = shape.width + 2,
                                             .height = shape.height,
                                             .interpolation = interpolation,
                                             .border = border},
                                        shape.channels);
        const tests::Endless<TestType> source(in, border);
        REQUIRE(tests::equals(tests::applied(op, in),
                              [&](int x, int y, int c) { return source(x - 3, y + 2, c); }));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Warp keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    for (const Matrix& matrix : matrices(shape)) {
      for (const Border border : {Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
        const Warp op{.matrix = matrix, .width = shape.width, .height = shape.height, .border = border};
        REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
      }
    }
  });
}

TEST_CASE("Warp knows when nothing would move", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK(Warp{.width = 4, .height = 3}.identity(shape));
  CHECK(!Warp{.width = 4, .height = 2}.identity(shape));
  CHECK(!Warp{.matrix = {1, 0, 0, 0, 1, 0x1p-32}, .width = 4, .height = 3}.identity(shape));
  CHECK(Warp{.width = 9, .height = 8}.output(shape) == vary::Shape{9, 8, 2});
}

TEST_CASE("Warp rounds entries of its matrix to the grid of positions", "[ops]") {
  CHECK(Warp::quantised(1) == 1);
  CHECK(Warp::quantised(0x1.8p-33) == 0x1p-32);
  CHECK(Warp::quantised(-0x1p-33) == 0);  // half rounds up
  CHECK(Warp::quantised(-1.5 - 0x1p-40) == -1.5);
}

TEST_CASE("Warp refuses what it cannot do", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK_THROWS_WITH((Warp{.width = 0}.check(shape)), "Warp.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Warp{.height = 0}.check(shape)), "Warp.height: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Warp{.fill = {1, 0, 1}}.check(shape)),
                    "Warp.fill: 3 values for 2 channels; give one value, or one for each channel");
  CHECK_THROWS_WITH((Warp{.matrix = {1, 0, 2e6, 0, 1, 0}}.check(shape)),
                    "Warp.matrix: 2000000 is out of range; stay below 1048576");
  CHECK_THROWS_WITH((Warp{.matrix = {1, 0, 0, 0, NAN, 0}}.check(shape)),
                    "Warp.matrix: nan is out of range; stay below 1048576");
  CHECK_THROWS_WITH((Warp{.matrix = {1, 0, 0, 0, 1e6, 0}, .height = 5000}.check(shape)),
                    "Warp.matrix: reaches 5e+09 pixels far; stay below 1073741824");
  CHECK_THROWS_WITH((Warp{.perspective = {-0.1, -0.2}, .width = 5, .height = 3}.check(shape)),
                    Catch::Matchers::StartsWith("Warp.perspective: 1 + p[0] x + p[1] y falls to -0.1") &&
                        Catch::Matchers::EndsWith(" within the output; keep it above 0 (the horizon)"));
  CHECK_THROWS_WITH((Warp{.perspective = {NAN, 0}}.check(shape)),
                    Catch::Matchers::StartsWith("Warp.perspective: "));
  CHECK_NOTHROW(Warp{.perspective = {-0.1, -0.1}, .width = 5, .height = 3}.check(shape));
  CHECK_NOTHROW(Warp{.matrix = {1e6, 0, -1e6, 0, 1, 1e6}, .width = 1000}.check(shape));
  CHECK_THROWS_WITH((Warp{.interpolation = Interpolation::area}.check(shape)),
                    "Warp.interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos");
}
