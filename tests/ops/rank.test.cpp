// SPDX-License-Identifier: MIT
#include "vary/ops/rank.hpp"

#include <algorithm>
#include <utility>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Rank;

namespace {

template <class T>
void compare(const Rank& op, const tests::Guarded<T>& in) {
  CAPTURE(op.width, op.height, op.maximum, static_cast<int>(op.border));
  const tests::Endless<T> source(in, op.border);
  REQUIRE(tests::equals(tests::applied(op, in), [&](int x, int y, int c) {
    T best = source(x - op.width / 2, y - op.height / 2, c);
    for (int j = 0; j < op.height; ++j) {
      for (int i = 0; i < op.width; ++i) {
        const T value = source(x - op.width / 2 + i, y - op.height / 2 + j, c);
        best = op.maximum ? std::max(best, value) : std::min(best, value);
      }
    }
    return best;
  }));
}

}  // namespace

TEMPLATE_TEST_CASE("Rank finds the extreme of every window", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  constexpr std::pair<int, int> windows[] = {{1, 1}, {3, 3}, {2, 1}, {1, 4}, {6, 2}, {7, 5}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_picture<TestType>(shape, 31);
    for (const auto& [width, height] : windows) {
      for (const Border border : tests::all_borders) {
        for (const bool maximum : {true, false}) {
          compare(tests::coloured(Rank{width, height, maximum, border, {}}, shape.channels), in);
        }
      }
    }
  });
}

TEMPLATE_TEST_CASE("Rank takes windows larger than the picture", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  const auto in = tests::noise_picture<TestType>({6, 3, 2}, 32);
  for (const Border border : tests::all_borders) {
    for (const bool maximum : {true, false}) {
      compare(tests::coloured(Rank{40, 17, maximum, border, {}}, 2), in);
    }
  }
}

TEMPLATE_TEST_CASE("Rank goes on from one band of rows to the next", "[ops]", std::uint8_t, std::uint16_t,
                   float) {
  const auto in = tests::noise_picture<TestType>({150, 200, 2}, 33);
  compare(Rank{4, 3, true, Border::reflect, {}}, in);
  compare(Rank{1, 12, false, Border::wrap, {}}, in);
}

TEST_CASE("Rank gives the same bits everywhere for -0 and what is not a number", "[ops][simd]") {
  auto in = tests::noise_picture<float>({75, 9, 1}, 34);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY};
  for (int i = 0; i < 300; ++i) in.view().at(i * 7 % 75, i % 9) = odd[i % 5];
  for (const bool maximum : {true, false}) {
    for (const auto& [width, height] : {std::pair{3, 3}, std::pair{8, 5}}) {
      static_cast<void>(tests::applied(Rank{width, height, maximum, Border::reflect, {}}, in));
    }
  }
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
