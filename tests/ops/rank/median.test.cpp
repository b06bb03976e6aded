// SPDX-License-Identifier: MIT
#include "vary/ops/rank/median.hpp"

#include <algorithm>
#include <bit>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Median;

namespace {

template <class T>
void compare(const Median& op, const tests::Guarded<T>& in) {
  CAPTURE(op.size, static_cast<int>(op.border));
  const tests::Endless<T> source(in, op.border);
  std::vector<T> values;
  REQUIRE(tests::equals(tests::applied(op, in), [&](int x, int y, int c) {
    values.clear();
    for (int j = -op.size / 2; j <= op.size / 2; ++j) {
      for (int i = -op.size / 2; i <= op.size / 2; ++i) values.push_back(source(x + i, y + j, c));
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }));
}

}  // namespace

TEMPLATE_TEST_CASE("Median finds the middle value of every window", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 41);
    for (const int size : {1, 3, 5}) {
      for (const Border border : tests::all_borders) {
        compare(tests::coloured(Median{size, border, {}}, shape.channels), in);
      }
    }
    compare(tests::coloured(Median{7, tests::all_borders[shape.width % 5], {}}, shape.channels), in);
  });
}

TEMPLATE_TEST_CASE("Median takes windows of any odd size, larger than the image too", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = tests::noise_image<TestType>({29, 8, 2}, 42);
  for (const int size : {7, 9, 11, 13, 15, 17, 31}) {
    compare(tests::coloured(Median{size, Border::constant, {}}, 2), in);
    compare(tests::coloured(Median{size, Border::wrap, {}}, 2), in);
  }
}

TEMPLATE_TEST_CASE("Median counts right in the largest window", "[ops]", std::uint8_t, std::uint16_t, float) {
  compare(Median{255, Border::reflect, {}}, tests::noise_image<TestType>({3, 2, 1}, 43));
}

TEMPLATE_TEST_CASE("Median of few different values", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::Dice dice(44);
  for (int round = 0; round < 20; ++round) {
    tests::Guarded<TestType> in({60, 14, 3});
    const int kinds = dice.between(1, 6);
    for (int y = 0; y < 14; ++y) {
      for (int i = 0; i < 180; ++i) {
        in.view().row(y)[i] = static_cast<TestType>(static_cast<double>(vary::white<TestType>) *
                                                    dice.between(0, kinds) / kinds);
      }
    }
    for (const int size : {3, 5, 7}) compare(Median{size, Border::edge, {}}, in);
  }
}

TEST_CASE("Median orders floats by sign and bits", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 9, 1}, 45);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY, -NAN};
  for (int i = 0; i < 400; ++i) in.view().at(i * 7 % 75, i % 9) = odd[i % 6];
  const auto key = [](float value) {
    const auto bits = std::bit_cast<std::int32_t>(value);
    return bits < 0 ? -std::int64_t{bits & 0x7FFFFFFF} - 1 : std::int64_t{bits};
  };
  for (const int size : {3, 5, 7}) {
    const auto out = tests::applied(Median{size, Border::wrap, {}}, in);
    REQUIRE(tests::equals(out, [&](int x, int y, int) {
      std::vector<float> values;
      for (int j = -size / 2; j <= size / 2; ++j) {
        for (int i = -size / 2; i <= size / 2; ++i) {
          values.push_back(in.view().at((x + i + 75) % 75, (y + j + 9) % 9));
        }
      }
      std::sort(values.begin(), values.end(), [&](float a, float b) { return key(a) < key(b); });
      return values[values.size() / 2];
    }));
  }
}

TEST_CASE("Median keeps flat images, and knows when nothing would change", "[ops]") {
  const auto flat = tests::flat_image<std::uint8_t>({19, 7, 3});
  for (const int size : {3, 5, 7, 21}) {
    REQUIRE(tests::same_bits<std::uint8_t>(tests::applied(Median{size}, flat).view(), flat.view()));
  }
  CHECK(Median{}.identity({3, 3, 1}));
  CHECK(!Median{.size = 3}.identity({3, 3, 1}));
  CHECK(Median{.size = 9}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Median refuses windows without a middle and fills for other channel counts", "[ops]") {
  const vary::Shape shape{3, 3, 2};
  CHECK_THROWS_WITH((Median{.size = 0}.check(shape)), "Median.size: 0 is no window; give 1 to 255");
  CHECK_THROWS_WITH((Median{.size = 257}.check(shape)), "Median.size: 257 is no window; give 1 to 255");
  CHECK_THROWS_WITH((Median{.size = 4}.check(shape)), "Median.size: 4 has no middle; give an odd number");
  CHECK_THROWS_WITH((Median{.size = 3, .fill = {1, 0, 1}}.check(shape)),
                    "Median.fill: 3 values for 2 channels; give one value, or one for each channel");
}
