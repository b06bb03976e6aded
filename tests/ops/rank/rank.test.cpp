// SPDX-License-Identifier: MIT
#include "vary/ops/rank/rank.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "support/reference.hpp"

using vary::Border;
using vary::Window;
using vary::ops::Gradient;
using vary::ops::Rank;

namespace {

/// Whether pixel (i, j) of a window of that size belongs to it.
bool contains(Window window, int width, int height, int i, int j) {
  const int dx = i - width / 2, dy = j - height / 2;
  if (window == Window::rectangle || width == 1 || height == 1) return true;
  if (window == Window::cross) return dx == 0 || dy == 0;
  const double a = width / 2, b = height / 2;
  return std::abs(dx) <= std::round(a * std::sqrt(1 - dy * dy / (b * b)));
}

/// The extreme of the window of (x, y).
template <class T>
T extreme(const tests::Endless<T>& source, int width, int height, Window window, bool maximum, int x, int y,
          int c) {
  T best = source(x, y, c);
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) {
      if (!contains(window, width, height, i, j)) continue;
      const T value = source(x - width / 2 + i, y - height / 2 + j, c);
      best = maximum ? std::max(best, value) : std::min(best, value);
    }
  }
  return best;
}

template <class T>
void compare(const Rank& op, const tests::Guarded<T>& in) {
  CAPTURE(op.width, op.height, op.maximum, static_cast<int>(op.border), static_cast<int>(op.window));
  const tests::Endless<T> source(in, op.border);
  REQUIRE(tests::equals(tests::applied(op, in), [&](int x, int y, int c) {
    return extreme(source, op.width, op.height, op.window, op.maximum, x, y, c);
  }));
}

}  // namespace

TEMPLATE_TEST_CASE("Rank finds the extreme of every window", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  constexpr std::pair<int, int> windows[] = {{1, 1}, {3, 3}, {2, 1}, {1, 4}, {6, 2}, {7, 5}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 31);
    for (const auto& [width, height] : windows) {
      for (const Border border : tests::all_borders) {
        for (const bool maximum : {true, false}) {
          compare(tests::coloured(Rank{width, height, maximum, border, {}}, shape.channels), in);
        }
      }
    }
  });
}

TEMPLATE_TEST_CASE("Rank takes windows larger than the image", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  const auto in = tests::noise_image<TestType>({6, 3, 2}, 32);
  for (const Border border : tests::all_borders) {
    for (const bool maximum : {true, false}) {
      compare(tests::coloured(Rank{40, 17, maximum, border, {}}, 2), in);
    }
  }
}

TEMPLATE_TEST_CASE("Rank goes on from one band of rows to the next", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  const auto in = tests::noise_image<TestType>({150, 200, 2}, 33);
  compare(Rank{4, 3, true, Border::reflect, {}}, in);
  compare(Rank{1, 12, false, Border::wrap, {}}, in);
}

TEST_CASE("Rank gives the same bits everywhere for -0 and what is not a number", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 9, 1}, 34);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY};
  for (int i = 0; i < 300; ++i) in.view().at(i * 7 % 75, i % 9) = odd[i % 5];
  for (const bool maximum : {true, false}) {
    for (const auto& [width, height] : {std::pair{3, 3}, std::pair{8, 5}}) {
      static_cast<void>(tests::applied(Rank{width, height, maximum, Border::reflect, {}}, in));
    }
  }
}

TEMPLATE_TEST_CASE("Rank looks at ellipses and crosses", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  constexpr std::pair<int, int> windows[] = {{3, 3}, {2, 2}, {4, 4}, {9, 5}, {1, 7}, {8, 2}, {6, 11}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 35);
    int turn = 0;
    for (const auto& [width, height] : windows) {
      for (const Window window : {Window::ellipse, Window::cross}) {
        const Border border = tests::all_borders[turn++ % 5];
        compare(tests::coloured(Rank{width, height, turn % 2 == 0, border, {}, window}, shape.channels), in);
      }
    }
  });
}

