// SPDX-License-Identifier: MIT
#include "vary/ops/window/convolve.hpp"

#include <initializer_list>
#include <vector>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Convolve;

namespace {

/// Weights that sum to one.
Convolve::Taps taps(std::initializer_list<float> weights) {
  double sum = 0;
  for (const float weight : weights) sum += static_cast<double>(weight);
  Convolve::Taps list;
  for (const float weight : weights) list.push_back(static_cast<float>(static_cast<double>(weight) / sum));
  return list;
}

/// More than fit into a Taps without memory of its own, and more than most images are wide.
Convolve::Taps many(int count) {
  Convolve::Taps list;
  for (int i = 0; i < count; ++i) list.push_back(1.0f / static_cast<float>(count));
  return list;
}

template <class T>
void compare(const Convolve& op, const tests::Guarded<T>& in, double allowed) {
  CAPTURE(op.across.size(), op.down.size(), static_cast<int>(op.border));
  const tests::Endless<T> source(in, op.border);
  const int left = static_cast<int>(op.across.size() / 2), above = static_cast<int>(op.down.size() / 2);
  const auto out = tests::applied(op, in);
  const auto value = [&](int x, int y, int c) {
    double sum = 0;
    for (int j = -above; j <= above; ++j) {
      for (int i = -left; i <= left; ++i) {
        sum += static_cast<double>(op.across[static_cast<std::size_t>(i + left)]) *
               static_cast<double>(op.down[static_cast<std::size_t>(j + above)]) *
               static_cast<double>(source(x + i, y + j, c));
      }
    }
    return sum;
  };
  REQUIRE(tests::worst_error(out, value) <= allowed);
}

}  // namespace

TEMPLATE_TEST_CASE("Convolve weighs neighbours as real numbers would", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const Convolve::Taps lists[][2] = {
      {taps({1, 2, 1}), taps({3, 0, 1, 5, 2})}, {taps({-1, 3, -1}), taps({1})},
      {taps({1}), taps({2, -5, 9, 1, -2})},     {taps({1, 2, 3, 4, 5, 4, 3}), many(11)},
      {taps({1, 2, 1}), taps({1, 2, 1})},       {many(15), taps({1, 3, 8, 9, 8, 3, 1})},
      {taps({0, 1, 0}), taps({1, 6, 1})}};
  tests::for_each_shape([&](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 21);
    for (const auto& [across, down] : lists) {
      for (const Border border : tests::all_borders) {
        const Convolve op{.across = across, .down = down, .border = border};
        compare(tests::coloured(op, shape.channels), in, tests::bound<TestType>(0.15, 0.02, 1e-6));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Convolve takes more weights than the image has pixels", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  for (const vary::Shape shape : {vary::Shape{9, 4, 3}, vary::Shape{40, 1, 1}}) {
    const auto in = tests::noise_image<TestType>(shape, 22);
    for (const Border border : tests::all_borders) {
      const Convolve op{.across = many(45), .down = many(33), .border = border};
      compare(tests::coloured(op, shape.channels), in, tests::bound<TestType>(0.15, 0.02, 1e-6));
    }
  }
}

TEMPLATE_TEST_CASE("Convolve keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    for (const Border border : {Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
      for (const Convolve& op :
           {Convolve{taps({1, 2, 1}), taps({3, 0, 1, 5, 2}), border},
            Convolve{taps({-1, 3, -1}), many(11), border}, Convolve{many(33), taps({1}), border}}) {
        REQUIRE(tests::same_bits<TestType>(tests::applied(op, in).view(), in.view()));
      }
    }
  });
}

TEST_CASE("Convolve does not clamp floats, and clamps integers", "[ops]") {
  tests::Guarded<float> real({5, 1, 1});
  tests::Guarded<std::uint8_t> whole({5, 1, 1});
  for (int x = 0; x < 5; ++x) {
    real.view().at(x, 0) = x == 2 ? 1.0f : 0.0f;
    whole.view().at(x, 0) = x == 2 ? 255 : 0;
  }
  const Convolve sharpen{.across{-1, 3, -1}};
  const float expected[] = {0, -1, 3, -1, 0};
  const auto out = tests::applied(sharpen, real);
  CHECK(tests::equals(out, [&](int x, int, int) { return expected[x]; }));
  CHECK(tests::same_bits<std::uint8_t>(tests::applied(sharpen, whole).view(), whole.view()));
}

TEST_CASE("Convolve knows when nothing would change", "[ops]") {
  CHECK(Convolve{}.identity({3, 3, 1}));
  CHECK(!Convolve{.across = taps({1, 1, 1})}.identity({3, 3, 1}));
  CHECK(!Convolve{.down = taps({1, 1, 1})}.identity({3, 3, 1}));
  CHECK(Convolve{}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Convolve refuses weights without a middle or with another sum than 1", "[ops]") {
  const vary::Shape shape{3, 3, 2};
  CHECK_THROWS_WITH((Convolve{.across{0.5f, 0.5f}}.check(shape)),
                    "Convolve.across: 2 taps have no middle; give an odd number");
  CHECK_THROWS_WITH((Convolve{.down = Convolve::Taps{}}.check(shape)),
                    "Convolve.down: 0 taps have no middle; give an odd number");
  CHECK_THROWS_WITH((Convolve{.down{0.5f, 0.5f, 0.5f}}.check(shape)),
                    "Convolve.down: sums to 1.5; weights must sum to 1");
  CHECK_THROWS_WITH((Convolve{.across{NAN}}.check(shape)),
                    "Convolve.across: sums to nan; weights must sum to 1");
  CHECK_THROWS_WITH((Convolve{.fill = {1, 0, 1}}.check(shape)),
                    "Convolve.fill: 3 values for 2 channels; give one value, or one for each channel");
}
