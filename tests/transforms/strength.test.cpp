// SPDX-License-Identifier: MIT
// The field and the value by which a transform says how strong an op is.
#include "vary/transforms/transform.hpp"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

namespace {

struct Row {
  std::string name;
  vary::Recipe recipe;
  std::string field;
  double value;

  template <vary::Transform X>
  Row(const X& transform, std::string expected_field, double expected_value)
      : name(X::name),
        recipe(tests::recipe_of(transform, {64, 48, 3})),
        field(std::move(expected_field)),
        value(expected_value) {}
};

}  // namespace

TEST_CASE("The strength of an op is the field of its transform and the value drawn", "[strength]") {
  using namespace vary;
  const std::vector<Row> table{
      {Rotate{.degrees = 20}, "degrees", 20},
      {Rotate{.degrees = 180}, "degrees", 180},
      {Zoom{.factor = 1.5}, "factor", 1.5},
      {Perspective{.distortion_scale = 0.4}, "distortion_scale", 0.4},
      {MirrorPadShrink{.scale = 0.6}, "scale", 0.6},
      {ElasticTransform{.alpha = 2}, "alpha", 2},
      {OpticalDistortion{.strength = 0.2}, "strength", 0.2},
      {Brightness{.factor = 1.5}, "factor", 1.5},
      {Contrast{.factor = 0.5}, "factor", 0.5},
      {Gamma{.gamma = 2}, "gamma", 2},
      {ToneCurve{.scale = 0.2f}, "scale", 0.2},
      {AutoContrast{.cutoff = 0.1}, "cutoff", 0.1},
      {CLAHE{.clip_limit = 3}, "clip_limit", 3},
      {Posterize{.bits = 3}, "bits", 3},
      {Solarize{.threshold = 0.25}, "threshold", 0.25},
      {Saturation{.factor = 0.5}, "factor", 0.5},
      {Hue{.turns = 0.2}, "turns", 0.2},
      {ChannelDropout{.count = 2}, "count", 2},
      {GaussianBlur{.sigma = 2}, "sigma", 2},
      {BoxBlur{.size = 5}, "size", 5},
      {MedianBlur{.size = 5}, "size", 5},
      {MotionBlur{.size = 5}, "size", 5},
      {Defocus{.radius = 4}, "radius", 4},
      {Sharpness{.factor = 2}, "factor", 2},
      {UnsharpMask{.alpha = 0.5}, "alpha", 0.5},
      {Emboss{.alpha = 0.5}, "alpha", 0.5},
      {Dilate{.size = 4}, "size", 4},
      {Erode{.size = 4}, "size", 4},
      {Open{.size = 5}, "size", 5},
      {Close{.size = 5}, "size", 5},
      {MorphologicalGradient{.size = 3}, "size", 3},
      {GaussianNoise{.sigma = 0.2, .mean = 0.1}, "sigma", 0.2},
      {GaussianNoise{.sigma = 0, .mean = 0.1}, "mean", 0.1},
      {UniformNoise{.low = -0.3, .high = 0.2}, "high", 0.2},
      {LaplaceNoise{.scale = 0.3}, "scale", 0.3},
      {MultiplicativeNoise{.multiplier = {0.5, 1.75}}, "multiplier", 1.75},
      {ShotNoise{.scale = 0.2}, "scale", 0.2},
      {SaltAndPepper{.amount = 0.4}, "amount", 0.4},
      {PixelDropout{.dropout_prob = 0.3}, "dropout_prob", 0.3},
      {JpegCompression{.quality = 40}, "quality", 40},
      {Downscale{.scale = 0.5}, "scale", 0.5},
      {CoarseDropout{.holes = 3}, "holes", 3},
      {RandomErasing{.scale = 0.2}, "scale", 0.2},
      {GridDropout{.ratio = 0.4}, "ratio", 0.4},
  };
  for (const Row& row : table) {
    INFO(row.name);
    REQUIRE(!row.recipe.ops().empty());
    for (std::size_t i = 0; i < row.recipe.ops().size(); ++i) {
      REQUIRE(row.recipe.strength(i).field == row.field);
      REQUIRE(row.recipe.strength(i).value == Approx(row.value).epsilon(1e-6));
    }
  }
}

TEST_CASE("Each op of ColorJitter has its own strength", "[strength]") {
  const vary::ColorJitter jitter{.brightness = 1.25, .contrast = 0.75, .saturation = 1.5, .hue = 0.125};
  const vary::Recipe recipe = tests::recipe_of(jitter, {64, 48, 3});
  std::map<std::string, double> strengths;
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    strengths[recipe.strength(i).field] = recipe.strength(i).value;
  }
  REQUIRE(strengths == std::map<std::string, double>{
                           {"brightness", 1.25}, {"contrast", 0.75}, {"saturation", 1.5}, {"hue", 0.125}});
}

TEST_CASE("A strength is drawn with its op", "[strength]") {
  for (int i = 0; i < 100; ++i) {
    const auto recipe = tests::recipe_of(vary::GaussianNoise{.sigma = {0.1, 0.3}}, {64, 48, 3}, {.index = i});
    REQUIRE(recipe.strength(0).value == static_cast<double>(tests::only<vary::ops::Noise>(recipe).sigma));
  }
}

TEST_CASE("A strength has both a field and a number, or neither", "[strength]") {
  for (const tests::Entry& entry : tests::catalogue()) {
    INFO(entry.name);
    vary::TransformList list;
    entry.push_to(list);
    for (int i = 0; i < 20; ++i) {
      vary::Recipe recipe({24, 20, entry.channels == 0 ? 3 : entry.channels});
      list.sample_all(vary::Random(vary::Key{.index = i}), recipe);
      for (std::size_t op = 0; op < recipe.ops().size(); ++op) {
        const vary::Strength& strength = recipe.strength(op);
        REQUIRE(std::string(strength.field).empty() == std::isnan(strength.value));
      }
    }
  }
}
