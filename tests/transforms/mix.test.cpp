// SPDX-License-Identifier: MIT
#include "vary/transforms/mix.hpp"

#include "support/targets.hpp"
#include "transforms/checks.hpp"

using tests::refusal;
using vary::CutMix;
using vary::Key;
using vary::MixUp;

namespace {

/// Which part of the second image a copy shows; throws nothing, and fails where it is no rectangle.
struct Tile {
  int width = 0;
  int height = 0;
};

Tile part_of_second(const vary::Image<std::uint8_t>& copy, const vary::Image<std::uint8_t>& first,
                    const vary::Image<std::uint8_t>& second) {
  int x0 = copy.width(), y0 = copy.height(), x1 = 0, y1 = 0;
  for (int y = 0; y < copy.height(); ++y) {
    for (int x = 0; x < copy.width(); ++x) {
      if (copy.at(x, y) == first.at(x, y)) continue;
      x0 = std::min(x0, x), y0 = std::min(y0, y), x1 = std::max(x1, x + 1), y1 = std::max(y1, y + 1);
    }
  }
  for (int y = 0; y < copy.height(); ++y) {
    for (int x = 0; x < copy.width(); ++x) {
      const bool inside = x >= x0 && x < x1 && y >= y0 && y < y1;
      for (int c = 0; c < copy.channels(); ++c) {
        REQUIRE(copy.at(x, y, c) == (inside ? second : first).at(x, y, c));
      }
    }
  }
  return x1 == 0 ? Tile{} : Tile{x1 - x0, y1 - y0};
}

}  // namespace

