// SPDX-License-Identifier: MIT
#include "vary/ops/point/hue.hpp"

#include <array>

#include "support/reference.hpp"

using vary::ops::Hue;

namespace {

using Color = std::array<double, 3>;

/// The textbook way: to HSV, round the circle, saturation and value moved, and back. In fractions of full
/// scale.
Color moved(Color rgb, double turns, double more_saturation = 0, double more_value = 0) {
  const double value = std::fmax(rgb[0], std::fmax(rgb[1], rgb[2]));
  const double chroma = value - std::fmin(rgb[0], std::fmin(rgb[1], rgb[2]));
  const double new_value = std::fmin(std::fmax(value + more_value, 0), 1);
  if (chroma == 0) return {new_value, new_value, new_value};
  double hue = 0;
  if (value == rgb[0]) {
    hue = std::fmod((rgb[1] - rgb[2]) / chroma + 6, 6);
  } else if (value == rgb[1]) {
    hue = (rgb[2] - rgb[0]) / chroma + 2;
  } else {
    hue = (rgb[0] - rgb[1]) / chroma + 4;
  }
  hue = std::fmod(hue + 6 * (turns - std::floor(turns)), 6);
  const double saturation = std::fmin(std::fmax(chroma / value + more_saturation, 0), 1);
  const double most = new_value;
  const double least = new_value * (1 - saturation);
  const double middle = least + (most - least) * (1 - std::fabs(std::fmod(hue, 2) - 1));
  switch (static_cast<int>(hue)) {
    case 0:
      return {most, middle, least};
    case 1:
      return {middle, most, least};
    case 2:
      return {least, most, middle};
    case 3:
      return {least, middle, most};
    case 4:
      return {middle, least, most};
    default:
      return {most, least, middle};
  }
}

template <class T>
Color color_at(vary::ImageView<const T> in, int x, int y) {
  constexpr double white = vary::white<T>;
  return {static_cast<double>(in.at(x, y, 0)) / white, static_cast<double>(in.at(x, y, 1)) / white,
          static_cast<double>(in.at(x, y, 2)) / white};
}

/// The step that the op takes for so many turns.
double in_steps(float turns) {
  constexpr double steps = 6 * 65536;
  return std::floor(static_cast<double>(turns) * steps + 0.5) / steps;
}

/// Hue alone is exact for integers: whole multiples of 2^-16, which double precision only just misses.
template <class T>
void require_exact(float turns, const tests::Guarded<T>& in) {
  CAPTURE(turns);
  const auto out = tests::applied(Hue{turns}, in);
  const vary::ImageView<const T> view = in.view();
  constexpr double white = vary::white<T>;
  const auto exact = [&](int x, int y, int c) {
    if (c == 3) return static_cast<double>(view.at(x, y, c));
    return moved(color_at<T>(view, x, y), in_steps(turns))[static_cast<std::size_t>(c)] * white;
  };
  if constexpr (std::is_same_v<T, float>) {
    REQUIRE(tests::worst_error(out, exact) <= 2e-6);
  } else {
    REQUIRE(tests::equals(out, [&](int x, int y, int c) {
      return tests::rounded<T>(std::floor(exact(x, y, c) * 65536 + 0.5) / 65536);
    }));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Hue moves colours round the circle, and leaves alpha alone", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    if (shape.channels != 3 && shape.channels != 4) return;
    const auto in = tests::noise_image<TestType>(shape, 52);
    for (const float turns : {1.0f / 3, -0.45f, 0.01f, 0.25f, 12.5f}) require_exact(turns, in);
  });
}

TEMPLATE_TEST_CASE("Hue is exact for every kind of colour", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  constexpr int levels[] = {0, 1, 2, 3, 5, 8, 21, 64, 85, 100, 127, 128, 170, 201, 250, 253, 254, 255};
  constexpr int count = static_cast<int>(std::size(levels));
  tests::Guarded<TestType> in({count, count * count, 3});
  for (int x = 0; x < count; ++x) {
    for (int y = 0; y < count * count; ++y) {
      int c = 0;
      for (const int level : {levels[x], levels[y / count], levels[y % count]}) {
        in.view().at(x, y, c++) =
            static_cast<TestType>(level * static_cast<double>(vary::white<TestType>) / 255);
      }
    }
  }
  // Whole sixths, halves of them, the smallest step either way, and others.
  for (int sixth = 0; sixth < 12; ++sixth) require_exact(static_cast<float>(sixth) / 12, in);
  for (const float turns : {2.5e-6f, -2.5e-6f, 0.07f, 0.2913f, 0.48f, 0.61803f, 0.8f, 0.9999f}) {
    require_exact(turns, in);
  }
}

