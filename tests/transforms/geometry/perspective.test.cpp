// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/perspective.hpp"

#include <array>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using tests::Point;
using vary::Interpolation;
using vary::Perspective;

namespace {

/// The input point that a warp reads for an output point.
Point source(const vary::ops::Warp& op, double x, double y) {
  const auto& m = op.matrix;
  const double w = 1 + op.perspective[0] * x + op.perspective[1] * y;
  return {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
}

/// The output point that reads an input point: (m - p q^T) is a linear system for it.
Point shown_at(const vary::ops::Warp& op, Point point) {
  const auto& m = op.matrix;
  const auto& p = op.perspective;
  const double a = m[0] - point.x * p[0], b = m[1] - point.x * p[1], u = point.x - m[2];
  const double c = m[3] - point.y * p[0], d = m[4] - point.y * p[1], v = point.y - m[5];
  return {(u * d - b * v) / (a * d - b * c), (a * v - u * c) / (a * d - b * c)};
}

}  // namespace

TEST_CASE("Perspective shifts every corner inwards by up to half a side times its scale", "[perspective]") {
  constexpr double width = 60, height = 45;
  for (const double scale : {0.1, 0.5}) {
    double least = 1, most = 0, sum = 0;
    for (int i = 0; i < 300; ++i) {
      const auto recipe = tests::recipe_of(Perspective{.distortion_scale = scale}, {60, 45, 3}, {.index = i});
      const auto& op = tests::only<vary::ops::Warp>(recipe);
      REQUIRE(recipe.shape() == vary::Shape{60, 45, 3});
      for (const Point corner : {Point{0, 0}, {width, 0}, {width, height}, {0, height}}) {
        const Point shown = shown_at(op, corner);
        const double right = (corner.x == 0 ? shown.x : width - shown.x) / (width / 2) / scale;
        const double down = (corner.y == 0 ? shown.y : height - shown.y) / (height / 2) / scale;
        for (const double fraction : {right, down}) {
          least = std::fmin(least, fraction);
          most = std::fmax(most, fraction);
          sum += fraction;
        }
      }
    }
    CAPTURE(scale);
    REQUIRE(least > -1e-6);
    REQUIRE(least < 0.01);
    REQUIRE(most > 0.99);
    REQUIRE(most < 1 + 1e-6);
    REQUIRE(sum / 2400 == Approx(0.5).margin(0.03));
  }
}

TEST_CASE("Perspective never shows the horizon", "[perspective]") {
  for (int i = 0; i < 500; ++i) {
    const auto recipe = tests::recipe_of(Perspective{.distortion_scale = 1}, {60, 45, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Warp>(recipe);
    for (const Point corner : {Point{0, 0}, {60, 0}, {60, 45}, {0, 45}}) {
      const Point shown = shown_at(op, corner);  // inside the output
      REQUIRE(shown.x > -1e-6);
      REQUIRE(shown.x < 60 + 1e-6);
      REQUIRE(shown.y > -1e-6);
      REQUIRE(shown.y < 45 + 1e-6);
      REQUIRE(1 + op.perspective[0] * corner.x + op.perspective[1] * corner.y > 0.05);
    }
  }
}

TEST_CASE("Perspective shows each point at the position of its map", "[perspective]") {
  vary::Image<float> photo(60, 45, 2);
  for (int y = 0; y < 45; ++y) {
    for (int x = 0; x < 60; ++x) {
      photo.at(x, y, 0) = (static_cast<float>(x) + 0.5f) / 64;
      photo.at(x, y, 1) = (static_cast<float>(y) + 0.5f) / 64;
    }
  }
  for (const auto interpolation : {Interpolation::bilinear, Interpolation::bicubic, Interpolation::nearest}) {
    for (int i = 0; i < 10; ++i) {
      const Perspective perspective{.interpolation = interpolation, .antialias = false};
      const vary::Key key{.index = i};
      const auto recipe = tests::recipe_of(perspective, photo.shape(), key);
      const auto& op = tests::only<vary::ops::Warp>(recipe);
      const auto copy = perspective(photo, key);
      int inside = 0;
      for (int y = 0; y < 45; ++y) {
        for (int x = 0; x < 60; ++x) {
          const Point point = source(op, x + 0.5, y + 0.5);
          if (!(point.x > 2 && point.x < 58 && point.y > 2 && point.y < 43)) continue;
          ++inside;
          const double off = std::fmax(std::fabs(64.0 * static_cast<double>(copy.at(x, y, 0)) - point.x),
                                       std::fabs(64.0 * static_cast<double>(copy.at(x, y, 1)) - point.y));
          REQUIRE(off < (interpolation == Interpolation::nearest ? 0.501 : 1e-3));
        }
      }
      REQUIRE(inside > 300);
    }
  }
}

TEST_CASE("Perspective keeps a flat image flat", "[perspective]") {
  const auto photo = tests::flat_image<std::uint8_t>({23, 17, 3}, 201);
  for (int i = 0; i < 30; ++i) {
    REQUIRE(tests::same_image(Perspective{.distortion_scale = 1}(photo, {.index = i}), photo));
  }
}

TEST_CASE("Perspective refuses fields out of range", "[perspective]") {
  tests::require_refused({
      {Perspective{.distortion_scale = -0.5}, "Perspective.distortion_scale: -0.5 is below 0; give 0 to 1"},
      {Perspective{.distortion_scale = 2}, "Perspective.distortion_scale: 2 is above 1; give 0 to 1"},
      {Perspective{.distortion_scale = NAN}, "Perspective.distortion_scale: is not a number; give 0 to 1"},
      {Perspective{.interpolation = Interpolation::area},
       "Perspective.interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos"},
      {Perspective{.fill = NAN}, "Perspective.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Perspective{.fill = {1, 0}}(tests::image({{1}}));
          }) == "Perspective.fill: 2 values for 1 channels; give one value, or one for each channel");
}
