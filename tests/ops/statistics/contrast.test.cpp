// SPDX-License-Identifier: MIT
#include "vary/ops/statistics/contrast.hpp"

#include "support/reference.hpp"

using vary::ops::Contrast;

TEMPLATE_TEST_CASE("Contrast moves values from the mean grey of the whole image", "[ops][simd]",
                   std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 53);
    const vary::ImageView<const TestType> view = in.view();
    const bool color = shape.channels == 3 || shape.channels == 4;
    const double weights[] = {0.299, 0.587, 0.114, 0};
    double mean = 0;
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x) {
        for (int c = 0; c < shape.channels; ++c) {
          mean += static_cast<double>(view.at(x, y, c)) * (color ? weights[c] : 1.0 / shape.channels);
        }
      }
    }
    mean /= static_cast<double>(shape.width) * shape.height;
    const double white = static_cast<double>(vary::white<TestType>);
    REQUIRE(std::fabs(vary::ops::mean_gray<TestType>(view) - mean / white) < 2e-6);
    for (const float factor : {0.0f, 0.6f, 1.7f}) {
      const auto out = tests::applied(Contrast{factor}, in);
      const double worst = tests::worst_error(out, [&](int x, int y, int c) {
        const double value = static_cast<double>(view.at(x, y, c));
        if (c == 3 && shape.channels == 4) return value;
        const double moved = static_cast<double>(factor) * value + (1 - static_cast<double>(factor)) * mean;
        return std::fmin(std::fmax(moved, 0), white);
      });
      REQUIRE(worst <= tests::bound<TestType>(1e-4, 0.01, 2e-6));
    }
  });
}

TEST_CASE("Contrast of factor 1 changes nothing, and what is not finite is refused", "[ops]") {
  CHECK(Contrast{1}.identity({2, 2, 1}));
  CHECK(!Contrast{0.5f}.identity({2, 2, 1}));
  CHECK_THROWS_WITH(Contrast{INFINITY}.check({2, 2, 1}), "Contrast.factor: inf is not finite; give a number");
}