TEMPLATE_TEST_CASE("Hue moves saturation and value as well", "[ops][simd]", std::uint8_t, std::uint16_t,
                   float) {
  tests::for_each_shape([](vary::Shape shape) {
    if (shape.channels != 3 && shape.channels != 4) return;
    auto in = tests::noise_image<TestType>(shape, 55);
    for (int c = 0; c < 3; ++c) in.view().at(shape.width - 1, 0, c) = static_cast<TestType>(0.4 * 255);
    const vary::ImageView<const TestType> view = in.view();
    constexpr double white = vary::white<TestType>;
    for (const Hue op : {Hue{0.1f, 0.2f, 0}, Hue{-0.3f, -0.4f, 0.1f}, Hue{0, 0, -0.2f}, Hue{0.7f, 1, 1},
                         Hue{0, -1, -0.1f}, Hue{0.25f, 0.01f, -1}}) {
      CAPTURE(op.shift, op.saturation, op.value);
      const auto out = tests::applied(op, in);
      const double worst = tests::worst_error(out, [&](int x, int y, int c) {
        if (c == 3) return static_cast<double>(view.at(x, y, c));
        const Color color = moved(color_at<TestType>(view, x, y), in_steps(op.shift),
                                  static_cast<double>(op.saturation), static_cast<double>(op.value));
        return color[static_cast<std::size_t>(c)] * white;
      });
      REQUIRE(worst <= tests::bound<TestType>(2e-4, 0.05, 2e-6));
    }
  });
}

TEST_CASE("Hue takes red to green to blue, and leaves greys as they are", "[ops]") {
  tests::Guarded<std::uint8_t> in({4, 1, 3});
  constexpr std::uint8_t before[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 77, 77};
  constexpr std::uint8_t after[] = {0, 255, 0, 0, 0, 255, 255, 0, 0, 77, 77, 77};
  std::memcpy(in.view().row(0), before, sizeof before);
  const auto out = tests::applied(Hue{1.0f / 3}, in);
  REQUIRE(std::memcmp(out.view().row(0), after, sizeof after) == 0);
  constexpr std::uint8_t brighter[] = {255, 51, 51, 51, 255, 51, 51, 51, 255, 128, 128, 128};
  const auto pale = tests::applied(Hue{0, -0.2f, 0.2f}, in);
  REQUIRE(std::memcmp(pale.view().row(0), brighter, sizeof brighter) == 0);
}

TEST_CASE("Hue of floats clamps what is no colour", "[ops]") {
  tests::Guarded<float> in({3, 1, 3});
  const float before[] = {-1, 2, 0.5f, NAN, NAN, NAN, 3, 3, 3};
  std::memcpy(in.view().row(0), before, sizeof before);
  for (const Hue op : {Hue{0.1f}, Hue{0.1f, 0.1f, 0.1f}}) {
    const auto out = tests::applied(op, in);
    for (int i = 0; i < 9; ++i) {
      const float value = out.view().row(0)[i];
      CHECK((value >= 0 && value <= 1));
    }
  }
}

TEST_CASE("Hue all the way round is the identity", "[ops]") {
  for (const float whole : {0.0f, 1.0f, -3.0f}) CHECK(Hue{whole}.identity({2, 2, 3}));
  CHECK(!Hue{0.5f}.identity({2, 2, 3}));
  CHECK(!Hue{1, 0.1f, 0}.identity({2, 2, 3}));
  CHECK(!Hue{1, 0, 0.1f}.identity({2, 2, 3}));
  CHECK_THROWS_WITH(Hue{NAN}.check({2, 2, 3}), "Hue.shift: nan is not finite; give a number of turns");
  CHECK_THROWS_WITH((Hue{0, NAN, 0}.check({2, 2, 3})), "Hue.saturation: nan is not finite; give a number");
  CHECK_THROWS_WITH((Hue{0, 0, INFINITY}.check({2, 2, 3})), "Hue.value: inf is not finite; give a number");
  CHECK_THROWS_WITH(
      Hue{0.5f}.check({2, 2, 2}),
      "Hue: needs red, green and blue, with or without alpha; the image of 2x2x2 has 2 channels");
}
