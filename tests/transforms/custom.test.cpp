// SPDX-License-Identifier: MIT
#include "vary/transforms/custom.hpp"

#include <type_traits>

#include "transforms/checks.hpp"

using tests::image;
using tests::refusal;
using tests::Rows;
using tests::rows;
using tests::same_image;
using vary::ImageView;
using vary::Random;

namespace {

/// Puts one random number into each value.
constexpr auto scatter = [](auto pixels, Random& random) {
  using T = typename decltype(pixels)::value_type;
  for (int y = 0; y < pixels.height(); ++y) {
    for (int x = 0; x < pixels.width(); ++x) pixels.at(x, y) = static_cast<T>(random.uniform() * 255);
  }
};

}  // namespace

TEST_CASE("A custom function changes a copy of the image in place", "[custom]") {
  const auto photo = image({{1, 2}, {3, 4}});
  const auto add_ten = vary::custom("add ten", [](ImageView<std::uint8_t> pixels, Random&) {
    for (int y = 0; y < pixels.height(); ++y)
      pixels.at(0, y) = static_cast<std::uint8_t>(pixels.at(0, y) + 10);
  });
  REQUIRE(rows(add_ten(photo)) == Rows{{11, 2}, {13, 4}});
  REQUIRE(rows(photo) == Rows{{1, 2}, {3, 4}});
  const vary::Pipeline<std::uint8_t> pipeline{vary::HorizontalFlip{}, add_ten, vary::Transpose{}};
  REQUIRE(rows(pipeline(photo)) == Rows{{12, 14}, {1, 3}});
}

TEST_CASE("A custom function for any pixels takes all three types", "[custom]") {
  const auto white = vary::custom("white", [](auto pixels, Random&) {
    pixels.at(0, 0) = vary::white<typename decltype(pixels)::value_type>;
  });
  REQUIRE(white(vary::Image<std::uint8_t>(2, 1)).at(0, 0) == 255);
  REQUIRE(white(vary::Image<std::uint16_t>(2, 1)).at(0, 0) == 65535);
  REQUIRE(white(vary::Image<float>(2, 1)).at(0, 0) == 1.0f);
}

TEST_CASE("A custom function for one type of pixels refuses the others", "[custom]") {
  const auto bytes = vary::custom("bytes", [](ImageView<std::uint8_t>, Random&) {});
  const auto real = vary::custom("real", [](ImageView<float>, Random&) {});
  REQUIRE_NOTHROW(bytes(vary::Image<std::uint8_t>(1, 1)));
  REQUIRE(refusal([&] { bytes(vary::Image<float>(1, 1)); }) ==
          "custom.bytes: takes no float pixels; let it take an ImageView of them");
  REQUIRE(refusal([&] { bytes(vary::Image<std::uint16_t>(1, 1)); }) ==
          "custom.bytes: takes no std::uint16_t pixels; let it take an ImageView of them");
  const vary::Pipeline<std::uint8_t> pipeline{real};
  REQUIRE(refusal([&] { return pipeline(vary::Image<std::uint8_t>(1, 1)); }) ==
          "custom.real: takes no std::uint8_t pixels; let it take an ImageView of them");
}

TEST_CASE("A custom function gets its own random numbers, the same for the same key", "[custom]") {
  const vary::Image<std::uint8_t> photo(30, 2);
  const auto one = vary::custom("one", scatter);
  const auto two = vary::custom("two", scatter);
  REQUIRE(same_image(one(photo, {.seed = 1}), one(photo, {.seed = 1})));
  REQUIRE_FALSE(same_image(one(photo, {.seed = 1}), one(photo, {.seed = 2})));
  REQUIRE_FALSE(same_image(one(photo), two(photo)));

  SECTION("also where a name occurs twice") {
    const vary::Recipe twice = vary::Pipeline<std::uint8_t>{one, one}.recipe(30, 2, 1);
    REQUIRE(twice.ops().size() == 2);
    REQUIRE(tests::as<vary::ops::Custom>(twice.ops()[0])->stream !=
            tests::as<vary::ops::Custom>(twice.ops()[1])->stream);
  }
}

TEST_CASE("A custom function may run a pipeline", "[custom]") {
  const vary::Pipeline<std::uint8_t> inner{vary::Rotate{}, vary::Dilate{.size = 3},
                                           vary::GaussianBlur{.sigma = 1}};
  const auto photo = tests::noise_image<std::uint8_t>(40, 30, 3);
  const vary::Pipeline<std::uint8_t> outer{vary::Invert{}, vary::HorizontalFlip{},
                                           vary::custom("inner",
                                                        [inner](ImageView<std::uint8_t> pixels, Random&) {
                                                          const auto copy = inner(pixels, {.seed = 7});
                                                          for (int y = 0; y < pixels.height(); ++y) {
                                                            std::copy_n(copy.row(y), copy.stride(),
                                                                        pixels.row(y));
                                                          }
                                                        }),
                                           vary::VerticalFlip{}};
  const auto expected =
      vary::VerticalFlip{}(inner(vary::HorizontalFlip{}(vary::Invert{}(photo)), {.seed = 7}));
  REQUIRE(same_image(outer(photo), expected));
}

TEST_CASE("An exception of a custom function reaches the caller, and later calls do not change", "[custom]") {
  const auto photo = tests::noise_image<std::uint8_t>(9, 9, 3);
  const vary::Pipeline<std::uint8_t> failing{
      vary::Invert{}, vary::custom("fail", [](auto, Random&) { throw 42; }), vary::Transpose{}};
  const vary::Pipeline<std::uint8_t> working{vary::Invert{}, vary::Dilate{.size = 3}, vary::Transpose{}};
  const auto before = working(photo);
  REQUIRE_THROWS_AS(failing(photo), int);
  REQUIRE(same_image(working(photo), before));
}

TEST_CASE("A custom function needs a name", "[custom]") {
  tests::require_refused({
      {vary::custom("", scatter), "custom.name: is empty; give one, errors and recipes show it"},
      {vary::CustomTransform{"lost", nullptr}, "custom.lost: has no function; make it by custom(name, f)"},
  });
}
