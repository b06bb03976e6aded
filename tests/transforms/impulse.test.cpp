// SPDX-License-Identifier: MIT
#include "vary/transforms/impulse.hpp"

#include "transforms/checks.hpp"

using vary::PixelDropout;
using vary::SaltAndPepper;

namespace {

/// How many pixels of a copy of grey are white, black, changed in some channels only, and unchanged.
struct Census {
  int salt = 0, pepper = 0, mixed = 0, kept = 0;
};

template <class T, class X>
Census census(const X& transform, int channels, const vary::Key& key = {}) {
  const auto grey = static_cast<T>(vary::white<T> / 2);
  const auto copy = transform(tests::flat_image<T>({200, 150, channels}, grey), key);
  Census counts;
  for (int i = 0; i < 200 * 150; ++i) {
    const T* pixel = copy.data() + channels * i;
    const auto all = [&](T value) { return std::count(pixel, pixel + channels, value) == channels; };
    ++(all(vary::white<T>) ? counts.salt
       : all(T{0})         ? counts.pepper
       : all(grey)         ? counts.kept
                           : counts.mixed);
  }
  return counts;
}

}  // namespace

TEMPLATE_TEST_CASE("SaltAndPepper hits the share of pixels, with all their channels", "[impulse]",
                   std::uint8_t, std::uint16_t, float) {
  for (const int channels : {1, 3, 4}) {
    const Census found = census<TestType>(SaltAndPepper{.amount = 0.1, .salt = 0.25}, channels);
    REQUIRE(found.mixed == 0);
    REQUIRE(std::abs(found.salt - 750) < 110);  // four deviations
    REQUIRE(std::abs(found.pepper - 2250) < 190);
  }
}

TEST_CASE("SaltAndPepper draws amount and salt from their ranges", "[impulse]") {
  for (int i = 0; i < 200; ++i) {
    const auto recipe = tests::recipe_of(SaltAndPepper{}, {9, 9, 3}, {.index = i});
    const auto& op = tests::only<vary::ops::Impulse>(recipe);
    const float amount = op.low_share + op.high_share;
    REQUIRE(amount >= 0.0099f);
    REQUIRE(amount <= 0.0601f);
    REQUIRE(op.high_share / amount >= 0.399f);
    REQUIRE(op.high_share / amount <= 0.601f);
  }
}

TEST_CASE("SaltAndPepper goes to its ends", "[impulse]") {
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 1, .salt = 1}, 3).salt == 200 * 150);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 1, .salt = 0}, 3).pepper == 200 * 150);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = {1, 1}}, 3).kept == 0);
  REQUIRE(census<std::uint8_t>(SaltAndPepper{.amount = 0}, 3).kept == 200 * 150);
}

TEST_CASE("PixelDropout drops pixels, or values by channel", "[impulse]") {
  const Census pixels = census<std::uint8_t>(PixelDropout{.dropout_prob = 0.1}, 3);
  REQUIRE(pixels.mixed == 0);
  REQUIRE(pixels.salt == 0);
  REQUIRE(std::abs(pixels.pepper - 3000) < 210);
  const Census values = census<std::uint8_t>(PixelDropout{.dropout_prob = 0.1, .per_channel = true}, 3);
  REQUIRE(std::abs(values.kept - 21870) < 310);
  REQUIRE(std::abs(values.pepper - 30) < 22);
}

TEST_CASE("PixelDropout fills with its colour", "[impulse]") {
  const auto photo = tests::flat_image<std::uint8_t>({20, 20, 3}, 7);
  const auto copy = PixelDropout{.dropout_prob = 1, .fill = {1, 0.5, 0}}(photo);
  for (int i = 0; i < 400; ++i) {
    REQUIRE(copy.data()[3 * i] == 255);
    REQUIRE(copy.data()[3 * i + 1] == 128);
    REQUIRE(copy.data()[3 * i + 2] == 0);
  }
  REQUIRE(tests::refusal([&] {
            PixelDropout{.fill = {1, 0}}(photo);
          }) == "PixelDropout.fill: 2 values for 3 channels; give one value, or one for each channel");
}

TEST_CASE("SaltAndPepper and PixelDropout refuse fields out of range", "[impulse]") {
  tests::require_refused({
      {SaltAndPepper{.amount = -0.5}, "SaltAndPepper.amount: -0.5 is below 0; give 0 to 1"},
      {SaltAndPepper{.amount = {0.5, 0.25}},
       "SaltAndPepper.amount: low 0.5 is above high 0.25; give the lower value first"},
      {SaltAndPepper{.salt = 1.5}, "SaltAndPepper.salt: 1.5 is above 1; give 0 to 1"},
      {PixelDropout{.dropout_prob = 2}, "PixelDropout.dropout_prob: 2 is above 1; give 0 to 1"},
      {PixelDropout{.dropout_prob = NAN}, "PixelDropout.dropout_prob: is not a number; give 0 to 1"},
      {PixelDropout{.fill = tests::no_fill},
       "PixelDropout.fill: has no value; give one, or one for each channel"},
  });
}
