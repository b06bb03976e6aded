// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/elastic_transform.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using tests::coordinate_image;
using vary::ElasticTransform;

TEST_CASE("The shifts of ElasticTransform have the standard deviation alpha and the correlation of sigma",
          "[elastic_transform]") {
  const auto photo = coordinate_image(192, 160);
  constexpr int margin = 16, keys = 60;
  for (const double sigma : {3.0, 9.0}) {
    const double alpha = 2;
    const int steps[] = {0, 4, 9, 13, 27};
    double sums[5] = {}, mean[2] = {}, squares[2] = {}, both = 0, fourth = 0;
    int count = 0;
    for (int key = 0; key < keys; ++key) {
      const auto copy = ElasticTransform{.alpha = alpha, .sigma = sigma}(photo, {.seed = 3, .index = key});
      for (int y = margin; y < 160 - margin; y += 3) {
        for (int x = margin; x < 192 - margin - 27; x += 3) {
          const double dx = tests::shift(copy, x, y, 0), dy = tests::shift(copy, x, y, 1);
          mean[0] += dx;
          mean[1] += dy;
          squares[0] += dx * dx;
          squares[1] += dy * dy;
          fourth += dx * dx * dx * dx;
          both += dx * dy;
          for (int i = 0; i < 5; ++i) sums[i] += dx * tests::shift(copy, x + steps[i], y, 0);
          ++count;
        }
      }
    }
    CAPTURE(sigma);
    // The approximate number of independent shifts, and five standard errors of each estimate.
    const double cells = keys * (128.0 * 133) / (3 * sigma * sigma);
    const double margin5 = 5 / std::sqrt(cells);
    for (int axis = 0; axis < 2; ++axis) {
      CHECK(mean[axis] / count == Approx(0).margin(alpha * margin5));
      CHECK(std::sqrt(squares[axis] / count) == Approx(alpha).epsilon(margin5));
    }
    CHECK(both / count == Approx(0).margin(alpha * alpha * margin5));
    CHECK(fourth / count == Approx(3 * std::pow(alpha, 4)).epsilon(5 * margin5));  // normal
    for (int i = 1; i < 5; ++i) {
      const double expected = std::exp(-steps[i] * steps[i] / (4 * sigma * sigma));
      CHECK(sums[i] / sums[0] == Approx(expected).margin(0.02 + margin5));
    }
  }
}

TEST_CASE("ElasticTransform draws another field for each key", "[elastic_transform]") {
  const ElasticTransform elastic{.alpha = {1, 4}, .sigma = {5, 9}};
  std::vector<vary::Stream> streams;
  for (int i = 0; i < 50; ++i) {
    const auto recipe = tests::recipe_of(elastic, {64, 48, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Displace>(recipe);
    for (const vary::Stream& other : streams) REQUIRE(!(op.stream == other));
    streams.push_back(op.stream);
    REQUIRE(op.nodes.empty());
    REQUIRE(op.sigma * 151.0 / 315 >= 0.999);
    REQUIRE(op.sigma * 151.0 / 315 <= 4.001);
    REQUIRE(op.spacing_x >= 5 * std::sqrt(3.0));
    REQUIRE(op.spacing_x <= 9 * std::sqrt(3.0));
    REQUIRE(op.spacing_y == op.spacing_x);
  }
}

TEST_CASE("ElasticTransform refuses fields out of range", "[elastic_transform]") {
  const std::string text =
      ".interpolation: bicubic, lanczos and area are for Resize; give nearest or bilinear";
  tests::require_refused({
      {ElasticTransform{.alpha = {3, 1}},
       "ElasticTransform.alpha: low 3 is above high 1; give the lower value first"},
      {ElasticTransform{.alpha = -1}, "ElasticTransform.alpha: -1 is below 0; give 0 to 1000"},
      {ElasticTransform{.alpha = 1001}, "ElasticTransform.alpha: 1001 is above 1000; give 0 to 1000"},
      {ElasticTransform{.sigma = 0.5}, "ElasticTransform.sigma: 0.5 is below 1; give 1 to 10000"},
      {ElasticTransform{.sigma = NAN}, "ElasticTransform.sigma: is not a number; give 1 to 10000"},
      {ElasticTransform{.interpolation = vary::Interpolation::bicubic}, "ElasticTransform" + text},
      {ElasticTransform{.fill = {0, INFINITY}},
       "ElasticTransform.fill: inf is no colour; give a fraction of full scale"},
  });
}
