// SPDX-License-Identifier: MIT
#include "vary/transforms/distortion.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "transforms/checks.hpp"

using vary::Border;
using vary::ElasticTransform;
using vary::GridDistortion;
using vary::OpticalDistortion;

namespace {

/// An image whose two channels hold where their pixel lies: x + 0.5 and y + 0.5.
vary::Image<float> places(int width, int height) {
  vary::Image<float> image(width, height, 2);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.at(x, y, 0) = static_cast<float>(x) + 0.5f;
      image.at(x, y, 1) = static_cast<float>(y) + 0.5f;
    }
  }
  return image;
}

/// The shift that a copy of places() shows.
double shift(const vary::Image<float>& copy, int x, int y, int axis) {
  return static_cast<double>(copy.at(x, y, axis)) - (axis == 0 ? x : y) - 0.5;
}

}  // namespace

TEST_CASE("The shifts of ElasticTransform have the deviation alpha, and are as smooth as sigma says",
          "[elastic]") {
  const auto photo = places(192, 160);
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
          const double dx = shift(copy, x, y, 0), dy = shift(copy, x, y, 1);
          mean[0] += dx;
          mean[1] += dy;
          squares[0] += dx * dx;
          squares[1] += dy * dy;
          fourth += dx * dx * dx * dx;
          both += dx * dy;
          for (int i = 0; i < 5; ++i) sums[i] += dx * shift(copy, x + steps[i], y, 0);
          ++count;
        }
      }
    }
    CAPTURE(sigma);
    // So many independent shifts there are, about; five deviations of each estimate.
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

TEST_CASE("ElasticTransform draws a field of its own for each key", "[elastic]") {
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

TEST_CASE("GridDistortion stretches columns and rows, and leaves the edges in place", "[grid]") {
  const auto photo = places(210, 97);
  for (int key = 0; key < 20; ++key) {
    const auto copy = GridDistortion{.columns = 5, .rows = 3, .strength = {-0.5, 0.5}}(photo, {.index = key});
    // What one pixel covers is the same within a part, and different in the next.
    std::vector<double> stretch;
    for (int part = 0; part < 5; ++part) {
      const int x = 42 * part;
      const auto step = [&](int at) {
        return static_cast<double>(copy.at(at + 1, 50, 0)) - static_cast<double>(copy.at(at, 50, 0));
      };
      stretch.push_back(
          (static_cast<double>(copy.at(x + 40, 50, 0)) - static_cast<double>(copy.at(x + 1, 50, 0))) / 39);
      for (int i = 1; i < 40; ++i) REQUIRE(step(x + i) == Approx(stretch.back()).margin(0.009));
      REQUIRE(stretch.back() > 0.5 / 1.5 - 0.01);
      REQUIRE(stretch.back() < 1.5 / 0.5 + 0.01);
    }
    REQUIRE(stretch[0] + stretch[1] + stretch[2] + stretch[3] + stretch[4] == Approx(5).margin(0.01));
    REQUIRE(std::fabs(stretch[0] - stretch[1]) + std::fabs(stretch[2] - stretch[3]) > 0.02);
    // Half a pixel from the edge, so half a pixel times the stretch.
    REQUIRE(std::fabs(shift(copy, 1, 1, 0)) <= 1.5 * std::fabs(stretch[0] - 1) + 0.01);
    REQUIRE(std::fabs(shift(copy, 208, 1, 0)) <= 1.5 * std::fabs(stretch[4] - 1) + 0.01);
    for (int y = 1; y < 96; ++y) REQUIRE(copy.at(100, y, 0) == copy.at(100, 50, 0));
    for (int x = 1; x < 209; ++x) REQUIRE(copy.at(x, 40, 1) == copy.at(100, 40, 1));
  }
}

TEST_CASE("GridDistortion has at most one part for each pixel", "[grid]") {
  const auto recipe = tests::recipe_of(GridDistortion{.columns = 500, .rows = 4}, {7, 9, 1}, {});
  const auto& op = tests::only<vary::ops::Displace>(recipe);
  REQUIRE(op.spacing_x == 1);
  REQUIRE(op.spacing_y == 9.0 / 4);
  REQUIRE(op.nodes.size() == 2 * 8 * 5);
}

TEST_CASE("OpticalDistortion follows its formula, in large images too", "[optical]") {
  const int sizes[][2] = {{300, 200}, {61, 90}, {4096, 40}, {40, 4096}, {2, 31}, {3, 3}};
  for (const auto& [width, height] : sizes) {
    for (const double strength : {-0.3, -0.04, 0.2, 1.0}) {
      CAPTURE(width, height, strength);
      const auto copy = OpticalDistortion{.strength = strength}(places(width, height));
      double worst = 0;
      int seen = 0;
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const double dx = x + 0.5 - width / 2.0, dy = y + 0.5 - height / 2.0;
          const double r2 = (dx * dx + dy * dy) / (width * width / 4.0 + height * height / 4.0);
          const double sx = width / 2.0 + dx * (1 + strength * r2),
                       sy = height / 2.0 + dy * (1 + strength * r2);
          if (sx < 0.5 || sy < 0.5 || sx > width - 0.5 || sy > height - 0.5) continue;  // mirrored
          worst = std::fmax(worst, std::fabs(static_cast<double>(copy.at(x, y, 0)) - sx));
          worst = std::fmax(worst, std::fabs(static_cast<double>(copy.at(x, y, 1)) - sy));
          ++seen;
        }
      }
      CHECK(worst < 0.003);  // half of a 256th, and floats up to 4096
      if (strength < 0) CHECK(seen > width * height / 4);
    }
  }
}

