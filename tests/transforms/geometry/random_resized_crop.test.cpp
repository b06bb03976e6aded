// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/random_resized_crop.hpp"

#include "transforms/checks.hpp"

using vary::RandomResizedCrop;

namespace {

/// The crop of a recipe; the whole image where it has none.
vary::ops::Permute crop_of(const vary::Recipe& recipe) {
  for (const vary::Op& op : recipe.ops()) {
    if (const auto* permute = tests::as<vary::ops::Permute>(op)) return *permute;
  }
  return {.width = recipe.input().width, .height = recipe.input().height};
}

}  // namespace

TEST_CASE("RandomResizedCrop covers fractions of the area at aspect ratios of its range",
          "[random_resized_crop]") {
  const RandomResizedCrop crop{.width = 32, .height = 24, .scale = {0.2, 0.7}, .ratio = {0.5, 2}};
  const vary::Shape shape{400, 400, 3};
  double least_fraction = 1, most_fraction = 0, least_ratio = 9, most_ratio = 0, sum_log = 0;
  for (int i = 0; i < 2000; ++i) {
    const vary::Recipe recipe = tests::recipe_of(crop, shape, {.seed = 4, .index = i});
    REQUIRE(recipe.shape() == vary::Shape{32, 24, 3});
    const auto rect = crop_of(recipe);
    REQUIRE((rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= 400 && rect.y + rect.height <= 400));
    const double fraction = rect.width * rect.height / 160000.0;
    const double ratio = static_cast<double>(rect.width) / rect.height;
    least_fraction = std::fmin(least_fraction, fraction);
    most_fraction = std::fmax(most_fraction, fraction);
    least_ratio = std::fmin(least_ratio, ratio);
    most_ratio = std::fmax(most_ratio, ratio);
    sum_log += std::log(ratio);
  }
  CHECK((least_fraction > 0.195 && least_fraction < 0.21));
  CHECK((most_fraction > 0.68 && most_fraction < 0.705));
  CHECK((least_ratio > 0.49 && least_ratio < 0.53));
  CHECK((most_ratio > 1.9 && most_ratio < 2.03));
  // Log-uniform: wide and tall are equally likely, except those too wide or tall to fit.
  CHECK(std::fabs(sum_log / 2000) < 0.04);  // the standard error of the mean is 0.009
}

TEST_CASE("RandomResizedCrop is a crop, then an antialiased resize", "[random_resized_crop]") {
  const auto photo = tests::noise_image<std::uint8_t>(70, 50, 3);
  const RandomResizedCrop crop{.width = 20, .height = 30};
  const vary::Key key{.seed = 11};
  const auto rect = crop_of(tests::recipe_of(crop, photo.shape(), key));
  const auto cut = vary::Crop{rect.x, rect.y, rect.width, rect.height}(photo);
  CHECK(crop(photo, key) == vary::Resize{.width = 20, .height = 30}(cut));
}

TEST_CASE("RandomResizedCrop falls back to the middle when no rectangle of the ratio fits",
          "[random_resized_crop]") {
  const RandomResizedCrop wide{.width = 8, .height = 8, .scale = 1, .ratio = {3, 4}};
  const auto tall_image = crop_of(tests::recipe_of(wide, {30, 90, 1}));
  CHECK((tall_image.width == 30 && tall_image.height == 10 && tall_image.x == 0 && tall_image.y == 40));
  const RandomResizedCrop square{.width = 8, .height = 8, .scale = 1, .ratio = 1};
  const auto wide_image = crop_of(tests::recipe_of(square, {90, 30, 1}));
  CHECK((wide_image.width == 30 && wide_image.height == 30 && wide_image.x == 30 && wide_image.y == 0));
  CHECK(tests::recipe_of(square, {1, 1, 1}).shape() == vary::Shape{8, 8, 1});
}

TEST_CASE("RandomResizedCrop of the whole image is a resize", "[random_resized_crop]") {
  const auto photo = tests::noise_image<float>(40, 40, 1);
  const RandomResizedCrop all{.width = 20, .height = 20, .scale = 1, .ratio = 1};
  CHECK(all(photo) == vary::Resize{.width = 20, .height = 20}(photo));
}

TEST_CASE("RandomResizedCrop refuses fields out of range", "[random_resized_crop]") {
  tests::require_refused({
      {RandomResizedCrop{.width = 0}, "RandomResizedCrop.width: 0 is below 1; give 1 to 268435456"},
      {RandomResizedCrop{.height = -3}, "RandomResizedCrop.height: -3 is below 1; give 1 to 268435456"},
      {RandomResizedCrop{.scale = {0.5, 1.5}}, "RandomResizedCrop.scale: 1.5 is above 1; give 1e-09 to 1"},
      {RandomResizedCrop{.ratio = {0, 1}}, "RandomResizedCrop.ratio: 0 is below 0.001; give 0.001 to 1000"},
  });
}
