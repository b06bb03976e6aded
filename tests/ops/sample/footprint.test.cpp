// SPDX-License-Identifier: MIT
#include "vary/ops/sample/footprint.hpp"

#include <array>
#include <cmath>

#include "support/reference.hpp"
#include "vary/ops/sample/warp.hpp"

using vary::Border;
using vary::Interpolation;
using vary::ops::Warp;
using Matrix = std::array<double, 6>;

namespace {

constexpr Interpolation smooth[] = {Interpolation::bilinear, Interpolation::bicubic, Interpolation::lanczos};

/// Maps that shrink, along one axis or both, turn, lean, mirror, enlarge and reach far outside.
std::vector<Matrix> matrices(vary::Shape shape) {
  const double w = shape.width, h = shape.height;
  std::vector<Matrix> list{
      {1, 0, 0.25, 0, 1, -0.5},                        // no smaller
      {0.8660254, 0.5, -0.2 * w, -0.5, 0.8660254, 1},  // a turn, no smaller
      {0.3, 0, 0.1, 0, 0.4, 0.7},                      // larger
      {2.5, 0, -2, 0, 0.6, -1},                        // smaller and larger
      {1.2, 0.4, -3, -0.4, 1.3, 2},                    // a little smaller, turned
      {0, -3.3, 0.6 * w, 1.004, 0, 0},                 // transposed
      {-1.7, 0, w, 0, -5.25, 1.5 * h},                 // mirrored
      {1.6, 0, 3 * w + 30, 0, 1.1, -2 * h - 40},       // far outside
  };
  for (Matrix& matrix : list) {
    for (double& entry : matrix) entry = 2 * Warp::quantised(entry / 2);
  }
  return list;
}

/// By what the filter is stretched for steps of a length: a multiple of 2^-bits, coarser for larger ones.
double stretch(double step) {
  if (step < 1 + 1.0 / 512) return 1;
  const double units = std::exp2(8 - std::floor(std::log2(step)));
  return std::floor(step * units + 0.5) / units;
}

/// The weights of the pixels first, first + 1, ... around a position, where whole numbers are pixel centres.
struct Weights {
  int first;
  std::vector<double> list{};

  Weights(Interpolation interpolation, double place, double factor)
      : first(static_cast<int>(std::floor(place - 3 * factor))) {
    double sum = 0;
    for (int i = first; i <= place + 3 * factor; ++i) {
      sum += list.emplace_back(tests::filter(interpolation, (i - place) / factor));
    }
    for (double& weight : list) weight /= sum;
  }
};

/// One coordinate of what a place of the output reads; `row` is 0 for x, 3 for y.
double read_place(const Warp& op, std::size_t row, double x, double y) {
  const double depth = 1 + op.perspective[0] * x + op.perspective[1] * y;
  return (op.matrix[row] * x + op.matrix[row + 1] * y + op.matrix[row + 2]) / depth;
}

/// By what the filter is stretched along one axis, from differences around the centre of the output.
double stretch(const Warp& op, std::size_t row) {
  if (!op.antialias) return 1;
  const double x = op.width / 2.0, y = op.height / 2.0, d = 1e-5;
  return stretch(std::hypot((read_place(op, row, x + d, y) - read_place(op, row, x - d, y)) / (2 * d),
                            (read_place(op, row, x, y + d) - read_place(op, row, x, y - d)) / (2 * d)));
}

/// The real value of an output pixel.
template <class T>
double exact(const Warp& op, const tests::Endless<T>& source, int i, int j, int c) {
  const double x = read_place(op, 0, i + 0.5, j + 0.5), y = read_place(op, 3, i + 0.5, j + 0.5);
  if (op.interpolation == Interpolation::nearest) {
    return static_cast<double>(source(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)), c));
  }
  const Weights across(op.interpolation, x - 0.5, stretch(op, 0));
  const Weights down(op.interpolation, y - 0.5, stretch(op, 3));
  double sum = 0;
  for (std::size_t b = 0; b < down.list.size(); ++b) {
    for (std::size_t a = 0; a < across.list.size(); ++a) {
      const double weight = across.list[a] * down.list[b];
      if (weight == 0) continue;
      sum += weight * static_cast<double>(
                          source(across.first + static_cast<int>(a), down.first + static_cast<int>(b), c));
    }
  }
  return sum;
}

template <class T>
void compare(const Warp& op, const tests::Guarded<T>& in) {
  CAPTURE(op.matrix, op.width, op.height, static_cast<int>(op.border), static_cast<int>(op.interpolation));
  const tests::Endless<T> source(in, op.border);
  const auto value = [&](int i, int j, int c) { return exact(op, source, i, j, c); };
  REQUIRE(tests::worst_error(tests::applied(op, in), value) <= tests::bound<T>(0.01, 1.5, 2e-5));
}

}  // namespace

