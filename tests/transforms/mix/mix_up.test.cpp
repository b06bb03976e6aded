// SPDX-License-Identifier: MIT
#include "vary/transforms/mix/mix_up.hpp"

#include <cmath>
#include <vector>

#include "support/targets.hpp"
#include "transforms/checks.hpp"

using tests::refusal;
using vary::Key;
using vary::MixUp;

TEMPLATE_TEST_CASE("MixUp is the weighted mean by the weight that it returns", "[mix_up]", std::uint8_t,
                   std::uint16_t, float) {
  const auto first = tests::noise_image<TestType>(31, 9, 3, 1),
             second = tests::noise_image<TestType>(31, 9, 3, 2);
  for (int i = 0; i < 20; ++i) {
    const auto mixed = MixUp{.alpha = 0.7}(first, second, {.seed = 2, .index = i});
    REQUIRE((mixed.weight >= 0 && mixed.weight <= 1));
    REQUIRE(mixed.labels.empty());
    const double half = std::is_same_v<TestType, float> ? 1e-6 : 0.5;
    for (std::size_t k = 0; k < first.shape().elements(); ++k) {
      const double exact = mixed.weight * static_cast<double>(first.data()[k]) +
                           (1 - mixed.weight) * static_cast<double>(second.data()[k]);
      REQUIRE(std::fabs(static_cast<double>(mixed.image.data()[k]) - exact) <= half);
    }
  }
}

TEST_CASE("MixUp draws a weight of the beta distribution, or takes the weight given", "[mix_up]") {
  const auto first = tests::noise_image<std::uint8_t>(4, 3, 1, 1),
             second = tests::noise_image<std::uint8_t>(4, 3, 1, 2);
  for (const double alpha : {0.2, 1.0, 5.0}) {
    double sum = 0, squares = 0;
    for (int i = 0; i < 4000; ++i) {
      const double weight = MixUp{.alpha = alpha}(first, second, {.index = i}).weight;
      sum += weight / 4000;
      squares += (weight - 0.5) * (weight - 0.5) / 4000;
    }
    CAPTURE(alpha);
    CHECK(std::fabs(sum - 0.5) < 0.04);
    CHECK(squares == Approx(1 / (4 * (2 * alpha + 1))).epsilon(0.12));
  }
  REQUIRE(MixUp{.weight = 0.25}(first, second, {.index = 9}).weight == 0.25);
  REQUIRE(MixUp{.weight = 1}(first, second).image == first);
  REQUIRE(MixUp{.weight = 0}(first, second).image == second);
}

TEST_CASE("MixUp mixes labels by the weight of the images", "[mix_up]") {
  const auto first = tests::noise_image<std::uint8_t>(8, 8, 3, 1),
             second = tests::noise_image<std::uint8_t>(8, 8, 3, 2);
  const std::vector<float> cat{1, 0, 0}, dogs{0, 0.5f, 0.5f};
  const auto mixed = MixUp{.weight = 0.25}(first, second, Key{}, cat, dogs);
  REQUIRE(mixed.labels == std::vector<float>{0.25f, 0.375f, 0.375f});
}

TEMPLATE_TEST_CASE("MixUp into an image gives the same and reuses its memory", "[mix_up][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto first = tests::noise_image<TestType>(33, 17, 4, 1),
             second = tests::noise_image<TestType>(33, 17, 4, 2);
  const Key key{.seed = 6, .index = 2};
  const auto mixed = MixUp{}(first, second, key);
  vary::Image<TestType> out(50, 40, 4);
  const TestType* memory = out.data();
  tests::on_every_target([&] {
    REQUIRE(MixUp{}(first, second.view(), key, out) == mixed.weight);
    REQUIRE(tests::same_image(out, mixed.image));
    REQUIRE(MixUp{}(first.view(), second, key, out) == mixed.weight);
    REQUIRE(tests::same_image(out, mixed.image));
    REQUIRE(out.data() == memory);
  });
}

TEST_CASE("MixUp draws another weight for each key", "[mix_up]") {
  const auto first = tests::noise_image<std::uint8_t>(16, 16, 1, 1),
             second = tests::noise_image<std::uint8_t>(16, 16, 1, 2);
  const auto weight = [&](Key key) { return MixUp{}(first, second, key).weight; };
  REQUIRE(weight({}) == weight({}));
  REQUIRE(weight({.seed = 1}) != weight({}));
  REQUIRE(weight({.epoch = 1}) != weight({}));
  REQUIRE(weight({.index = 1}) != weight({}));
}

TEST_CASE("MixUp refuses fields out of range", "[mix_up]") {
  const auto photo = tests::noise_image<float>(6, 4, 3);
  REQUIRE(refusal([&] { MixUp{.alpha = 0}(photo, photo); }) ==
          "MixUp.alpha: 0 is below 0.001; give 0.001 to 1000");
  REQUIRE(refusal([&] { MixUp{.weight = 1.5}(photo, photo); }) ==
          "MixUp.weight: 1.5 is above 1; give 0 to 1");
}
