// SPDX-License-Identifier: MIT
#include "vary/ops/point/curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
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

/// Curves whose arithmetic rounds: one that is smooth, one with bends, and powers.
const std::vector<Curve>& bent_curves() {
  static const std::vector<Curve> list{
      {.segments{{0, 0.3f, 0.1f, 1.2f, -0.7f}}},
      {.segments{{0, 0, 0, 1}}},
      {.segments{{0, 0, 0, 0, 1}}, .alpha = true},
      {.segments{{0, 1, 0}, {0.25f, 0.5f, 0, 2}, {0.75f, -1, 1, 2, -1.5f}}},
      {.segments{{0, 0.9f, 0.05f}}, .exponent = 0.45f},
      {.segments{{0, 1, 0}, {0.5f, 0, 0.2f, 0.8f}}, .exponent = 2.2f},
  };
  return list;
}

/// A line or two for each channel.
Curve curve_by_channel(int channels, std::size_t each, float bend = 0) {
  constexpr Segment lines[] = {{0, 1, 0},          {0.3f, -0.75f, 1},  {0, -1, 1},   {0.5f, 2, -0.5f},
                               {-1, 0.3f, 0.2f},   {0.625f, 0, 0.75f}, {0, 0, 0.4f}, {0.1f, 1, 0},
                               {0, 1.37f, -0.21f}, {1, 0.25f, 0.5f}};
  Curve op{.segments = {}, .per_channel = true};
  for (std::size_t i = 0; i < static_cast<std::size_t>(channels); ++i) {
    for (std::size_t k = 0; k < each; ++k) {
      Segment segment = lines[2 * i + k];
      segment.square = bend;
      op.segments.push_back(segment);
    }
  }
  return op;
}

/// The value of channel c in units of T; products and sums of integers do not round.
template <class T>
long double exact(const Curve& op, T pixel, int c, int channels) {
  const long double white = vary::white<T>;
  auto x = static_cast<long double>(pixel);
  if (op.exponent != 1) {
    x = std::pow(std::clamp(x / white, 0.0L, 1.0L), static_cast<long double>(op.exponent)) * white;
  }
  const std::size_t each = op.segments.size() / static_cast<std::size_t>(op.per_channel ? channels : 1);
  const Segment* first = op.segments.data() + (op.per_channel ? each * static_cast<std::size_t>(c) : 0);
  Segment segment = *first;
  for (std::size_t s = 0; s < each; ++s) {
    if (x >= static_cast<long double>(first[s].from) * white) segment = first[s];
  }
  const long double straight = segment.gain * x + segment.bias * white;
  if (segment.square == 0 && segment.cube == 0) return straight;
  return straight + (segment.square * x * x * white + segment.cube * x * x * x) / (white * white);
}

/// How far integers may be off beyond rounding, and floats at all.
struct Bounds {
  double whole = 0;
  double real = 3e-7;
};

template <class T>
void compare(const Curve& op, const tests::Guarded<T>& in, Bounds bounds = {}) {
  const auto out = tests::applied(op, in);
  const vary::ImageView<const T> view = in.view();
  const int channels = view.channels();
  const bool skips = channels == 4 && !op.alpha;
  const auto value = [&](int x, int y, int c) {
    const T pixel = view.at(x, y, c);
    if (skips && c == 3) return static_cast<long double>(pixel);
    const long double y_exact = exact(op, pixel, c, channels);
    return op.clamp ? std::clamp(y_exact, 0.0L, static_cast<long double>(vary::white<T>)) : y_exact;
  };
  if (std::is_same_v<T, float> || bounds.whole > 0) {
    const double bound = std::is_same_v<T, float> ? bounds.real : bounds.whole;
    REQUIRE(tests::worst_error(
                out, [&](int x, int y, int c) { return static_cast<double>(value(x, y, c)); }) <= bound);
  } else {
    REQUIRE(tests::equals(
        out, [&](int x, int y, int c) { return static_cast<T>(std::floor(value(x, y, c) + 0.5L)); }));
  }
}

