// SPDX-License-Identifier: MIT
#include "vary/ops/color_matrix.hpp"

#include <limits>

#include "support/reference.hpp"

using vary::ops::ColorMatrix;

namespace {

constexpr ColorMatrix swirl{{0.2f, 0.7f, -0.3f, 0.1f, -1.5f, 0.4f, 2.0f, 0.25f, 0.299f, 0.587f, 0.114f, 0}};

}  // namespace

TEMPLATE_TEST_CASE("ColorMatrix weighs and adds, and leaves alpha alone", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    if (shape.channels != 3 && shape.channels != 4) return;
    const auto in = tests::noise_picture<TestType>(shape, 51);
    const auto out = tests::applied(swirl, in);
    const vary::ImageView<const TestType> view = in.view();
    const double white = static_cast<double>(vary::white<TestType>);
    const double worst = tests::worst_error(out, [&](int x, int y, int c) {
      if (c == 3) return static_cast<double>(view.at(x, y, c));
      double sum = static_cast<double>(swirl.matrix[static_cast<std::size_t>(4 * c + 3)]) * white;
      for (int from = 0; from < 3; ++from) {
        sum += static_cast<double>(swirl.matrix[static_cast<std::size_t>(4 * c + from)]) *
               static_cast<double>(view.at(x, y, from));
      }
      return std::fmin(std::fmax(sum, 0), white);
    });
    REQUIRE(worst <= tests::bound<TestType>(1e-4, 0.02, 4e-7));
  });
}

TEST_CASE("ColorMatrix keeps flat greys flat when its rows sum to one", "[ops]") {
  const ColorMatrix gray{{0.299f, 0.587f, 0.114f, 0, 0.299f, 0.587f, 0.114f, 0, 0.299f, 0.587f, 0.114f, 0}};
  tests::Guarded<std::uint8_t> in({256, 1, 3});
  for (int x = 0; x < 256; ++x) {
    for (int c = 0; c < 3; ++c) in.view().at(x, 0, c) = static_cast<std::uint8_t>(x);
  }
  REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(gray, in).view(), in.view()));
}

TEST_CASE("ColorMatrix knows the identity and refuses what it cannot take", "[ops]") {
  CHECK(ColorMatrix{}.identity({2, 2, 3}));
  CHECK(!swirl.identity({2, 2, 3}));
  CHECK_THROWS_WITH(
      ColorMatrix{}.check({5, 4, 1}),
      "ColorMatrix: needs red, green and blue, with or without alpha; the picture of 5x4x1 has 1 "
      "channel");
  ColorMatrix broken;
  broken.matrix[5] = std::numeric_limits<float>::infinity();
  CHECK_THROWS_WITH(broken.check({5, 4, 3}), "ColorMatrix.matrix: inf is not finite; give numbers");
}
