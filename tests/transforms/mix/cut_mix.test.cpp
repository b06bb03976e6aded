// SPDX-License-Identifier: MIT
#include "vary/transforms/mix/cut_mix.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "support/targets.hpp"
#include "transforms/checks.hpp"

using tests::refusal;
using vary::CutMix;
using vary::Key;

namespace {

/// The size of the rectangle of the second image that a copy shows; fails where it is not a rectangle.
struct Size {
  int width = 0;
  int height = 0;
};

Size size_of_second(const vary::Image<std::uint8_t>& copy, const vary::Image<std::uint8_t>& first,
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
  return x1 == 0 ? Size{} : Size{x1 - x0, y1 - y0};
}

}  // namespace

TEST_CASE("CutMix is a rectangle of the second image in the first, by the weight that it returns",
          "[cut_mix]") {
  const auto first = tests::flat_image<std::uint8_t>({40, 25, 3}, 10),
             second = tests::flat_image<std::uint8_t>({40, 25, 3}, 200);
  bool clipped = false, whole = false;
  for (int i = 0; i < 300; ++i) {
    const auto mixed = CutMix{.weight = 0.75}(first, second, {.seed = 3, .index = i});
    const Size size = size_of_second(mixed.image, first, second);
    REQUIRE((size.width >= 9 && size.width <= 20));  // half of each side, less where it is clipped
    REQUIRE((size.height >= 6 && size.height <= 13));
    REQUIRE(mixed.weight == Approx(1 - size.width * size.height / 1000.0));
    clipped = clipped || size.width < 20;
    whole = whole || (size.width == 20 && size.height == 13);
  }
  REQUIRE((clipped && whole));
  double sum = 0;
  for (int i = 0; i < 300; ++i) {
    const auto mixed = CutMix{}(first, second, {.seed = 4, .index = i});
    const Size size = size_of_second(mixed.image, first, second);
    REQUIRE(mixed.weight == Approx(1 - size.width * size.height / 1000.0));
    sum += mixed.weight / 300;
  }
  REQUIRE((sum > 0.55 && sum < 0.75));  // 1/2, and more where the rectangle is clipped
}

TEST_CASE("CutMix of weight 1 is the first image, of weight 0 mostly the second", "[cut_mix]") {
  const auto first = tests::noise_image<float>(20, 10, 2, 1),
             second = tests::noise_image<float>(20, 10, 2, 2);
  const auto kept = CutMix{.weight = 1}(first, second);
  REQUIRE((kept.image == first && kept.weight == 1));
  double least = 1;
  for (int i = 0; i < 200; ++i) {
    const double weight = CutMix{.weight = 0}(first, second, {.index = i}).weight;
    REQUIRE((weight >= 0 && weight <= 0.75));  // with its centre in a corner it covers 1/4
    least = std::min(least, weight);
  }
  REQUIRE(least < 0.1);
}

TEST_CASE("The centre of the rectangle of CutMix is uniform in the image", "[cut_mix]") {
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

TEST_CASE("CutMix mixes labels by the weight of the images", "[cut_mix]") {
  const auto first = tests::noise_image<std::uint8_t>(8, 8, 3, 1),
             second = tests::noise_image<std::uint8_t>(8, 8, 3, 2);
  const std::vector<float> cat{1, 0, 0}, dogs{0, 0.5f, 0.5f};
  const auto mixed = CutMix{}(first, second, {.seed = 5}, cat, dogs);
  REQUIRE(mixed.labels.size() == 3);
  REQUIRE(static_cast<double>(mixed.labels[0]) == Approx(mixed.weight));
  REQUIRE(static_cast<double>(mixed.labels[0] + mixed.labels[1] + mixed.labels[2]) == Approx(1));
  REQUIRE(mixed.image == CutMix{}(first, second, {.seed = 5}).image);
}

TEMPLATE_TEST_CASE("CutMix into an image gives the same and reuses its memory", "[cut_mix][simd]",
                   std::uint8_t, std::uint16_t, float) {
  const auto first = tests::noise_image<TestType>(33, 17, 4, 1),
             second = tests::noise_image<TestType>(33, 17, 4, 2);
  const Key key{.seed = 6, .index = 2};
  const auto mixed = CutMix{}(first, second, key);
  vary::Image<TestType> out(50, 40, 4);
  const TestType* memory = out.data();
  tests::on_every_target([&] {
    REQUIRE(CutMix{}(first, second.view(), key, out) == mixed.weight);
    REQUIRE(tests::same_image(out, mixed.image));
    REQUIRE(CutMix{}(first.view(), second, key, out) == mixed.weight);
    REQUIRE(tests::same_image(out, mixed.image));
    REQUIRE(out.data() == memory);
  });
}

TEST_CASE("CutMix refuses fields out of range", "[cut_mix]") {
  const auto photo = tests::noise_image<float>(6, 4, 3);
  REQUIRE(refusal([&] { CutMix{.alpha = NAN}(photo, photo); }) ==
          "CutMix.alpha: is not a number; give 0.001 to 1000");
  REQUIRE(refusal([&] { CutMix{.weight = -1}(photo, photo); }) ==
          "CutMix.weight: -1 is below 0; give 0 to 1");
}