/// Every value of T in every channel; of floats, steps from 0 to 1.
template <class T>
tests::Guarded<T> all_values(int channels) {
  const int count = sizeof(T) == 1 ? 256 : 65536;
  tests::Guarded<T> in({count, 1, channels});
  for (int x = 0; x < count; ++x) {
    for (int c = 0; c < channels; ++c) {
      const int value = (x + 77 * c) % count;
      in.view().at(x, 0, c) = static_cast<T>(std::is_same_v<T, float> ? static_cast<float>(value) / 65535
                                                                      : static_cast<float>(value));
    }
  }
  return in;
}

/// Up to `segments` lines of gains up to `steepest` that pass through the image.
Curve random_lines(tests::Dice& dice, double steepest, int curves, int segments) {
  const auto any = [&](double low, double high) {
    return static_cast<float>(low + (high - low) * dice.fraction());
  };
  Curve op{.segments = {}, .per_channel = curves > 1};
  for (int c = 0; c < curves; ++c) {
    float from = 0;
    for (int s = 0; s < segments; ++s) {
      const float gain = any(-steepest, steepest);
      op.segments.push_back({from, gain, any(0, 1) - gain * any(0, 1)});
      from += any(0, 2.0 / segments);
    }
  }
  return op;
}

}  // namespace

TEMPLATE_TEST_CASE("Curve follows its segments", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 41);
    for (std::size_t i = 0; i < curves().size(); ++i) {
      CAPTURE(i);
      compare(curves()[i], in);
    }
  });
}

TEMPLATE_TEST_CASE("Curve follows a curve of its own in each channel", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 45);
    for (const std::size_t each : {1u, 2u}) {
      for (const bool alpha : {false, true}) {
        Curve op = curve_by_channel(shape.channels, each);
        op.alpha = alpha;
        compare(op, in);
        op = curve_by_channel(shape.channels, each, 0.3f);
        op.alpha = alpha;
        compare(op, in, {sizeof(TestType) == 1 ? 0 : 0.05, 5e-7});
        op.exponent = 0.6f;
        // A bend that falls between two neighbouring results may be taken a step too late.
        if (each == 1) compare(op, in, {sizeof(TestType) == 1 ? 0 : 0.05, 5e-7});
      }
    }
  });
}

TEMPLATE_TEST_CASE("Curve follows squares, cubes and powers", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 46);
    for (std::size_t i = 0; i < bent_curves().size(); ++i) {
      CAPTURE(i);
      compare(bent_curves()[i], in, {sizeof(TestType) == 1 ? 0 : 0.05, 5e-7});
    }
  });
}

TEMPLATE_TEST_CASE("Curve is exact for every value", "[ops]", std::uint8_t, std::uint16_t) {
  const auto in = all_values<TestType>(1);
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
                       {any(0.5, 0.9), any(0.1, 1), any(0, 0.5)}}},
            in);
  }
  for (const int channels : {3, 4, 5}) {
    const auto colour = all_values<TestType>(channels);
    for (const std::size_t each : {1u, 2u}) {
      Curve op = curve_by_channel(channels, each);
      compare(op, colour);
      op.alpha = true;
      compare(op, colour);
    }
  }
}

TEMPLATE_TEST_CASE("Curve is exact for lines of every slope", "[ops]", std::uint8_t, std::uint16_t) {
  const auto in = all_values<TestType>(1);
  const auto colour = all_values<TestType>(3), with_alpha = all_values<TestType>(4);
  tests::Dice dice(47);
  for (int i = 0; i < (sizeof(TestType) == 1 ? 400 : 40); ++i) {
    const double steepest = i % 4 == 0 ? 60 : (i % 4 == 1 ? 2 : 10);
    CAPTURE(i);
    Curve line = random_lines(dice, steepest, 1, 1);
    if (std::fabs(line.segments[0].gain) < 0.0625f) line.segments[0].gain += 0.125f;
    compare(line, in);
    // Of 16 bits, a gain that is flat beside a steep one is rounded.
    const Bounds bounds{sizeof(TestType) == 1 ? 0 : 0.002};
    compare(random_lines(dice, steepest, 1, 2), in, bounds);
    if (i % 4 != 0) continue;
    compare(random_lines(dice, steepest, 3, 1), colour, bounds);
    compare(random_lines(dice, steepest, 3, 3), colour, bounds);
    compare(random_lines(dice, steepest, 4, 1), with_alpha, bounds);
  }
}

