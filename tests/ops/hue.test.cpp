// SPDX-License-Identifier: MIT
#include "vary/ops/hue.hpp"

#include <array>

#include "support/reference.hpp"

using vary::ops::Hue;

namespace {

using Color = std::array<double, 3>;

/// The textbook way: to HSV, round the circle, and back.
Color shifted(Color rgb, double turns) {
  const double value = std::fmax(rgb[0], std::fmax(rgb[1], rgb[2]));
  const double chroma = value - std::fmin(rgb[0], std::fmin(rgb[1], rgb[2]));
  if (chroma == 0) return rgb;
  double hue = 0;
  if (value == rgb[0]) {
    hue = std::fmod((rgb[1] - rgb[2]) / chroma + 6, 6);
  } else if (value == rgb[1]) {
    hue = (rgb[2] - rgb[0]) / chroma + 2;
  } else {
    hue = (rgb[0] - rgb[1]) / chroma + 4;
  }
  hue = std::fmod(hue + 6 * (turns - std::floor(turns)), 6);
  const double middle = chroma * (1 - std::fabs(std::fmod(hue, 2) - 1));
  const double least = value - chroma;
  switch (static_cast<int>(hue)) {
    case 0:
      return {value, middle + least, least};
    case 1:
      return {middle + least, value, least};
    case 2:
      return {least, value, middle + least};
    case 3:
      return {least, middle + least, value};
    case 4:
      return {middle + least, least, value};
    default:
      return {value, least, middle + least};
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Hue moves colours round the circle, and leaves alpha alone", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    if (shape.channels != 3 && shape.channels != 4) return;
    const auto in = tests::noise_picture<TestType>(shape, 52);
    const vary::ImageView<const TestType> view = in.view();
    for (const float turns : {1.0f / 3, -0.45f, 0.01f, 12.5f}) {
      CAPTURE(turns);
      const auto out = tests::applied(Hue{turns}, in);
      const double worst = tests::worst_error(out, [&](int x, int y, int c) {
        if (c == 3) return static_cast<double>(view.at(x, y, c));
        const Color rgb{static_cast<double>(view.at(x, y, 0)), static_cast<double>(view.at(x, y, 1)),
                        static_cast<double>(view.at(x, y, 2))};
        return shifted(rgb, static_cast<double>(turns))[static_cast<std::size_t>(c)];
      });
      REQUIRE(worst <= tests::bound<TestType>(0.002, 0.3, 5e-6));
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
}

TEST_CASE("Hue all the way round is the identity", "[ops]") {
  for (const float whole : {0.0f, 1.0f, -3.0f}) CHECK(Hue{whole}.identity({2, 2, 3}));
  CHECK(!Hue{0.5f}.identity({2, 2, 3}));
  CHECK_THROWS_WITH(Hue{NAN}.check({2, 2, 3}), "Hue.shift: nan is not finite; give a number of turns");
  CHECK_THROWS_WITH(
      Hue{0.5f}.check({2, 2, 2}),
      "Hue: needs red, green and blue, with or without alpha; the picture of 2x2x2 has 2 channels");
}
