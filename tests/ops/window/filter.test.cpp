// SPDX-License-Identifier: MIT
#include "vary/ops/window/filter.hpp"

#include <initializer_list>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Filter;

namespace {

/// Every window is given by its height; what is left is its width.
Filter window(int height, std::initializer_list<float> weights) {
  Filter op{.width = static_cast<int>(weights.size()) / height, .height = height, .weights = {}};
  for (const float weight : weights) op.weights.push_back(weight);
  return op;
}

/// Equal weights that sum to one, on every cell that `inside(x, y)`, from the middle.
template <class Inside>
Filter mean_of(int width, int height, const Inside& inside) {
  Filter op{.width = width, .height = height, .weights = {}};
  int count = 0;
  for (const bool counts : {true, false}) {
    for (int y = -height / 2; y <= height / 2; ++y) {
      for (int x = -width / 2; x <= width / 2; ++x) {
        const bool in = inside(x, y);
        if (counts) count += in ? 1 : 0;
        if (!counts) op.weights.push_back(in ? 1.0f / static_cast<float>(count) : 0.0f);
      }
    }
  }
  return op;
}
Filter diagonal(int size) {
  return mean_of(size, size, [](int x, int y) { return x == -y; });
}

/// What rounding all weights may cost: a tenth of an 8-bit step.
template <class T>
const double rounded_weights = tests::bound<T>(0.1, 25.7, 0.1 / 255);

/// Different weights, of both signs, that sum to one.
Filter uneven(int width, int height) {
  Filter op{.width = width, .height = height, .weights = {}};
  tests::Dice dice(5);
  double sum = 0;
  std::vector<double> weights;
  for (int k = 0; k < width * height; ++k) sum += weights.emplace_back(dice.fraction() - 0.3);
  for (const double weight : weights) op.weights.push_back(static_cast<float>(weight / sum));
  return op;
}

template <class T>
void compare(const Filter& op, const tests::Guarded<T>& in, double allowed) {
  CAPTURE(op.width, op.height, op.keep_edge, static_cast<int>(op.border));
  const tests::Endless<T> source(in, op.border);
  const vary::Shape shape = in.view().shape();
  const int left = op.width / 2, above = op.height / 2;
  const auto value = [&](int x, int y, int c) {
    const bool inside = x >= left && y >= above && x + left < shape.width && y + above < shape.height;
    if (op.keep_edge && !inside) return static_cast<double>(in.view().at(x, y, c));
    double sum = static_cast<double>(op.offset) * static_cast<double>(vary::white<T>);
    for (int j = -above; j <= above; ++j) {
      for (int i = -left; i <= left; ++i) {
        const auto k = static_cast<std::size_t>((j + above) * op.width + i + left);
        sum += static_cast<double>(op.weights[k]) * static_cast<double>(source(x + i, y + j, c));
      }
    }
    return sum;
  };
  REQUIRE(tests::worst_error(tests::applied(op, in), value) <= allowed);
}

std::vector<Filter> all_kinds() {
  return {
      diagonal(3),
      diagonal(5),
      diagonal(7),
      window(3, {-0.08f, -0.08f, -0.08f, -0.08f, 1.64f, -0.08f, -0.08f, -0.08f, -0.08f}),  // of one pair
      window(3, {-0.7f, -0.2f, 0, -0.2f, 1, 0.2f, 0, 0.2f, 0.7f}),
      window(1, {0, 0, 1, 0, 0, 0, 0}),  // moves the image
      window(3, {0.25f, 0.5f, 0.25f}),
      window(1, {-1, 0, 1}),
      mean_of(3, 5, [](int, int) { return true; }),
      uneven(5, 3),
  };
}

}  // namespace

TEMPLATE_TEST_CASE("Filter weighs windows as real numbers would", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 61);
    for (Filter op : all_kinds()) {
      for (const Border border : tests::all_borders) {
        op.border = border;
        op.offset = op.weights[0] < 0 ? 0.25f : 0.0f;
        compare(tests::coloured(op, shape.channels), in, rounded_weights<TestType>);
      }
      op.keep_edge = true;
      compare(op, in, rounded_weights<TestType>);
    }
  });
}

TEMPLATE_TEST_CASE("Filter takes windows larger than the image, and many weights", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  const auto disc = [](int x, int y) { return x * x + y * y <= 90; };
  for (const vary::Shape shape : {vary::Shape{9, 4, 3}, vary::Shape{40, 1, 1}, vary::Shape{60, 30, 2}}) {
    const auto in = tests::noise_image<TestType>(shape, 62);
    for (const Border border : tests::all_borders) {
      for (Filter op : {mean_of(19, 19, disc), uneven(21, 13)}) {  // some terms have more than 128 taps
        op.border = border;
        compare(tests::coloured(op, shape.channels), in, rounded_weights<TestType>);
      }
    }
  }
}

