// SPDX-License-Identifier: MIT
#include "vary/ops/window/unsharp.hpp"

#include <cmath>

#include "support/reference.hpp"

using vary::Border;
using vary::ops::Unsharp;

namespace {

constexpr double taps[] = {0.25, 0.5, 0.25};
Unsharp unsharp(float amount, float threshold, Border border = Border::reflect) {
  return {.taps{0.25f, 0.5f, 0.25f}, .amount = amount, .threshold = threshold, .border = border};
}

/// The smooth image as real numbers; weights of 1/4 and 1/2 make it exact for all types.
template <class T>
double smooth(const tests::Endless<T>& source, int x, int y, int c) {
  double sum = 0;
  for (int j = -1; j <= 1; ++j) {
    for (int i = -1; i <= 1; ++i) {
      sum += taps[i + 1] * taps[j + 1] * static_cast<double>(source(x + i, y + j, c));
    }
  }
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("Unsharp adds what differs from the smooth image", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 31);
    for (const float amount : {1.0f, 0.375f, 0.001f}) {
      for (const Border border : tests::all_borders) {
        const auto op = tests::coloured(unsharp(amount, 0, border), shape.channels);
        const tests::Endless<TestType> source(in, border);
        const auto out = tests::applied(op, in);
        const auto value = [&](int x, int y, int c) {
          const auto pixel = static_cast<double>(in.view().at(x, y, c));
          return pixel + static_cast<double>(amount) * (pixel - smooth(source, x, y, c));
        };
        // The smooth image is rounded first, by half a step and what Convolve may be off.
        const double rounded = static_cast<double>(amount) * 0.65;
        REQUIRE(tests::worst_error(out, value) <=
                tests::bound<TestType>(rounded + 0.01, rounded + 2.1, 4e-5));
      }
    }
  });
}

TEMPLATE_TEST_CASE("Unsharp leaves what differs by the threshold or less", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 32);
    const tests::Endless<TestType> source(in, Border::reflect);
    const auto all = tests::applied(unsharp(0.5f, 0), in);
    const auto out = tests::applied(unsharp(0.5f, 0.125f), in);
    const double step = std::is_same_v<TestType, float> ? 1e-5 : 2;
    const double threshold = 0.125 * static_cast<double>(vary::white<TestType>);
    REQUIRE(tests::equals(out, [&](int x, int y, int c) {
      const double change = std::fabs(static_cast<double>(in.view().at(x, y, c)) - smooth(source, x, y, c));
      if (change > threshold + step) return all.view().at(x, y, c);
      if (change < threshold - step) return in.view().at(x, y, c);
      return out.view().at(x, y, c);  // too near to say
    }));
  });
}

TEMPLATE_TEST_CASE("Unsharp keeps a flat image flat", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::flat_image<TestType>(shape);
    REQUIRE(tests::same_bits<TestType>(tests::applied(unsharp(1, 0), in).view(), in.view()));
  });
}

TEST_CASE("Unsharp takes a threshold of whole levels as such", "[ops]") {
  tests::Guarded<std::uint8_t> in({3, 3, 1});
  for (int i = 0; i < 9; ++i) in.view().at(i % 3, i / 3) = i == 4 ? 140 : 100;
  // The smooth image has 110 in the middle: 30 less.
  CHECK(tests::applied(unsharp(0.5f, 30.0f / 255), in).view().at(1, 1) == 140);
  CHECK(tests::applied(unsharp(0.5f, 29.0f / 255), in).view().at(1, 1) == 155);
}

TEST_CASE("Unsharp knows when nothing would change", "[ops]") {
  CHECK(unsharp(0, 0).identity({3, 3, 1}));
  CHECK(Unsharp{.amount = 1}.identity({3, 3, 1}));
  CHECK(!unsharp(0.1f, 0).identity({3, 3, 1}));
}

TEST_CASE("Unsharp refuses amounts and thresholds out of range", "[ops]") {
  CHECK_THROWS_WITH(unsharp(1.5f, 0).check({3, 3, 1}), "Unsharp.amount: 1.5 is out of range; give 0 to 1");
  CHECK_THROWS_WITH(unsharp(1, NAN).check({3, 3, 1}), "Unsharp.threshold: nan is out of range; give 0 to 1");
}
