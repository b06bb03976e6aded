// SPDX-License-Identifier: MIT
#include "vary/ops/resize/resize.hpp"

#include <algorithm>
#include <vector>

#include "support/reference.hpp"

using vary::Interpolation;
using vary::ops::Resize;

namespace {

constexpr Interpolation all_interpolations[] = {Interpolation::nearest, Interpolation::bilinear,
                                                Interpolation::bicubic, Interpolation::lanczos,
                                                Interpolation::area};

/// weights[i][p]: what input pixel p counts for output pixel i.
std::vector<std::vector<double>> axis(int in, int out, const Resize& op) {
  const double scale = static_cast<double>(in) / out;
  const double stretch = op.antialias && scale > 1 ? scale : 1;
  std::vector<std::vector<double>> weights;
  for (int i = 0; i < out; ++i) {
    std::vector<double> row;
    double sum = 0;
    for (int p = 0; p < in; ++p) {
      if (op.interpolation == Interpolation::nearest) {
        row.push_back(p == (2 * i + 1) * in / (2 * out) ? 1 : 0);  // half a pixel goes up
      } else if (op.interpolation == Interpolation::area) {
        // Of in * out small parts, output pixel i covers those from i * in on, input pixel p those from p *
        // out.
        row.push_back(std::max(0, std::min((i + 1) * in, (p + 1) * out) - std::max(i * in, p * out)));
      } else {
        row.push_back(tests::filter(op.interpolation, (p + 0.5 - (i + 0.5) * scale) / stretch));
      }
      sum += row.back();
    }
    for (double& weight : row) weight /= sum;
    weights.push_back(row);
  }
  return weights;
}

template <class T>
void compare(const Resize& op, const tests::Guarded<T>& in, double allowed) {
  const vary::ImageView<const T> view = in.view();
  CAPTURE(view.width(), view.height(), op.width, op.height, static_cast<int>(op.interpolation), op.antialias);
  const auto across = axis(view.width(), op.width, op), down = axis(view.height(), op.height, op);
  const auto out = tests::applied(op, in);
  const auto value = [&](int i, int j, int c) {
    double sum = 0;
    for (int y = 0; y < view.height(); ++y) {
      const double weight = down[static_cast<std::size_t>(j)][static_cast<std::size_t>(y)];
      if (weight == 0) continue;
      for (int x = 0; x < view.width(); ++x) {
        sum += weight * across[static_cast<std::size_t>(i)][static_cast<std::size_t>(x)] *
               static_cast<double>(view.at(x, y, c));
      }
    }
    return sum;
  };
  REQUIRE(tests::worst_error(out, value) <= allowed);
}

}  // namespace

TEMPLATE_TEST_CASE("Resize weighs pixels as real numbers would", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 11);
    const vary::Shape sizes[] = {{1, 1},
                                 {shape.width, 2 * shape.height},
                                 {(shape.width + 1) / 2, shape.height},
                                 {(shape.width + 2) / 3, (shape.height + 1) / 2},
                                 {shape.width + 18, shape.height * 3 + 2}};
    for (const vary::Shape size : sizes) {
      for (const Interpolation interpolation : all_interpolations) {
        for (const bool antialias : {true, false}) {
          compare({size.width, size.height, interpolation, antialias}, in,
                  tests::bound<TestType>(0.1, 0.02, 1e-6));
        }
      }
    }
  });
}

TEST_CASE("Resize of two taps is right to a hundredth", "[ops][simd]") {
  // Windows of many widths, rows longer than vectors, and columns of which most are skipped.
  const vary::Shape sizes[][2] = {{{150, 7, 3}, {75, 4, 3}},   {{150, 7, 3}, {66, 9, 3}},
                                  {{150, 7, 3}, {225, 10, 3}}, {{201, 9, 3}, {40, 2, 3}},
                                  {{201, 9, 1}, {150, 5, 1}},  {{201, 9, 1}, {31, 5, 1}},
                                  {{130, 9, 4}, {70, 5, 4}},   {{130, 9, 4}, {260, 18, 4}},
                                  {{130, 9, 4}, {9, 18, 4}},   {{90, 5, 40}, {33, 4, 40}}};
  for (const auto& [from, to] : sizes) {
    const auto in = tests::noise_image<std::uint8_t>(from, 15);
    compare({to.width, to.height, Interpolation::bilinear, false}, in, 0.014);
  }
}

TEST_CASE("Resize covers every pixel from any length to any length", "[ops]") {
  for (const Interpolation interpolation : all_interpolations) {
    for (int from = 1; from <= 24; ++from) {
      const auto in = tests::noise_image<std::uint8_t>({from, 2, 1}, 12);
      for (int to = 1; to <= 24; ++to) {
        compare({to, 2, interpolation, true}, in, 0.05);
        compare({to, 2, interpolation, false}, in, 0.05);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Resize to half the size by area is the mean of two by two", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({34, 12, 3}, 13);
  const vary::ImageView<const TestType> view = in.view();
  const auto out = tests::applied(Resize{17, 6, Interpolation::area}, in);
  const auto mean = [&](int x, int y, int c) {
    double sum = 0;
    for (int k = 0; k < 4; ++k) sum += static_cast<double>(view.at(2 * x + k % 2, 2 * y + k / 2, c));
    return sum / 4;
  };
  if (std::is_same_v<TestType, float>) {
    CHECK(tests::worst_error(out, mean) <= 2e-7);
  } else {
    CHECK(tests::equals(out, [&](int x, int y, int c) { return tests::rounded<TestType>(mean(x, y, c)); }));
  }
}

TEMPLATE_TEST_CASE("Resize keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    for (const Interpolation interpolation : all_interpolations) {
      for (const int width : {1, shape.width + 5, 2 * shape.width}) {
        const auto out = tests::applied(Resize{width, (shape.height + 1) / 2, interpolation}, in);
        REQUIRE(tests::equals(out, [&](int, int, int c) { return in.view().at(0, 0, c); }));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Resize to the same size changes nothing", "[ops]", std::uint8_t, std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({19, 18, 2}, 14);
  for (const Interpolation interpolation : all_interpolations) {
    const Resize op{19, 18, interpolation};
    CHECK(op.identity({19, 18, 2}));
    CHECK(!op.identity({19, 17, 2}));
    CHECK(!op.identity({18, 18, 2}));
    CHECK(op.output({4, 4, 2}) == vary::Shape{19, 18, 2});
    // Should it be applied all the same: integers come back, floats but for their last bits.
    const auto same = [&](int x, int y, int c) { return static_cast<double>(in.view().at(x, y, c)); };
    CHECK(tests::worst_error(tests::applied(op, in), same) <= (std::is_same_v<TestType, float> ? 1e-7 : 0));
  }
}

TEST_CASE("Resize refuses sizes below 1", "[ops]") {
  CHECK_THROWS_WITH((Resize{0, 3}.check({1, 1, 1})), "Resize.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Resize{3, -1}.check({1, 1, 1})), "Resize.height: -1 is not a size; give 1 or more");
}
