// SPDX-License-Identifier: MIT
#include "vary/ops/curve.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "support/reference.hpp"

using vary::ops::Curve;
using vary::ops::Segment;

namespace {

const std::vector<Curve>& curves() {
  static const std::vector<Curve> list{
      {.segments{{0, -1, 1}}},                                                        // inverted
      {.segments{{0, 1.37f, -0.21f}}},                                                // clamped at both ends
      {.segments{{0, 0, 0.5f}}},                                                      // halves: 127.5
      {.segments{{0, 1, 0}, {0.5f, -1, 1}}},                                          // solarized
      {.segments{{0.2f, 0, 0.1f}, {0.4f, 0, 0.4f}, {0.6f, 0.5f, 0}}, .alpha = true},  // below all: the first
      {.segments{
          {-1, 3, 0}, {0.1f, 2, 0.1f}, {0.1f, 1, 0.3f}, {0.3f, 0.9f, 0.2f}, {0.7f, -2, 2.5f}, {2, 0, 0}}},
  };
  return list;
}

/// In long double, where neither product nor sum of integers rounds.
template <class T>
long double exact(const Curve& op, T pixel) {
  const long double white = vary::white<T>;
  const auto x = static_cast<long double>(pixel);
  Segment segment = op.segments[0];
  for (const Segment& next : op.segments) {
    if (x >= static_cast<long double>(next.from) * white) segment = next;
  }
  return segment.gain * x + segment.bias * white;
}

template <class T>
void compare(const Curve& op, const tests::Guarded<T>& in) {
  const auto out = tests::applied(op, in);
  const vary::ImageView<const T> view = in.view();
  const bool skips = view.channels() == 4 && !op.alpha;
  if constexpr (std::is_same_v<T, float>) {
    const auto value = [&](int x, int y, int c) {
      const float pixel = view.at(x, y, c);
      if (skips && c == 3) return static_cast<double>(pixel);
      return static_cast<double>(std::clamp(exact(op, pixel), 0.0L, 1.0L));
    };
    REQUIRE(tests::worst_error(out, value) <= 3e-7);
  } else {
    REQUIRE(tests::equals(out, [&](int x, int y, int c) {
      const T pixel = view.at(x, y, c);
      if (skips && c == 3) return pixel;
      const long double top = vary::white<T>;
      return static_cast<T>(std::clamp(std::floor(exact(op, pixel) + 0.5L), 0.0L, top));
    }));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Curve follows its segments", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_picture<TestType>(shape, 41);
    for (std::size_t i = 0; i < curves().size(); ++i) {
      CAPTURE(i);
      compare(curves()[i], in);
    }
  });
}

TEMPLATE_TEST_CASE("Curve is exact for every value", "[ops]", std::uint8_t, std::uint16_t) {
  tests::Guarded<TestType> in({vary::white<TestType> + 1, 1, 1});
  for (int x = 0; x <= vary::white<TestType>; ++x) in.view().at(x, 0) = static_cast<TestType>(x);
  for (std::size_t i = 0; i < curves().size(); ++i) {
    CAPTURE(i);
    compare(curves()[i], in);
  }
  tests::Dice dice(42);
  for (int i = 0; i < 20; ++i) {
    const auto any = [&](double low, double high) {
      return static_cast<float>(low + (high - low) * dice.fraction());
    };
    compare({.segments{{0, any(-2, 2), any(-1, 1)},
                       {any(0.1, 0.5), any(-9, 9), any(-3, 3)},
                       {any(0.5, 0.9), any(0, 0.01), any(0.4, 0.6)}}},
            in);
  }
}

TEMPLATE_TEST_CASE("A segment of a curve includes the value that it starts from", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::Guarded<TestType> in({80, 1, 1});
  for (int x = 0; x < 80; ++x) in.view().at(x, 0) = x % 2 == 0 ? TestType(0) : vary::white<TestType>;
  const Curve op{.segments{{-1, 0, 0.25f}, {0, 0, 0.5f}, {1, 0, 0.75f}}};
  compare(op, in);
}

TEST_CASE("Curve makes a number of everything, the same everywhere", "[ops][simd]") {
  auto in = tests::noise_picture<float>({75, 3, 1}, 43);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY, -2, 2};
  for (int x = 0; x < 75; ++x) in.view().at(x, 1) = odd[x % 7];
  auto all = curves();
  all.push_back({.segments{{0, 2, -0.0f}}});  // makes -0 of -0, until clamped
  for (const Curve& op : all) {
    const auto out = tests::applied(op, in);
    for (int x = 0; x < 75; ++x) {
      const float value = out.view().at(x, 1);
      if (x % 7 == 0) REQUIRE(value == 0);
      REQUIRE((value >= 0 && value <= 1 && !std::signbit(value)));
    }
  }
  // The alpha that is left alone keeps its bits.
  tests::Guarded<float> clear({9, 1, 4});
  for (int i = 0; i < 36; ++i) clear.view().row(0)[i] = odd[i % 7];
  const auto out = tests::applied(curves().front(), clear);
  for (int x = 0; x < 9; ++x) {
    REQUIRE(std::memcmp(&out.view().at(x, 0, 3), &clear.view().at(x, 0, 3), sizeof(float)) == 0);
  }
}

TEST_CASE("Curve knows when nothing would change", "[ops]") {
  CHECK(Curve{}.identity({3, 3, 1}));
  CHECK(Curve{.segments{{0, 1, 0}, {0.5f, 1, 0}}}.identity({3, 3, 1}));
  for (const Curve& op : curves()) CHECK(!op.identity({3, 3, 1}));
  CHECK(Curve{}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Curve refuses no segments, disorder, and what is not finite", "[ops]") {
  const vary::Shape shape{3, 3, 1};
  CHECK_THROWS_WITH((Curve{.segments = {}}.check(shape)), "Curve.segments: is empty; give one or more");
  for (const Curve& op : {Curve{.segments{{0.5f, 1, 0}, {0.4f, 1, 0}}}, Curve{.segments{{NAN, 1, 0}}},
                          Curve{.segments{{0, NAN, 0}}}, Curve{.segments{{0, 1, INFINITY}}}}) {
    CHECK_THROWS_WITH(op.check(shape), "Curve.segments: must be finite, in the order of their starts");
  }
}