TEMPLATE_TEST_CASE("Curve is as exact with many segments", "[ops]", std::uint8_t, std::uint16_t) {
  tests::Dice dice(48);
  const auto in = all_values<TestType>(1);
  const auto colour = all_values<TestType>(4);
  for (const int segments : {16, 17, 40, 100}) {
    CAPTURE(segments);
    compare(random_lines(dice, 9, 1, segments), in, {sizeof(TestType) == 1 ? 0 : 0.002});
    compare(random_lines(dice, 9, 4, segments / 3), colour, {sizeof(TestType) == 1 ? 0 : 0.002});
  }
}

TEMPLATE_TEST_CASE("Curve is exact or nearly so for every value of smooth curves", "[ops]", std::uint8_t,
                   std::uint16_t, float) {
  const auto in = all_values<TestType>(1);
  const Bounds bounds{sizeof(TestType) == 1 ? 0 : 0.05, 8e-7};
  for (std::size_t i = 0; i < bent_curves().size(); ++i) {
    CAPTURE(i);
    compare(bent_curves()[i], in, bounds);
  }
  tests::Dice dice(49);
  for (int i = 0; i < 30; ++i) {
    CAPTURE(i);
    const auto low = static_cast<float>(dice.fraction()), high = static_cast<float>(dice.fraction());
    compare({.segments{{0, 3 * low, 0, 3 * high - 6 * low, 3 * low - 3 * high + 1}}}, in, bounds);
  }
  // Halves, which round up.
  for (const Segment segment : {Segment{0, 0.25f, 0, 0.25f}, Segment{0, 0, 0, 2.5f},
                                Segment{0, 0, 0, 0, 12.5f}, Segment{0, 0.25f, 0, 0, 0.25f},
                                Segment{0, -2, 0, 2.5f}, Segment{0, 0.125f, 0.125f, 0.125f, 0.125f}}) {
    compare({.segments{segment}}, in, bounds);
  }
}

TEMPLATE_TEST_CASE("A segment of a curve includes the value that it starts from", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::Guarded<TestType> in({80, 1, 1});
  for (int x = 0; x < 80; ++x) in.view().at(x, 0) = x % 2 == 0 ? TestType(0) : vary::white<TestType>;
  const Curve op{.segments{{-1, 0, 0.25f}, {0, 0, 0.5f}, {1, 0, 0.75f}}};
  compare(op, in);
}

TEMPLATE_TEST_CASE("A segment begins at the same value, straight or not", "[ops][simd]", std::uint8_t,
                   std::uint16_t) {
  const auto in = all_values<TestType>(1);
  tests::Dice dice(50);
  for (int i = 0; i < 60; ++i) {
    // Every other start is as near to a value as a float can be, above or below it.
    double start = dice.fraction();
    if (i % 2 == 0) start = std::floor(start * vary::white<TestType>) / vary::white<TestType>;
    const auto from = static_cast<float>(start);
    CAPTURE(from);
    compare({.segments{{0, 0, 0.25f}, {from, 0, 0.75f}}}, in);
    compare({.segments{{0, 0, 0.25f}, {from, 0, 0.5f, 0.25f}}}, in, {sizeof(TestType) == 1 ? 0 : 0.05});
  }
}