TEMPLATE_TEST_CASE("Warp weighs whatever its filter covers", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 3);
    int turn = shape.channels;
    for (const Matrix& matrix : matrices(shape)) {
      for (const Interpolation interpolation : smooth) {
        const Border border = tests::all_borders[turn++ % 5];
        compare(tests::coloured(Warp{.matrix = matrix,
                                     .width = 9,
                                     .height = 4,
                                     .interpolation = interpolation,
                                     .border = border},
                                shape.channels),
                in);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Warp reads through a perspective", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  constexpr std::array<double, 2> depths[] = {{0.03, 0.01}, {-0.05, 0.04}, {0.2, -0.11}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 6);
    int turn = shape.channels;
    for (const Matrix& matrix : {Matrix{1.03, 0.21, -1.3, -0.15, 0.87, 0.4},
                                 Matrix{0.31, -0.52, 0.6 * shape.width, 1.7, 0.33, -2.2}}) {
      for (const auto& perspective : depths) {
        for (const Interpolation interpolation : {Interpolation::nearest, Interpolation::bilinear,
                                                  Interpolation::bicubic, Interpolation::lanczos}) {
          Warp op{.perspective = perspective, .width = 9, .height = 4, .interpolation = interpolation};
          for (std::size_t i = 0; i < 6; ++i) op.matrix[i] = Warp::quantised(matrix[i]);
          op.antialias = turn % 3 != 0;
          op.border = tests::all_borders[turn++ % 5];
          compare(tests::coloured(op, shape.channels), in);
        }
      }
    }
  });
}

TEST_CASE("Warp refuses to show the horizon", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK_NOTHROW(Warp{.perspective = {-0.1, 0.1}, .width = 9, .height = 9}.check(shape));
  CHECK_THROWS_WITH(
      (Warp{.perspective = {-0.5, 0.125}, .width = 4, .height = 2}.check(shape)),
      "Warp.perspective: 1 + p[0] x + p[1] y falls to -1 within the output; keep it above 0 (the "
      "horizon)");
  CHECK_THROWS(Warp{.perspective = {0, NAN}, .width = 4, .height = 2}.check(shape));
}

TEMPLATE_TEST_CASE("Warp without antialiasing takes the pixels next to each position", "[ops][simd]",
                   std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 4);
    for (const Matrix& matrix : matrices(shape)) {
      for (const Interpolation interpolation : smooth) {
        compare(Warp{.matrix = matrix,
                     .width = 5,
                     .height = 4,
                     .interpolation = interpolation,
                     .antialias = false},
                in);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Windows go on from one chunk of pixels to the next", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (int channels = 1; channels <= 5; ++channels) {
    const auto in = tests::noise_image<TestType>({150, 40, channels}, 4);
    for (const Interpolation interpolation : smooth) {
      for (const Matrix& matrix :
           {Matrix{0.5, 0.125, 3, 0.0625, 0.75, 4}, Matrix{-1.25, 0, 160, 0.0625, 1, 3}}) {
        compare(Warp{.matrix = matrix, .width = 300, .height = 3, .interpolation = interpolation}, in);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Windows grow to 64 pixels a step and no further", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({90, 70, 3}, 4);
  for (const double step : {15.3, 33.0, 63.9}) {
    compare(Warp{.matrix = {step, 0, 0, 0, 1, 0}, .width = 2, .height = 2}, in);
    compare(Warp{.matrix = {1, 0, 0, 0, Warp::quantised(step), 0},
                 .width = 2,
                 .height = 2,
                 .interpolation = Interpolation::lanczos},
            in);
  }
  const auto across = [&](double step) {
    return tests::applied(Warp{.matrix = {step, 0, 64 - step / 2, 0, step, 64 - step / 2}}, in);
  };
  REQUIRE(tests::same_bits<TestType>(across(64).view(), across(5000).view()));
}

TEMPLATE_TEST_CASE("Windows keep a flat image flat, to the last bit", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    int turn = shape.channels;
    for (const Matrix& matrix : matrices(shape)) {
      for (const Interpolation interpolation : smooth) {
        const Warp op{.matrix = matrix,
                      .width = shape.width,
                      .height = shape.height,
                      .interpolation = interpolation,
                      .border = tests::all_borders[1 + turn++ % 4]};
        REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Smooth weights at whole pixels copy", "[ops]", std::uint8_t, std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({13, 9, 3}, 5);
  for (const Interpolation interpolation : smooth) {
    for (const Border border : tests::all_borders) {
      const Warp op = tests::coloured(Warp{.matrix = {1, 0, -3, 0, 1, 2},
                                           .width = 14,
                                           .height = 9,
                                           .interpolation = interpolation,
                                           .border = border},
                                      3);
      const tests::Endless<TestType> source(in, border);
      const auto moved = [&](int x, int y, int c) { return static_cast<double>(source(x - 3, y + 2, c)); };
      REQUIRE(tests::worst_error(tests::applied(op, in), moved) <= tests::bound<TestType>(0, 0, 1e-6));
    }
  }
}

TEST_CASE("The step of a warp is that at the centre of the output", "[ops]") {
  const auto step = vary::ops::steps(Warp{.matrix = {3, 4, 7, 0, 0.5, 0}, .width = 8, .height = 2});
  CHECK(step[0] == Approx(5));
  CHECK(step[1] == Approx(0.5));
  // x' = 2x / (1 + x / 8): x'(4) = 16 / 3, and the gradient there is 2 / (1 + 4 / 8)^2.
  const auto deep = vary::ops::steps(
      Warp{.matrix = {2, 0, 0, 0, 1, 0}, .perspective = {0.125, 0}, .width = 8, .height = 2});
  CHECK(deep[0] == Approx(8.0 / 9));
  // y' = y / (1 + x / 8) changes by (-1/8 / 2.25, 1 / 1.5) there.
  CHECK(deep[1] == Approx(std::hypot(1 / 18.0, 2 / 3.0)));
}
