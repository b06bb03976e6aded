// SPDX-License-Identifier: MIT
#include "vary/transforms/blur/motion_blur.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::MotionBlur;

namespace {

const auto& window_of(const vary::Recipe& recipe) { return tests::only<vary::ops::Filter>(recipe); }

/// The weights in thousandths, row by row.
Rows thousandths(const MotionBlur& blur) {
  const auto recipe = tests::recipe_of(blur, {9, 9, 1});
  const auto& op = window_of(recipe);
  REQUIRE(op.width == op.height);
  Rows list;
  for (int y = 0; y < op.height; ++y) {
    list.emplace_back();
    for (int x = 0; x < op.width; ++x) {
      const float weight = op.weights[static_cast<std::size_t>(y * op.width + x)];
      list.back().push_back(static_cast<int>(std::lround(1000 * weight)));
    }
  }
  return list;
}

}  // namespace

TEST_CASE("MotionBlur is the mean along a line through the centre of its window", "[motion_blur]") {
  REQUIRE(thousandths({.size = 3, .degrees = 0}) == Rows{{0, 0, 0}, {333, 333, 333}, {0, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 90}) == Rows{{0, 333, 0}, {0, 333, 0}, {0, 333, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 45}) == Rows{{0, 0, 333}, {0, 333, 0}, {333, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 135}) == Rows{{333, 0, 0}, {0, 333, 0}, {0, 0, 333}});
  // The tangent of 26.565 degrees is one half.
  REQUIRE(thousandths({.size = 3, .degrees = 26.565051}) == Rows{{0, 0, 167}, {167, 333, 167}, {167, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = -360}) == thousandths({.size = 3, .degrees = 180}));
}

TEST_CASE("The diagonal of MotionBlur has seven equal weights and no other", "[motion_blur]") {
  const auto recipe = tests::recipe_of(MotionBlur{.size = 7, .degrees = 45}, {9, 9, 1});
  const auto& op = window_of(recipe);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) {
      REQUIRE(op.weights[static_cast<std::size_t>(7 * y + x)] == (x + y == 6 ? 1.0f / 7 : 0.0f));
    }
  }
}

TEST_CASE("The direction of MotionBlur puts larger weights at one end of the line", "[motion_blur]") {
  REQUIRE(thousandths({.size = 3, .degrees = 0, .direction = 1}) ==
          Rows{{0, 0, 0}, {0, 333, 667}, {0, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 180, .direction = 1}) ==
          Rows{{0, 0, 0}, {667, 333, 0}, {0, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 90, .direction = 1}) ==
          Rows{{0, 667, 0}, {0, 333, 0}, {0, 0, 0}});
  REQUIRE(thousandths({.size = 3, .degrees = 90, .direction = -1}) ==
          Rows{{0, 0, 0}, {0, 333, 0}, {0, 667, 0}});
}

TEST_CASE("MotionBlur averages neighbours and reflects the edge", "[motion_blur]") {
  REQUIRE(rows(MotionBlur{.size = 3, .degrees = 0}(image({{0, 90, 180, 30}}))) == Rows{{60, 90, 100, 130}});
}

TEST_CASE("The weights of MotionBlur sum to one for all draws", "[motion_blur]") {
  const auto photo = tests::flat_image<std::uint16_t>({13, 9, 3}, 65534);
  for (int i = 0; i < 50; ++i) {
    const MotionBlur blur{.size = {3, 15}, .direction = {-1, 1}};
    const auto recipe = tests::recipe_of(blur, {13, 9, 3}, {.index = i});
    double sum = 0;
    for (const float weight : window_of(recipe).weights) sum += static_cast<double>(weight);
    REQUIRE(sum == Approx(1).epsilon(1e-6));
    REQUIRE(tests::same_image(blur(photo, {.index = i}), photo));
  }
}

TEST_CASE("MotionBlur refuses fields out of range", "[motion_blur]") {
  tests::require_refused({
      {MotionBlur{.size = 4}, "MotionBlur.size: 4 has no middle; give odd numbers"},
      {MotionBlur{.size = {3, 257}}, "MotionBlur.size: 257 is above 255; give 1 to 255"},
      {MotionBlur{.degrees = 361}, "MotionBlur.degrees: 361 is above 360; give -360 to 360"},
      {MotionBlur{.direction = -2}, "MotionBlur.direction: -2 is below -1; give -1 to 1"},
      {MotionBlur{.fill = tests::no_fill},
       "MotionBlur.fill: has no value; give one, or one for each channel"},
  });
}