TEST_CASE("Positive strengths of OpticalDistortion show more, negative ones less", "[optical]") {
  vary::Image<std::uint8_t> photo(101, 101, 1);
  for (int y = 0; y < 101; ++y) {
    for (int x = 0; x < 101; ++x) photo.at(x, y) = x < 20 ? 255 : 0;  // a margin on the left
  }
  const auto margin = [&](double strength) {
    const auto copy = OpticalDistortion{.strength = strength, .border = Border::edge}(photo);
    int columns = 0;
    while (copy.at(columns, 50) > 127) ++columns;
    return columns;
  };
  REQUIRE(margin(0) == 20);
  REQUIRE(margin(0.5) > 21);
  REQUIRE(margin(-0.3) < 19);
}

TEST_CASE("Distortions refuse fields out of range", "[distortion]") {
  using vary::Interpolation;
  const std::string text =
      ".interpolation: bicubic, lanczos and area are for Resize; give nearest or bilinear";
  tests::require_refused({
      {ElasticTransform{.alpha = {3, 1}},
       "ElasticTransform.alpha: low 3 is above high 1; give the lower value first"},
      {ElasticTransform{.alpha = -1}, "ElasticTransform.alpha: -1 is below 0; give 0 to 1000"},
      {ElasticTransform{.alpha = 1001}, "ElasticTransform.alpha: 1001 is above 1000; give 0 to 1000"},
      {ElasticTransform{.sigma = 0.5}, "ElasticTransform.sigma: 0.5 is below 1; give 1 to 10000"},
      {ElasticTransform{.sigma = NAN}, "ElasticTransform.sigma: is not a number; give 1 to 10000"},
      {ElasticTransform{.interpolation = Interpolation::bicubic}, "ElasticTransform" + text},
      {ElasticTransform{.fill = {0, INFINITY}},
       "ElasticTransform.fill: inf is no colour; give a fraction of full scale"},
      {GridDistortion{.columns = 0}, "GridDistortion.columns: 0 is below 1; give 1 to 1000"},
      {GridDistortion{.rows = 1001}, "GridDistortion.rows: 1001 is above 1000; give 1 to 1000"},
      {GridDistortion{.strength = {-1, 0}}, "GridDistortion.strength: -1 is below -0.9; give -0.9 to 0.9"},
      {GridDistortion{.interpolation = Interpolation::area}, "GridDistortion" + text},
      {OpticalDistortion{.strength = 1.5}, "OpticalDistortion.strength: 1.5 is above 1; give -1 to 1"},
      {OpticalDistortion{.strength = {0, NAN}}, "OpticalDistortion.strength: is not a number; give -1 to 1"},
      {OpticalDistortion{.interpolation = Interpolation::lanczos}, "OpticalDistortion" + text},
  });
  REQUIRE(tests::refusal([] {
            OpticalDistortion{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "OpticalDistortion.fill: 2 values for 3 channels; give one value, or one for each channel");
}
