// SPDX-License-Identifier: MIT
#include "vary/ops/point/color_matrix.hpp"

#include <array>
#include <limits>
#include <vector>

#include "support/reference.hpp"

using vary::ops::ColorMatrix;

namespace {

using Matrix = std::array<float, 12>;

constexpr Matrix swirl{0.2f, 0.7f, -0.3f, 0.1f, -1.5f, 0.4f, 2.0f, 0.25f, 0.299f, 0.587f, 0.114f, 0};
constexpr Matrix gray{0.299f, 0.587f, 0.114f, 0, 0.299f, 0.587f, 0.114f, 0, 0.299f, 0.587f, 0.114f, 0};
constexpr Matrix dark_gray{0.2f, 0.5f, 0.1f, -0.01f, 0.2f, 0.5f, 0.1f, -0.01f, 0.2f, 0.5f, 0.1f, -0.01f};

/// A matrix in steps, and what one is.
struct Steps {
  std::array<double, 12> entries;
  double step;
};

/// As ColorMatrix promises, worked out entry by entry: the finest of the steps 1, 1/2 to 2^-14 for which
/// every row has magnitudes that add up to less than 2^15 steps, and three weights that add up to their
/// rounded sum.
Steps in_steps(const Matrix& matrix) {
  Steps best{};
  for (double scale = 1; scale <= 16384; scale *= 2) {
    Steps now{{}, 1 / scale};
    bool fits = true;
    for (std::size_t row = 0; row < 3; ++row) {
      double* steps = now.entries.data() + 4 * row;
      double exact[4];
      for (std::size_t i = 0; i < 4; ++i) {
        exact[i] = double{matrix[4 * row + i]} * scale;
        steps[i] = std::floor(exact[i] + 0.5);
      }
      const double missing =
          std::floor(exact[0] + exact[1] + exact[2] + 0.5) - (steps[0] + steps[1] + steps[2]);
      std::size_t most = 0;
      for (const std::size_t i : {1, 2}) {
        if (std::fabs(exact[i]) > std::fabs(exact[most])) most = i;
      }
      steps[most] += missing;
      double sum = 0;
      for (std::size_t i = 0; i < 4; ++i) sum += std::fabs(steps[i]);
      fits = fits && sum < 32768;
    }
    if (fits) best = now;
  }
  return best;
}

/// The exact result for a pixel, in units of T.
template <class T>
double mixed(const Steps& steps, vary::ImageView<const T> in, int x, int y, int c) {
  if (c == 3) return static_cast<double>(in.at(x, y, 3));
  const double* row = steps.entries.data() + 4 * c;
  double sum = row[3] * static_cast<double>(vary::white<T>);
  for (int from = 0; from < 3; ++from) sum += row[from] * static_cast<double>(in.at(x, y, from));
  return std::fmin(std::fmax(sum * steps.step, 0), static_cast<double>(vary::white<T>));
}

template <class T>
void require_exact(const ColorMatrix& op, const tests::Guarded<T>& in) {
  const auto out = tests::applied(op, in);
  const vary::ImageView<const T> view = in.view();
  const Steps steps = in_steps(op.matrix);
  const auto exact = [&](int x, int y, int c) { return mixed<T>(steps, view, x, y, c); };
  if constexpr (std::is_same_v<T, float>) {
    double largest = 0;
    for (const double entry : steps.entries) largest = std::fmax(largest, std::fabs(entry * steps.step));
    REQUIRE(tests::worst_error(out, exact) <= 3e-7 * std::fmax(largest, 1));
  } else {
    REQUIRE(tests::equals(out, [&](int x, int y, int c) { return tests::rounded<T>(exact(x, y, c)); }));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("ColorMatrix weighs and adds exactly, and leaves alpha alone", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    if (shape.channels != 3 && shape.channels != 4) return;
    const auto in = tests::noise_image<TestType>(shape, 51);
    for (const Matrix& matrix : {swirl, gray, dark_gray}) {
      require_exact(ColorMatrix{matrix}, in);
      require_exact(ColorMatrix{.matrix = matrix, .channels = 1}, in);
    }
  });
}

TEMPLATE_TEST_CASE("ColorMatrix is exact for large and small entries, on black and white too", "[ops][simd]",
                   std::uint8_t, std::uint16_t, float) {
  std::vector<Matrix> matrices{
      vary::ops::saturation(0).matrix,
      vary::ops::saturation(1.3f).matrix,
      vary::ops::saturation(2).matrix,
      vary::ops::saturation(100).matrix,
      // The largest that there may be, alone and together.
      {32767, 0, 0, 0, 0, 0, 0, -32767, 0, 0, 0, 32767},
      {10000, -12000, 10000, -700, -10922, -10922, -10922, 0, 10922, 10922, 10923, 0},
      // Just below two and above: the finest step, and the next.
      {0.99f, -0.99f, 0.0198f, 0, 1, 1, -0.001f, 0, 0, 0, 0, 0.5f},
      {1.9999f, 0, 0, 0, 0, -1.9999f, 0, 0, 0, 0, 1.9999f, 0},
      {1e-5f, 2e-5f, 5e-5f, 0, 3e-5f, 3e-5f, 3e-5f, 0, 0, 0, 0, 1e-9f}};
  tests::Dice dice(8);
  for (int i = 0; i < 12; ++i) {
    Matrix& matrix = matrices.emplace_back();
    for (float& entry : matrix) entry = static_cast<float>(std::pow(4.0, i - 5) * (2 * dice.fraction() - 1));
  }
  auto in = tests::noise_image<TestType>({67, 3, 3}, 54);
  for (int x = 0; x < 67; ++x) {
    for (int c = 0; c < 3; ++c) in.view().at(x, 1, c) = x >> c & 1 ? vary::white<TestType> : TestType{0};
  }
  for (const Matrix& matrix : matrices) {
    CAPTURE(matrix);
    require_exact(ColorMatrix{matrix}, in);
  }
}

TEMPLATE_TEST_CASE("ColorMatrix works on rows without gaps as on others", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (const int channels : {3, 4}) {
    for (const int width : {1, 3, 15, 16, 17, 31, 50, 64, 65, 130}) {
      for (const int out_channels : {1, 3}) {
        const ColorMatrix op{.matrix = swirl, .channels = out_channels};
        const auto apart = tests::noise_image<TestType>({width, 7, channels}, 58, 9);
        const auto tight = tests::noise_image<TestType>({width, 7, channels}, 58, 0);
        const auto expected = tests::applied(op, apart);
        tests::on_every_target([&] {
          tests::Guarded<TestType> out(op.output(tight.view().shape()), 0);
          apply<TestType>(op, tight.view(), out.view());
          REQUIRE(out.intact());
          REQUIRE(tests::same_bits<TestType>(out.view(), expected.view()));
        });
      }
    }
  }
}

TEMPLATE_TEST_CASE("ColorMatrix keeps greys as they are when its rows sum to one", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  tests::Guarded<TestType> in({256, 3, 3});
  for (int x = 0; x < 256; ++x) {
    for (int i = 0; i < 9; ++i) {
      in.view().at(x, i / 3, i % 3) =
          static_cast<TestType>(x * static_cast<double>(vary::white<TestType>) / 255);
    }
  }
  for (const float factor : {0.0f, 0.3f, 0.9f, 1.7f, 63.0f}) {
    CAPTURE(factor);
    REQUIRE(tests::same_bits<TestType>(tests::applied(vary::ops::saturation(factor), in).view(), in.view()));
  }
}

TEST_CASE("ColorMatrix knows the identity and refuses what it cannot take", "[ops]") {
  CHECK(ColorMatrix{}.identity({2, 2, 3}));
  CHECK(vary::ops::saturation(1).identity({2, 2, 3}));
  CHECK(!ColorMatrix{swirl}.identity({2, 2, 3}));
  const ColorMatrix red{.channels = 1};
  CHECK(!red.identity({2, 2, 3}));
  CHECK(red.output({5, 4, 4}) == vary::Shape{5, 4, 1});
  CHECK(ColorMatrix{swirl}.output({5, 4, 4}) == vary::Shape{5, 4, 4});
  CHECK_THROWS_WITH(
      ColorMatrix{}.check({5, 4, 1}),
      "ColorMatrix: needs red, green and blue, with or without alpha; the image of 5x4x1 has 1 "
      "channel");
  CHECK_THROWS_WITH(ColorMatrix{.channels = 2}.check({5, 4, 3}),
                    "ColorMatrix.channels: 2 will not do; give 1 or 3");
  ColorMatrix broken;
  broken.matrix[5] = std::numeric_limits<float>::infinity();
  CHECK_THROWS_WITH(broken.check({5, 4, 3}), "ColorMatrix.matrix: inf is not finite; give numbers");
  broken.matrix[5] = 32768;
  CHECK_THROWS_WITH(
      broken.check({5, 4, 3}),
      "ColorMatrix.matrix: has a row whose magnitudes add up to 32768 or more; give smaller numbers");
}