TEMPLATE_TEST_CASE("Filter takes weights of any size", "[ops]", std::uint8_t, std::uint16_t, float) {
  // One that needs a second product beside many small ones; large ones; some that sum to 0.
  Filter op = mean_of(21, 21, [](int x, int y) { return x != 0 || y != 0; });
  for (float& weight : op.weights) weight *= 0.4f;
  op.weights[220] = 0.6f;
  const auto in = tests::noise_image<TestType>({33, 18, 3}, 63);
  compare(op, in, rounded_weights<TestType>);
  compare(window(1, {80.0f, -90.0f, 80.0f}), in, rounded_weights<TestType>);
  Filter edges = window(3, {1, 1, 1, 1, -8, 1, 1, 1, 1});
  edges.offset = 0.5f;
  compare(edges, in, rounded_weights<TestType>);
  compare(window(1, {0, 0, 0}), in, 0);
}

TEMPLATE_TEST_CASE("Filter keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    for (Filter op : {diagonal(7), uneven(5, 3), uneven(13, 11),
                      mean_of(5, 5, [](int x, int y) { return x * x + y * y < 6; })}) {
      for (const Border border : {Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
        op.border = border;
        REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Filter is exact for weights that are whole numbers of 2^-12", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const double allowed = tests::bound<TestType>(0, 0.02, 1e-6);
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 64);
    compare(window(3, {-0.125f, 0.25f, -0.375f, 0.5f, 0.5f, 0.5f, -0.375f, 0.25f, -0.125f}), in, allowed);
    compare(window(3, {-0.25f, -0.25f, -0.25f, -0.25f, 3, -0.25f, -0.25f, -0.25f, -0.25f}), in, allowed);
    compare(window(1, {0.5f, 0, 0.5f}), in, allowed);  // half rounds up
  });
}

TEST_CASE("Filter does not clamp floats, and clamps integers", "[ops]") {
  tests::Guarded<float> real({5, 1, 1});
  tests::Guarded<std::uint8_t> whole({5, 1, 1});
  for (int x = 0; x < 5; ++x) {
    real.view().at(x, 0) = x == 2 ? 1.0f : 0.0f;
    whole.view().at(x, 0) = x == 2 ? 255 : 0;
  }
  const Filter sharpen = window(1, {-1, 3, -1});
  const float expected[] = {0, -1, 3, -1, 0};
  CHECK(tests::equals(tests::applied(sharpen, real), [&](int x, int, int) { return expected[x]; }));
  CHECK(tests::same_bits<std::uint8_t>(tests::applied(sharpen, whole).view(), whole.view()));
}

TEST_CASE("Filter knows when nothing would change", "[ops]") {
  CHECK(Filter{}.identity({3, 3, 1}));
  CHECK(window(3, {0, 0, 0, 0, 1, 0, 0, 0, 0}).identity({3, 3, 1}));
  CHECK(window(3, {0, 1, 0}).identity({3, 3, 1}));
  CHECK(!window(3, {1, 0, 0}).identity({3, 3, 1}));
  CHECK(!Filter{.offset = 0.1f}.identity({3, 3, 1}));
  Filter kept = diagonal(3);
  kept.keep_edge = true;
  CHECK(!kept.identity({3, 3, 1}));
  CHECK(kept.identity({2, 3, 1}));
  CHECK(kept.identity({3, 2, 1}));
  CHECK(kept.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Filter refuses windows without a middle and weights that do not fit", "[ops]") {
  const vary::Shape shape{3, 3, 2};
  CHECK_THROWS_WITH((Filter{.width = 2}.check(shape)),
                    "Filter.width: 2 will not do; give an odd number, 1 to 1023");
  CHECK_THROWS_WITH((Filter{.height = 1025}.check(shape)),
                    "Filter.height: 1025 will not do; give an odd number, 1 to 1023");
  CHECK_THROWS_WITH((Filter{.width = 3}.check(shape)),
                    "Filter.weights: 1 of them for a window of 3 x 1; give 3");
  CHECK_THROWS_WITH((Filter{.weights{-257}}.check(shape)),
                    "Filter.weights: sum to 257 without their signs; give 256 at most");
  CHECK_THROWS_WITH((Filter{.weights{NAN}}.check(shape)),
                    "Filter.weights: sum to nan without their signs; give 256 at most");
  CHECK_THROWS_WITH((Filter{.offset = 17}.check(shape)), "Filter.offset: 17 is too far; give -16 to 16");
  CHECK_THROWS_WITH((Filter{.fill = {1, 0, 1}}.check(shape)),
                    "Filter.fill: 3 values for 2 channels; give one value, or one for each channel");
}
