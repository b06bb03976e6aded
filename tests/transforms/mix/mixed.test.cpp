// SPDX-License-Identifier: MIT
#include "vary/transforms/mix/mixed.hpp"

#include <vector>

#include "transforms/checks.hpp"
#include "vary/vary.hpp"

using tests::refusal;
using vary::CutMix;
using vary::Key;
using vary::MixUp;

TEST_CASE("Labels are a weighted mean", "[mixed]") {
  const std::vector<float> cat{1, 0, 0}, dogs{0, 0.5f, 0.5f};
  REQUIRE(vary::mix_labels(cat, dogs, 0.25) == std::vector<float>{0.25f, 0.375f, 0.375f});
  REQUIRE(vary::mix_labels({}, {}, 0.5).empty());
  REQUIRE(refusal([&] { vary::mix_labels(cat, std::vector<float>(2), 0.5); }) ==
          "mix_labels.second: has 2 labels, the first 3; give as many for each image");
}

TEST_CASE("MixUp and CutMix draw independently", "[mixed]") {
  const auto first = tests::noise_image<std::uint8_t>(16, 16, 1, 1),
             second = tests::noise_image<std::uint8_t>(16, 16, 1, 2);
  REQUIRE(std::fabs(CutMix{}(first, second).weight - MixUp{}(first, second).weight) > 0.01);
}

TEST_CASE("MixUp and CutMix refuse images and labels that do not match", "[mixed]") {
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
}
