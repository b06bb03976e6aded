// SPDX-License-Identifier: MIT
#include "vary/transforms/random_resized_crop.hpp"

#include "checks.hpp"
#include "vary/vary.hpp"

using vary::RandomResizedCrop;

namespace {

/// The part that was cut out; the whole image where nothing was.
vary::ops::Permute part_of(const vary::Recipe& recipe) {
  for (const vary::Op& op : recipe.ops()) {
    if (const auto* permute = op.get_if<vary::ops::Permute>()) return *permute;
  }
  return {.width = recipe.input().width, .height = recipe.input().height};
}

}  // namespace

TEST_CASE("RandomResizedCrop covers shares of the area at ratios of its range", "[transforms]") {
  const RandomResizedCrop crop{.width = 32, .height = 24, .scale = {0.2, 0.7}, .ratio = {0.5, 2}};
  const vary::Shape shape{400, 400, 3};
  double least_share = 1, most_share = 0, least_ratio = 9, most_ratio = 0, sum_log = 0;
  for (int i = 0; i < 2000; ++i) {
    const vary::Recipe recipe = tests::recipe_of(crop, shape, {.seed = 4, .index = i});
    REQUIRE(recipe.shape() == vary::Shape{32, 24, 3});
    const auto part = part_of(recipe);
    REQUIRE((part.x >= 0 && part.y >= 0 && part.x + part.width <= 400 && part.y + part.height <= 400));
    const double share = part.width * part.height / 160000.0;
    const double ratio = static_cast<double>(part.width) / part.height;
    least_share = std::fmin(least_share, share);
    most_share = std::fmax(most_share, share);
    least_ratio = std::fmin(least_ratio, ratio);
    most_ratio = std::fmax(most_ratio, ratio);
    sum_log += std::log(ratio);
  }
  CHECK((least_share > 0.195 && least_share < 0.21));
  CHECK((most_share > 0.68 && most_share < 0.705));
  CHECK((least_ratio > 0.49 && least_ratio < 0.53));
  CHECK((most_ratio > 1.9 && most_ratio < 2.03));
  // Evenly spread in the logarithm: wide and tall are equally likely, but for those too wide or tall to fit.
  CHECK(std::fabs(sum_log / 2000) < 0.04);  // the deviation of a mean of 2000 is 0.009
}

TEST_CASE("RandomResizedCrop is a crop, then an antialiased resize", "[transforms]") {
  const auto photo = tests::noise_image<std::uint8_t>(70, 50, 3);
  const RandomResizedCrop crop{.width = 20, .height = 30};
  const vary::Key key{.seed = 11};
  const auto part = part_of(tests::recipe_of(crop, photo.shape(), key));
  const auto cut = vary::Crop{part.x, part.y, part.width, part.height}(photo);
  CHECK(crop(photo, key) == vary::Resize{.width = 20, .height = 30}(cut));
}

TEST_CASE("RandomResizedCrop falls back to the middle when no part of the ratio fits", "[transforms]") {
  const RandomResizedCrop wide{.width = 8, .height = 8, .scale = 1, .ratio = {3, 4}};
  const auto tall_image = part_of(tests::recipe_of(wide, {30, 90, 1}));
  CHECK(
      (tall_image.width == 30 && tall_image.height == 10 && tall_image.x == 0 && tall_image.y == 40));
  const RandomResizedCrop square{.width = 8, .height = 8, .scale = 1, .ratio = 1};
  const auto wide_image = part_of(tests::recipe_of(square, {90, 30, 1}));
  CHECK(
      (wide_image.width == 30 && wide_image.height == 30 && wide_image.x == 30 && wide_image.y == 0));
  CHECK(tests::recipe_of(square, {1, 1, 1}).shape() == vary::Shape{8, 8, 1});
}

TEST_CASE("RandomResizedCrop of everything is a resize", "[transforms]") {
  const auto photo = tests::noise_image<float>(40, 40, 1);
  const RandomResizedCrop all{.width = 20, .height = 20, .scale = 1, .ratio = 1};
  CHECK(all(photo) == vary::Resize{.width = 20, .height = 20}(photo));
}

TEST_CASE("RandomResizedCrop refuses fields out of range", "[transforms]") {
  tests::require_refused({
      {RandomResizedCrop{.width = 0}, "RandomResizedCrop.width: 0 is below 1; give 1 to 268435456"},
      {RandomResizedCrop{.height = -3}, "RandomResizedCrop.height: -3 is below 1; give 1 to 268435456"},
      {RandomResizedCrop{.scale = {0.5, 1.5}}, "RandomResizedCrop.scale: 1.5 is above 1; give 1e-09 to 1"},
      {RandomResizedCrop{.ratio = {0, 1}}, "RandomResizedCrop.ratio: 0 is below 0.001; give 0.001 to 1000"},
  });
}