TEMPLATE_TEST_CASE("Curve takes powers from 0.01 to 100", "[ops][simd]", std::uint8_t, std::uint16_t, float) {
  auto in = all_values<TestType>(1);
  for (const float exponent : {0.01f, 0.1f, 0.33f, 0.5f, 0.8f, 0.9999f, 1.0001f, 1.2f, 2.0f, 2.2f, 3.0f, 7.7f,
                               10.0f, 31.0f, 100.0f}) {
    CAPTURE(exponent);
    const double deep = exponent > 30 ? 0.2 : 0.05;
    compare({.exponent = exponent}, in, {sizeof(TestType) == 1 ? 0 : deep, 3e-7});
    const auto out = tests::applied(Curve{.exponent = exponent}, in);
    REQUIRE(out.view().at(0, 0) == 0);
    REQUIRE(out.view().at(in.view().width() - 1, 0) == vary::white<TestType>);
  }
}

TEST_CASE("Powers of floats are as near everywhere between 0 and 1", "[ops][simd]") {
  tests::Guarded<float> in({10000, 1, 1});
  tests::Dice dice(51);
  for (int x = 0; x < 10000; ++x) {
    in.view().at(x, 0) = static_cast<float>(x % 2 == 0 ? std::exp2(-126 * dice.fraction()) : dice.fraction());
  }
  for (const float exponent : {0.01f, 0.02f, 0.1f, 0.45f, 1.5f, 4.0f, 100.0f}) {
    CAPTURE(exponent);
    compare({.exponent = exponent}, in);
  }
}

TEST_CASE("Curve makes a number of everything, the same everywhere", "[ops][simd]") {
  auto in = tests::noise_image<float>({75, 3, 1}, 43);
  const float odd[] = {NAN, -0.0f, 0.0f, -INFINITY, INFINITY, -2, 2};
  for (int x = 0; x < 75; ++x) in.view().at(x, 1) = odd[x % 7];
  auto all = curves();
  all.insert(all.end(), bent_curves().begin(), bent_curves().end());
  all.push_back({.segments{{0, 2, -0.0f}}});  // makes -0 of -0, until clamped
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(i);
    const Curve& op = all[i];
    const auto out = tests::applied(op, in);
    for (int x = 0; x < 75; ++x) {
      const float value = out.view().at(x, 1);
      if (x % 7 == 0 && op.exponent == 1) REQUIRE(value == 0);
      REQUIRE((value >= 0 && value <= 1 && !std::signbit(value)));
    }
  }
  // The alpha that is left alone keeps its bits.
  tests::Guarded<float> clear({9, 1, 4});
  for (int i = 0; i < 36; ++i) clear.view().row(0)[i] = odd[i % 7];
  for (const Curve& op : {curves().front(), bent_curves().front(), curve_by_channel(4, 1)}) {
    const auto out = tests::applied(op, clear);
    for (int x = 0; x < 9; ++x) {
      REQUIRE(std::memcmp(&out.view().at(x, 0, 3), &clear.view().at(x, 0, 3), sizeof(float)) == 0);
    }
  }
}

TEST_CASE("Without a clamp floats leave [0, 1]", "[ops][simd]") {
  tests::for_each_shape([](vary::Shape shape) {
    auto in = tests::noise_image<float>(shape, 52);
    in.view().at(0, 0) = -3.5f;
    in.view().at(shape.width - 1, shape.height - 1) = 7.25f;
    for (Curve op : {Curve{.segments{{0, 4.5f, -2.25f}}}, Curve{.segments{{0, 1, 0}, {0.5f, -4, 3}}},
                     Curve{.segments{{0, 1, 0, 1, 1}}}, curve_by_channel(shape.channels, 1)}) {
      op.clamp = false;
      compare(op, in, {0, 3e-5});
      op.alpha = true;
      compare(op, in, {0, 3e-5});
    }
  });
  tests::Guarded<float> two({2, 1, 1});
  two.view().at(0, 0) = 0;
  two.view().at(1, 0) = 1;
  const auto out = tests::applied(Curve{.segments{{0, 4, -2}}, .clamp = false}, two);
  REQUIRE(out.view().at(0, 0) == -2);
  REQUIRE(out.view().at(1, 0) == 2);
}

