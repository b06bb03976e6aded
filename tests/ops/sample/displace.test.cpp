// SPDX-License-Identifier: MIT
#include "vary/ops/sample/displace.hpp"

#include <cmath>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::Interpolation;
using vary::ops::Displace;

namespace {

/// The weight of a node at a distance, in nodes: the cubic B-spline, or a hat.
double node_weight(bool smooth, double distance) {
  const double u = std::fabs(distance);
  if (!smooth) return std::fmax(0, 1 - u);
  if (u >= 2) return 0;
  return u < 1 ? 2.0 / 3 - u * u + u * u * u / 2 : std::pow(2 - u, 3) / 6;
}

/// The field of an op for a shape, from its definition.
class Field {
 public:
  Field(const Displace& op, vary::Shape shape) : op_(op) {
    first_ = op.smooth ? -1 : 0;
    const auto count = [&](int extent, double spacing) {  // up to the node beyond the last pixel's centre
      return static_cast<int>(std::floor((extent - 0.5) / spacing)) + (op.smooth ? 2 : 1) - first_ + 1;
    };
    columns_ = count(shape.width, op.spacing_x);
    rows_ = count(shape.height, op.spacing_y);
    const auto all = static_cast<std::uint64_t>(2 * columns_ * rows_);
    for (std::uint64_t i = 0; i < all; ++i) {
      nodes_.push_back(op.nodes.empty()
                           ? static_cast<double>(op.sigma) * tests::normal_number(op.stream.a, op.stream.b, i)
                           : static_cast<double>(op.nodes[i]));
    }
  }
  /// The shift along an axis (0: x) at a pixel.
  [[nodiscard]] double operator()(int axis, int x, int y) const {
    double sum = 0;
    for (int j = 0; j < rows_; ++j) {
      const double across = node_weight(op_.smooth, (y + 0.5) / op_.spacing_y - (j + first_));
      if (across == 0) continue;
      for (int i = 0; i < columns_; ++i) {
        sum += across * node_weight(op_.smooth, (x + 0.5) / op_.spacing_x - (i + first_)) *
               nodes_[static_cast<std::size_t>((axis * rows_ + j) * columns_ + i)];
      }
    }
    return sum;
  }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  Displace op_;
  int first_ = 0, columns_ = 0, rows_ = 0;
  std::vector<double> nodes_;
};

/// The real value of an output pixel with its shift in 256ths.
template <class T>
double exact(const Displace& op, const tests::Endless<T>& source, int i, int j, int c, double dx, double dy) {
  const auto read = [&](double column, double row) {
    return static_cast<double>(source(static_cast<int>(column), static_cast<int>(row), c));
  };
  const double x = i + dx / 256, y = j + dy / 256;
  if (op.interpolation == Interpolation::nearest) return read(std::floor(x + 0.5), std::floor(y + 0.5));
  const double left = std::floor(x), top = std::floor(y);
  const double right = x - left, down = y - top;
  return (1 - down) * ((1 - right) * read(left, top) + right * read(left + 1, top)) +
         down * ((1 - right) * read(left, top + 1) + right * read(left + 1, top + 1));
}

/// Shifts that lie in the middle between two 256ths, or nearly, may be rounded either way.
template <class T>
void compare(const Displace& op, const tests::Guarded<T>& in, double allowed) {
  CAPTURE(op.spacing_x, op.spacing_y, op.smooth, op.nodes.size(), op.sigma, static_cast<int>(op.border),
          static_cast<int>(op.interpolation));
  const tests::Endless<T> source(in, op.border);
  const Field field(op, in.view().shape());
  const auto out = tests::applied(op, in);
  const auto value = [&](int i, int j, int c) {
    const double shown = static_cast<double>(out.view().at(i, j, c));
    const double dx = 256 * field(0, i, j), dy = 256 * field(1, i, j);
    double best = exact(op, source, i, j, c, std::nearbyint(dx), std::nearbyint(dy));
    for (const double x : {-0.01, 0.01}) {
      for (const double y : {-0.01, 0.01}) {
        const double other = exact(op, source, i, j, c, std::nearbyint(dx + x), std::nearbyint(dy + y));
        if (std::fabs(other - shown) < std::fabs(best - shown)) best = other;
      }
    }
    return best;
  };
  REQUIRE(tests::worst_error(out, value) <= allowed);
}

template <class T>
double allowed_for() {
  return tests::bound<T>(0.03, 0.02, 1e-6);
}

/// With nodes of its own, up to so many pixels.
Displace with_nodes(Displace op, vary::Shape shape, double most, std::uint64_t seed) {
  tests::Dice dice(seed);
  for (std::size_t i = Field(op, shape).size(); i > 0; --i) {
    op.nodes.push_back(static_cast<float>(most * (2 * dice.fraction() - 1)));
  }
  return op;
}

}  // namespace

TEMPLATE_TEST_CASE("Displace reads where its nodes say, as real numbers would", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 3);
    for (const bool smooth : {true, false}) {
      for (const Border border : tests::all_borders) {
        Displace op{
            .spacing_x = 1 + 0.21 * shape.width, .spacing_y = 2.5, .smooth = smooth, .border = border};
        op = tests::coloured(op, shape.channels);
        const double most = border == Border::wrap ? 60 : 4;  // some far outside
        const Displace given = with_nodes(op, shape, most, 5);
        compare(given, in, allowed_for<TestType>());
        op.sigma = 1.5f;
        op.stream = {77, static_cast<std::uint64_t>(shape.width)};
        op.spacing_x = 7;
        compare(op, in, allowed_for<TestType>());
        op.interpolation = Interpolation::nearest;
        compare(op, in, 0);
      }
    }
  });
}