TEST_CASE("Ellipses of every size are those of the equation", "[ops]") {
  const auto in = tests::noise_image<std::uint8_t>({90, 40, 1}, 36);
  for (int size = 2; size <= 40; ++size) {
    compare(Rank{size, size, true, Border::edge, {}, Window::ellipse}, in);
    compare(Rank{size, 41 - size, false, Border::reflect, {}, Window::ellipse}, in);
    compare(Rank{size, 41 - size, true, Border::wrap, {}, Window::cross}, in);
  }
}

TEST_CASE("The ellipse of five is a square without its corners, but for two rows of one pixel", "[ops]") {
  tests::Guarded<std::uint8_t> dot({7, 7, 1});
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) dot.view().at(x, y) = x == 3 && y == 3 ? 1 : 0;
  }
  const auto out = tests::applied(Rank{5, 5, true, Border::constant, {}, Window::ellipse}, dot);
  const char* const rows[] = {"0000000", "0001000", "0111110", "0111110", "0111110", "0001000", "0000000"};
  REQUIRE(tests::equals(out, [&](int x, int y, int) { return static_cast<std::uint8_t>(rows[y][x] - '0'); }));
}

TEMPLATE_TEST_CASE("Gradient is the largest minus the smallest of a window", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 37);
    for (const Window window : {Window::rectangle, Window::ellipse, Window::cross}) {
      for (const Border border : tests::all_borders) {
        CAPTURE(static_cast<int>(window), static_cast<int>(border));
        const Gradient op = tests::coloured(Gradient{4, 3, border, {}, window}, shape.channels);
        const tests::Endless<TestType> source(in, border);
        REQUIRE(tests::equals(tests::applied(op, in), [&](int x, int y, int c) {
          return static_cast<TestType>(extreme(source, 4, 3, window, true, x, y, c) -
                                       extreme(source, 4, 3, window, false, x, y, c));
        }));
      }
    }
  });
}

TEST_CASE("Gradient gives the same bits everywhere for what is not a number", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 9, 1}, 38);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY};
  for (int i = 0; i < 300; ++i) in.view().at(i * 7 % 75, i % 9) = odd[i % 5];
  const auto out = tests::applied(Gradient{3, 3, Border::reflect, {}, Window::ellipse}, in);
  for (int i = 0; i < 75 * 9; ++i) REQUIRE(out.view().at(i % 75, i / 75) >= 0);
}

TEST_CASE("Gradient is nothing where there is nothing to see, and refuses windows below 1", "[ops]") {
  const auto flat = tests::flat_image<std::uint8_t>({9, 5, 3});
  REQUIRE(tests::equals(tests::applied(Gradient{3, 3}, flat), [](int, int, int) { return std::uint8_t{0}; }));
  CHECK(!Gradient{}.identity({3, 3, 1}));
  CHECK_THROWS_WITH((Gradient{.width = 0}.check({3, 3, 2})),
                    "Gradient.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Gradient{.height = -3}.check({3, 3, 2})),
                    "Gradient.height: -3 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Gradient{.fill = {1, 0, 1}}.check({3, 3, 2})),
                    "Gradient.fill: 3 values for 2 channels; give one value, or one for each channel");
}

TEST_CASE("Rank knows when nothing would change", "[ops]") {
  CHECK(Rank{}.identity({3, 3, 1}));
  CHECK(!Rank{.width = 2}.identity({3, 3, 1}));
  CHECK(!Rank{.height = 2}.identity({3, 3, 1}));
  CHECK(Rank{.width = 9}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Rank refuses windows below 1 and fills for other channel counts", "[ops]") {
  const vary::Shape shape{3, 3, 2};
  CHECK_THROWS_WITH((Rank{.width = 0}.check(shape)), "Rank.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Rank{.height = -3}.check(shape)), "Rank.height: -3 is not a size; give 1 or more");
  CHECK_THROWS_WITH((Rank{.fill = {1, 0, 1}}.check(shape)),
                    "Rank.fill: 3 values for 2 channels; give one value, or one for each channel");
}