TEMPLATE_TEST_CASE("MixUp is a weighed mean, by the weight that it gives back", "[mix]", std::uint8_t,
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

TEST_CASE("MixUp draws a weight of the beta distribution, or takes the one that is given", "[mix]") {
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

TEST_CASE("CutMix is a rectangle of the second image in the first, by the share that it gives back",
          "[mix]") {
  const auto first = tests::flat_image<std::uint8_t>({40, 25, 3}, 10),
             second = tests::flat_image<std::uint8_t>({40, 25, 3}, 200);
  bool cut_off = false, whole = false;
  for (int i = 0; i < 300; ++i) {
    const auto mixed = CutMix{.weight = 0.75}(first, second, {.seed = 3, .index = i});
    const Tile part = part_of_second(mixed.image, first, second);
    REQUIRE(
        (part.width >= 9 && part.width <= 20 && part.height >= 6 && part.height <= 13));  // half of each side
    REQUIRE(mixed.weight == Approx(1 - part.width * part.height / 1000.0));
    cut_off = cut_off || part.width < 20;
    whole = whole || (part.width == 20 && part.height == 13);
  }
  REQUIRE((cut_off && whole));
  double sum = 0;
  for (int i = 0; i < 300; ++i) {
    const auto mixed = CutMix{}(first, second, {.seed = 4, .index = i});
    const Tile part = part_of_second(mixed.image, first, second);
    REQUIRE(mixed.weight == Approx(1 - part.width * part.height / 1000.0));
    sum += mixed.weight / 300;
  }
  REQUIRE((sum > 0.55 && sum < 0.75));  // half, and more for what is cut off
}

TEST_CASE("CutMix keeps all of the first image, or little of it", "[mix]") {
  const auto first = tests::noise_image<float>(20, 10, 2, 1),
             second = tests::noise_image<float>(20, 10, 2, 2);
  const auto kept = CutMix{.weight = 1}(first, second);
  REQUIRE((kept.image == first && kept.weight == 1));
  double least = 1;
  for (int i = 0; i < 200; ++i) {
    const double weight = CutMix{.weight = 0}(first, second, {.index = i}).weight;
    REQUIRE((weight >= 0 && weight <= 0.75));  // at least a quarter is covered, from a corner
    least = std::min(least, weight);
  }
  REQUIRE(least < 0.1);
}

TEST_CASE("CutMix centres its rectangle anywhere equally often", "[mix]") {
  const auto first = tests::flat_image<std::uint8_t>({20, 20, 1}, 0),
             second = tests::flat_image<std::uint8_t>({20, 20, 1}, 1);
  std::vector<int> hits(400);
  for (int i = 0; i < 4000; ++i) {
    const auto mixed = CutMix{.weight = 0.9975}(first, second, {.seed = 1, .index = i});  // one pixel
    for (std::size_t k = 0; k < 400; ++k) hits[k] += mixed.image.data()[k];
  }
  int inner = 0;
  for (std::size_t k = 0; k < 400; ++k) {
    REQUIRE(hits[k] < 35);
    if (k % 20 < 10) inner += hits[k];
  }
  REQUIRE(std::abs(inner - 2000) < 160);
}

TEST_CASE("Labels are mixed like the images", "[mix]") {
  const auto first = tests::noise_image<std::uint8_t>(8, 8, 3, 1),
             second = tests::noise_image<std::uint8_t>(8, 8, 3, 2);
  const std::vector<float> cat{1, 0, 0}, dogs{0, 0.5f, 0.5f};
  const auto up = MixUp{.weight = 0.25}(first, second, Key{}, cat, dogs);
  REQUIRE(up.labels == std::vector<float>{0.25f, 0.375f, 0.375f});
  const auto cut = CutMix{}(first, second, {.seed = 5}, cat, dogs);
  REQUIRE(cut.labels.size() == 3);
  REQUIRE(static_cast<double>(cut.labels[0]) == Approx(cut.weight));
  REQUIRE(static_cast<double>(cut.labels[0] + cut.labels[1] + cut.labels[2]) == Approx(1));
  REQUIRE(cut.image == CutMix{}(first, second, {.seed = 5}).image);
  REQUIRE(vary::mix_labels({}, {}, 0.5).empty());
}

TEMPLATE_TEST_CASE("Mixing into an image gives the same and keeps its memory", "[mix][simd]", std::uint8_t,
                   std::uint16_t, float) {
  const auto first = tests::noise_image<TestType>(33, 17, 4, 1),
             second = tests::noise_image<TestType>(33, 17, 4, 2);
  const Key key{.seed = 6, .index = 2};
  const auto up = MixUp{}(first, second, key);
  const auto cut = CutMix{}(first, second, key);
  vary::Image<TestType> out(50, 40, 4);
  const TestType* memory = out.data();
  tests::on_every_target([&] {
    REQUIRE(MixUp{}(first, second.view(), key, out) == up.weight);
    REQUIRE(tests::same_image(out, up.image));
    REQUIRE(CutMix{}(first.view(), second, key, out) == cut.weight);
    REQUIRE(tests::same_image(out, cut.image));
    REQUIRE(out.data() == memory);
  });
}

TEST_CASE("Other keys mix otherwise, and the two mixers draw independently", "[mix]") {
  const auto first = tests::noise_image<std::uint8_t>(16, 16, 1, 1),
             second = tests::noise_image<std::uint8_t>(16, 16, 1, 2);
  const auto weight = [&](Key key) { return MixUp{}(first, second, key).weight; };
  REQUIRE(weight({}) == weight({}));
  REQUIRE(weight({.seed = 1}) != weight({}));
  REQUIRE(weight({.epoch = 1}) != weight({}));
  REQUIRE(weight({.index = 1}) != weight({}));
  REQUIRE(std::fabs(CutMix{}(first, second).weight - weight({})) > 0.01);
}

TEST_CASE("Mixers refuse what does not go together", "[mix]") {
  const auto photo = tests::noise_image<float>(6, 4, 3);
  const auto tall = tests::noise_image<float>(4, 6, 3);
  vary::Image<float> out = photo;
  const auto both = [&](const auto& mixer, const std::string& name) {
    REQUIRE(refusal([&] { mixer(photo, tall); }) ==
            name + ".second: is 4x6x3, the first 6x4x3; give two of one shape");
    REQUIRE(refusal([&] { mixer(photo, vary::Image<float>()); }) ==
            name + ": got an empty image; give two with pixels");
    REQUIRE(refusal([&] { mixer(out, photo, {}, out); }) ==
            name + ".out: is an image it would be made from; give another image");
    REQUIRE(refusal([&] { mixer(photo, out, {}, out); }) ==
            name + ".out: is an image it would be made from; give another image");
    REQUIRE(refusal([&] { mixer(photo, photo, {}, std::vector<float>(3), std::vector<float>(2)); }) ==
            "mix_labels.second: has 2 labels, the first 3; give as many for each image");
  };
  both(MixUp{}, "MixUp");
  both(CutMix{}, "CutMix");
  REQUIRE(refusal([&] { MixUp{.alpha = 0}(photo, photo); }) ==
          "MixUp.alpha: 0 is below 0.001; give 0.001 to 1000");
  REQUIRE(refusal([&] { CutMix{.alpha = NAN}(photo, photo); }) ==
          "CutMix.alpha: is not a number; give 0.001 to 1000");
  REQUIRE(refusal([&] { MixUp{.weight = 1.5}(photo, photo); }) ==
          "MixUp.weight: 1.5 is above 1; give 0 to 1");
  REQUIRE(refusal([&] { CutMix{.weight = -1}(photo, photo); }) ==
          "CutMix.weight: -1 is below 0; give 0 to 1");
}