TEMPLATE_TEST_CASE("Integers are clamped, or refused", "[ops]", std::uint8_t, std::uint16_t) {
  tests::Guarded<TestType> in({3, 3, 1}), out({3, 3, 1});
  const Curve op{.clamp = false};
  op.check({3, 3, 1});
  CHECK_THROWS_WITH(vary::ops::apply<TestType>(op, in.view(), out.view()),
                    "Curve.clamp: is off, but pixels of " + std::to_string(8 * sizeof(TestType)) +
                        " bits cannot leave [0, 1]; normalize an image of floats");
}

TEST_CASE("Curve knows when nothing would change", "[ops]") {
  CHECK(Curve{}.identity({3, 3, 1}));
  CHECK(Curve{.segments{{0, 1, 0}, {0.5f, 1, 0}}}.identity({3, 3, 1}));
  CHECK(Curve{.segments{{}, {}, {}}, .per_channel = true}.identity({3, 3, 3}));
  for (const Curve& op : curves()) CHECK(!op.identity({3, 3, 1}));
  for (const Curve& op : bent_curves()) CHECK(!op.identity({3, 3, 1}));
  CHECK(!Curve{.exponent = 2}.identity({3, 3, 1}));
  CHECK(!Curve{.segments{{.square = 1}}}.identity({3, 3, 1}));
  CHECK(!Curve{.segments{{.cube = 1}}}.identity({3, 3, 1}));
  CHECK(Curve{}.output({5, 4, 3}) == vary::Shape{5, 4, 3});
}

TEST_CASE("Curve refuses no segments, disorder, and what is not finite", "[ops]") {
  const vary::Shape shape{3, 3, 1};
  CHECK_THROWS_WITH((Curve{.segments = {}}.check(shape)), "Curve.segments: is empty; give one or more");
  for (const Curve& op : {Curve{.segments{{0.5f, 1, 0}, {0.4f, 1, 0}}}, Curve{.segments{{NAN, 1, 0}}},
                          Curve{.segments{{0, NAN, 0}}}, Curve{.segments{{0, 1, INFINITY}}},
                          Curve{.segments{{0, 1, 0, NAN, 0}}}, Curve{.segments{{0, 1, 0, 0, -INFINITY}}}}) {
    CHECK_THROWS_WITH(op.check(shape), "Curve.segments: must be finite, in the order of their starts");
  }
}

TEST_CASE("Curve refuses channels without a curve, and powers of 0 or less", "[ops]") {
  const Curve four{.segments{{0}, {0.5f}, {0}, {0.5f}}, .per_channel = true};
  CHECK_NOTHROW(four.check({3, 3, 2}));  // the starts begin again with each channel
  CHECK_NOTHROW((Curve{.segments{{0.9f}, {0.1f}}, .per_channel = true}.check({3, 3, 2})));
  CHECK_THROWS_WITH(four.check({3, 3, 3}), "Curve.segments: 4 for 3 channels; give each as many");
  CHECK_THROWS_WITH(four.check({3, 3, 5}), "Curve.segments: 4 for 5 channels; give each as many");
  CHECK_THROWS_WITH((Curve{.segments{{0}, {0.5f}, {0.4f}, {0.3f}}, .per_channel = true}.check({3, 3, 2})),
                    "Curve.segments: must be finite, in the order of their starts");
  CHECK_THROWS_WITH((Curve{.exponent = 0}.check({3, 3, 1})),
                    "Curve.exponent: 0 is no power to take; give a number above 0");
  CHECK_THROWS_WITH((Curve{.exponent = -2}.check({3, 3, 1})),
                    "Curve.exponent: -2 is no power to take; give a number above 0");
  CHECK_THROWS_WITH((Curve{.exponent = INFINITY}.check({3, 3, 1})),
                    "Curve.exponent: inf is no power to take; give a number above 0");
  CHECK_THROWS_WITH((Curve{.exponent = NAN}.check({3, 3, 1})),
                    "Curve.exponent: nan is no power to take; give a number above 0");
}
