// SPDX-License-Identifier: MIT
#include "vary/ops/noise/impulse.hpp"

#include <vector>

#include "support/noise_numbers.hpp"
#include "support/reference.hpp"

using vary::Shape;
using vary::Stream;
using vary::ops::Impulse;

namespace {

constexpr Stream stream{0x0123456789ABCDEFu, 0xFEDCBA9876543210u};

/// The 16 bits of number n, by their definition.
int word_of(std::uint64_t n) {
  const auto block = tests::random_block(n / 8, tests::child_words(stream.a, stream.b, 0));
  return block[n % 8 * 2] + 256 * block[n % 8 * 2 + 1];
}

template <class T>
void compare(Shape shape, float low_share, float high_share) {
  const auto in = tests::noise_image<T>(shape, 71);
  const auto colours = tests::colour(shape.channels);
  for (const bool per_channel : {false, true}) {
    vary::Fill each;  // a value for each channel
    each.values = {};
    for (const float value : colours) each.values.push_back(value);
    const Impulse impulse{.low_share = low_share,
                          .high_share = high_share,
                          .low = each,
                          .high = 0.4,
                          .per_channel = per_channel,
                          .stream = stream};
    CAPTURE(per_channel, low_share, high_share);
    const double white = static_cast<double>(vary::white<T>);
    REQUIRE(tests::equals(tests::applied(impulse, in), [&](int x, int y, int c) {
      const int pixel = y * shape.width + x;
      const int word = word_of(static_cast<std::uint64_t>(per_channel ? pixel * shape.channels + c : pixel));
      const double low = static_cast<double>(colours[static_cast<std::size_t>(c)]);
      if (word < std::round(static_cast<double>(low_share) * 65536)) return tests::rounded<T>(low * white);
      if (word >= 65536 - std::round(static_cast<double>(high_share) * 65536)) {
        return tests::rounded<T>(static_cast<double>(0.4f) * white);
      }
      return in.view().at(x, y, c);
    }));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Impulse replaces the pixels that its numbers pick", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](Shape shape) {
    compare<TestType>(shape, 0.3f, 0.25f);
    compare<TestType>(shape, 0.0f, 1.0f);
    compare<TestType>(shape, 1.0f, 0.0f);
    compare<TestType>(shape, 0.0f, 0.5f);
    compare<TestType>(shape, 0.5f, 0.5f);
  });
}

TEMPLATE_TEST_CASE("Impulse goes on from one chunk of numbers to the next", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  for (const int channels : {1, 2, 3, 4, 7}) compare<TestType>({1300, 2, channels}, 0.01f, 0.02f);
}

TEST_CASE("Impulse replaces the share that it is asked to, independently", "[ops]") {
  const Shape shape{1000, 500, 1};
  const auto grey = tests::flat_image<float>({1000, 500, 1});
  const auto out =
      tests::applied(Impulse{.low_share = 0.02f, .high_share = 0.05f, .low = 0, .high = 0.5}, grey);
  double low = 0, high = 0, pairs_across = 0, pairs_down = 0;
  const auto hit = [&](int x, int y) { return out.view().at(x, y) < 1; };
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      low += out.view().at(x, y) == 0 ? 1 : 0;
      high += out.view().at(x, y) == 0.5f ? 1 : 0;
      pairs_across += x > 0 && hit(x, y) && hit(x - 1, y) ? 1 : 0;
      pairs_down += y > 0 && hit(x, y) && hit(x, y - 1) ? 1 : 0;
    }
  }
  // Within four deviations.
  CHECK(std::fabs(low - 10000) < 400);
  CHECK(std::fabs(high - 25000) < 4 * 155);
  CHECK(std::fabs(pairs_across - 2450) < 4 * 52);
  CHECK(std::fabs(pairs_down - 2450) < 4 * 52);
}

TEST_CASE("Impulse knows when nothing would change", "[ops]") {
  CHECK(Impulse{}.identity({3, 3, 1}));
  CHECK(Impulse{.low_share = 0x1p-18f}.identity({3, 3, 1}));
  CHECK(!Impulse{.low_share = 0x1p-16f}.identity({3, 3, 1}));
  CHECK(!Impulse{.high_share = 0.5f}.identity({3, 3, 1}));
  CHECK(Impulse{}.output({5, 4, 3}) == Shape{5, 4, 3});
}

TEST_CASE("Impulse refuses what is no share and what is no colour", "[ops]") {
  const Shape shape{3, 3, 3};
  CHECK_THROWS_WITH((Impulse{.low_share = -0.5f}.check(shape)),
                    "Impulse.low_share: -0.5 is no share; give 0 to 1");
  CHECK_THROWS_WITH((Impulse{.high_share = NAN}.check(shape)),
                    "Impulse.high_share: nan is no share; give 0 to 1");
  CHECK_THROWS_WITH((Impulse{.low_share = 0.75f, .high_share = 0.5f}.check(shape)),
                    "Impulse.high_share: 0.5 and low_share 0.75 are more than 1 in all");
  CHECK_THROWS_WITH((Impulse{.low = {1, 0.5}}.check(shape)),
                    "Impulse.low: 2 values for 3 channels; give one value, or one for each channel");
  CHECK_THROWS_WITH((Impulse{.high = NAN}.check(shape)),
                    "Impulse.high: nan is no colour; give a fraction of full scale");
}
