// SPDX-License-Identifier: MIT
#include "vary/ops/interpolation.hpp"

#include "support/reference.hpp"

using vary::Interpolation;
using vary::detail::kernel_radius;
using vary::detail::kernel_weight;

constexpr Interpolation smooth[] = {Interpolation::bilinear, Interpolation::bicubic, Interpolation::lanczos};

TEST_CASE("Weights follow the textbook and end at their radius", "[ops]") {
  CHECK(kernel_radius(Interpolation::bilinear) == 1);
  CHECK(kernel_radius(Interpolation::bicubic) == 2);
  CHECK(kernel_radius(Interpolation::lanczos) == 3);
  CHECK(kernel_radius(Interpolation::area) == 0.5);
  for (const Interpolation interpolation : smooth) {
    for (int i = -400; i <= 400; ++i) {
      const double distance = i / 100.0;
      const double weight = kernel_weight(interpolation, distance);
      REQUIRE(std::fabs(weight - tests::filter(interpolation, distance)) < 1e-14);
      REQUIRE(weight == kernel_weight(interpolation, -distance));
      if (std::fabs(distance) >= kernel_radius(interpolation)) REQUIRE(weight == 0);
    }
  }
}

TEST_CASE("Weights are 1 on the pixel and 0 on its neighbours", "[ops]") {
  for (const Interpolation interpolation : smooth) {
    CHECK(kernel_weight(interpolation, 0) == 1);
    for (int i = 1; i < 5; ++i) CHECK(std::fabs(kernel_weight(interpolation, i)) < 1e-15);
  }
}

TEST_CASE("Weights of pixels one apart sum to 1, for straight lines and cubics", "[ops]") {
  for (const Interpolation interpolation : {Interpolation::bilinear, Interpolation::bicubic}) {
    for (int i = 0; i <= 64; ++i) {
      double sum = 0, mean = 0;
      for (int pixel = -3; pixel <= 3; ++pixel) {
        const double weight = kernel_weight(interpolation, pixel - i / 64.0);
        sum += weight;
        mean += weight * pixel;
      }
      REQUIRE(std::fabs(sum - 1) < 1e-14);
      REQUIRE(std::fabs(mean - i / 64.0) < 1e-14);  // a ramp stays a ramp
    }
  }
}
