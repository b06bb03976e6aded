// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/grid_distortion.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using tests::coordinate_image;
using vary::GridDistortion;

TEST_CASE("GridDistortion stretches columns and rows, and leaves the edges in place", "[grid_distortion]") {
  const auto photo = coordinate_image(210, 97);
  for (int key = 0; key < 20; ++key) {
    const auto copy = GridDistortion{.columns = 5, .rows = 3, .strength = {-0.5, 0.5}}(photo, {.index = key});
    // The input step from pixel to pixel is constant within a column, and different in the next.
    std::vector<double> stretch;
    for (int column = 0; column < 5; ++column) {
      const int x = 42 * column;
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
    // 1.5 pixels from the edge: 1.5 times what the stretch differs from 1.
    REQUIRE(std::fabs(tests::shift(copy, 1, 1, 0)) <= 1.5 * std::fabs(stretch[0] - 1) + 0.01);
    REQUIRE(std::fabs(tests::shift(copy, 208, 1, 0)) <= 1.5 * std::fabs(stretch[4] - 1) + 0.01);
    for (int y = 1; y < 96; ++y) REQUIRE(copy.at(100, y, 0) == copy.at(100, 50, 0));
    for (int x = 1; x < 209; ++x) REQUIRE(copy.at(x, 40, 1) == copy.at(100, 40, 1));
  }
}

TEST_CASE("GridDistortion has at most one column or row per pixel", "[grid_distortion]") {
  const auto recipe = tests::recipe_of(GridDistortion{.columns = 500, .rows = 4}, {7, 9, 1}, {});
  const auto& op = tests::only<vary::ops::Displace>(recipe);
  REQUIRE(op.spacing_x == 1);
  REQUIRE(op.spacing_y == 9.0 / 4);
  REQUIRE(op.nodes.size() == 2 * 8 * 5);
}

TEST_CASE("GridDistortion refuses fields out of range", "[grid_distortion]") {
  const std::string text =
      ".interpolation: bicubic, lanczos and area are for Resize; give nearest or bilinear";
  tests::require_refused({
      {GridDistortion{.columns = 0}, "GridDistortion.columns: 0 is below 1; give 1 to 1000"},
      {GridDistortion{.rows = 1001}, "GridDistortion.rows: 1001 is above 1000; give 1 to 1000"},
      {GridDistortion{.strength = {-1, 0}}, "GridDistortion.strength: -1 is below -0.9; give -0.9 to 0.9"},
      {GridDistortion{.interpolation = vary::Interpolation::area}, "GridDistortion" + text},
  });
}