TEMPLATE_TEST_CASE("Displace goes on from cell to cell and from chunk to chunk", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (int channels = 1; channels <= 5; ++channels) {
    for (const double spacing : {1.0, 1.01, 3.3, 16.0, 17.7, 64.0, 500.0}) {
      const int width = 290 - static_cast<int>(spacing) % 50 - channels;
      const auto in = tests::noise_image<TestType>({width, 7, channels}, 4);
      const Displace op{.spacing_x = spacing,
                        .spacing_y = 3,
                        .smooth = channels % 2 == 0,
                        .sigma = 0.7f,
                        .stream = {1, 2},
                        .border = Border::symmetric};
      compare(op, in, allowed_for<TestType>());
    }
  }
}

TEMPLATE_TEST_CASE("Displace by whole pixels copies", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 5);
    for (const bool smooth : {true, false}) {
      for (const auto interpolation : {Interpolation::bilinear, Interpolation::nearest}) {
        for (const Border border : tests::all_borders) {
          Displace op{.spacing_x = 9.5, .smooth = smooth, .interpolation = interpolation, .border = border};
          op = tests::coloured(op, shape.channels);
          const std::size_t half = Field(op, shape).size() / 2;
          for (std::size_t i = 0; i < 2 * half; ++i) op.nodes.push_back(i < half ? -3.0f : 2.0f);
          const tests::Endless<TestType> source(in, border);
          REQUIRE(tests::equals(tests::applied(op, in),
                                [&](int x, int y, int c) { return source(x - 3, y + 2, c); }));
        }
      }
    }
  });
}

TEMPLATE_TEST_CASE("Displace keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    for (const Border border : {Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
      const Displace op{.spacing_x = 5, .spacing_y = 3, .sigma = 4, .stream = {3, 9}, .border = border};
      REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
    }
  });
}

TEST_CASE("Displace has shifts as far as it takes them", "[ops]") {
  const auto in = tests::noise_image<std::uint8_t>({40, 3, 1}, 6);
  for (const float shift : {16382.75f, -16382.75f}) {
    Displace op{.spacing_x = 64, .smooth = false, .border = Border::wrap};
    for (int i = 0; i < 8; ++i) op.nodes.push_back(shift);
    compare(op, in, allowed_for<std::uint8_t>());
  }
}

TEST_CASE("Displace knows when nothing would move", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK(Displace{}.identity(shape));
  CHECK(!Displace{.sigma = 0.1f}.identity(shape));
  CHECK(Displace{.nodes = {0, 0, 0, -0.0f}, .sigma = 1}.identity(shape));
  CHECK(!Displace{.nodes = {0, 0, 0.1f}}.identity(shape));
  CHECK(Displace{}.output(shape) == shape);
}

TEST_CASE("Displace refuses what it cannot do", "[ops]") {
  const vary::Shape shape{4, 3, 2};
  CHECK_THROWS_WITH((Displace{.spacing_x = 0.5}.check(shape)),
                    "Displace.spacing_x: 0.5 is no distance of nodes; give 1 or more pixels");
  CHECK_THROWS_WITH((Displace{.spacing_y = NAN}.check(shape)),
                    "Displace.spacing_y: nan is no distance of nodes; give 1 or more pixels");
  CHECK_THROWS_WITH((Displace{.smooth = false, .nodes = {1, 2, 3}}.check(shape)),
                    "Displace.nodes: has 3 numbers; an image of this size takes 8, or none to draw them");
  CHECK_THROWS_WITH((Displace{.smooth = false, .nodes = {1, 2, 3, 4, 5, 6, 7, NAN}}.check(shape)),
                    "Displace.nodes: nan is too far; stay below 16383 pixels");
  CHECK_THROWS_WITH((Displace{.smooth = false, .nodes = {1, 2, 3, 4, 5, 6, 7, -16383}}.check(shape)),
                    "Displace.nodes: -16383 is too far; stay below 16383 pixels");
  CHECK_THROWS_WITH((Displace{.sigma = -1}.check(shape)),
                    "Displace.sigma: -1 is no deviation; give 0 to 2400 pixels");
  CHECK_THROWS_WITH((Displace{.sigma = INFINITY}.check(shape)),
                    "Displace.sigma: inf is no deviation; give 0 to 2400 pixels");
  CHECK_THROWS_WITH((Displace{.fill = {1, 0, 1}}.check(shape)),
                    "Displace.fill: 3 values for 2 channels; give one value, or one for each channel");
  CHECK_NOTHROW(Displace{.smooth = false, .nodes = {1, 2, 3, 4, 5, 6, 7, 16382}}.check(shape));
  for (const auto interpolation : {Interpolation::bicubic, Interpolation::lanczos, Interpolation::area}) {
    CHECK_THROWS_WITH((Displace{.interpolation = interpolation}.check(shape)),
                      "Displace.interpolation: is for Resize only; give nearest or bilinear");
  }
}
