// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/targets.hpp"
#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

namespace {

using tests::catalogue;
using tests::Entry;
using tests::identities;
using tests::same_image;

/// body(entry, photo) for the whole catalogue, with every channel count that an entry takes.
template <class T, class Body>
void for_all(const Body& body) {
  for (const Entry& entry : catalogue()) {
    for (const int channels : tests::channel_counts) {
      if (!entry.takes<T>(channels)) continue;
      INFO(entry.name << ", " << channels << " channels");
      body(entry, tests::noise_image<T>({24, 20, channels}, 17));
    }
  }
}

/// The recipe of transforms in order.
vary::Recipe draw(std::initializer_list<const Entry*> entries, vary::Shape shape, const vary::Key& key) {
  vary::TransformList list;
  for (const Entry* entry : entries) entry->push_to(list);
  vary::Recipe recipe(shape);
  list.sample_all(vary::Random(key), recipe);
  return recipe;
}

constexpr vary::Key some_key{.seed = 8, .epoch = 1, .index = 3};

}  // namespace

TEMPLATE_TEST_CASE("The same key gives the same bits, on every instruction set", "[laws]", std::uint8_t,
                   std::uint16_t, float) {
  for_all<TestType>([](const Entry& entry, const auto& photo) {
    const auto& pipeline = entry.on<TestType>().pipeline;
    const auto first = pipeline(photo.view(), some_key);
    tests::on_every_target([&] { REQUIRE(same_image(pipeline(photo.view(), some_key), first)); });
  });
}

TEMPLATE_TEST_CASE("Different keys give different copies where a transform varies, and nowhere else",
                   "[laws]", std::uint8_t, std::uint16_t, float) {
  for_all<TestType>([](const Entry& entry, const auto& photo) {
    std::set<std::string> copies;
    for (int i = 0; i < 100; ++i) {
      const auto copy = entry.on<TestType>().functor(photo.view(), {.seed = 1, .index = i});
      std::string bytes = std::to_string(copy.width()) + ":";
      bytes.append(reinterpret_cast<const char*>(copy.data()), copy.shape().elements() * sizeof(TestType));
      copies.insert(bytes);
    }
    const auto count = static_cast<int>(copies.size());
    REQUIRE((entry.copies == 1 ? count == 1 : count >= entry.copies));
  });
}

TEMPLATE_TEST_CASE("A functor is a pipeline of that transform alone", "[laws]", std::uint8_t, std::uint16_t,
                   float) {
  for_all<TestType>([](const Entry& entry, const auto& photo) {
    for (int i = 0; i < 5; ++i) {
      const vary::Key key{.seed = 2, .epoch = i, .index = 9};
      const auto& on = entry.on<TestType>();
      REQUIRE(same_image(on.functor(photo.view(), key), on.pipeline(photo.view(), key)));
    }
  });
}

TEMPLATE_TEST_CASE("A functor takes images and views, with a key and without", "[laws]", std::uint8_t,
                   std::uint16_t, float) {
  for (const Entry& entry : catalogue()) {
    INFO(entry.name);
    const auto& on = entry.on<TestType>();
    const int channels = entry.channels == 0 ? 3 : entry.channels;
    if (!entry.takes<TestType>(channels)) continue;
    auto photo = tests::noise_image<TestType>(24, 20, channels);
    const auto expected = on.pipeline(photo, some_key);
    for (const auto& copy : on.every_way(photo, some_key)) REQUIRE(same_image(copy, expected));
    REQUIRE(same_image(on.without_key(photo), on.pipeline(photo)));
    REQUIRE(same_image(on.without_key(photo), on.pipeline(photo, vary::Key{0, 0, 0})));
  }
}

TEST_CASE("A list of two transforms applies one after the other, and the second changes no draw of the first",
          "[laws]") {
  const auto photo = tests::noise_image<std::uint8_t>(24, 20, 3);
  for (const Entry& first : catalogue()) {
    for (const Entry& second : catalogue()) {
      if (!first.takes<std::uint8_t>(3) || !second.takes<std::uint8_t>(3)) continue;
      INFO(first.name << ", then " << second.name);
      vary::TransformList list;
      first.push_to(list);
      second.push_to(list);
      if (list.name(0) == list.name(1)) continue;  // two of one name draw differently

      const vary::Recipe alone = draw({&first}, photo.shape(), some_key);
      if (!second.takes<std::uint8_t>(alone.shape().channels)) continue;
      const vary::Recipe both = draw({&first, &second}, photo.shape(), some_key);
      REQUIRE(alone.ops().size() <= both.ops().size());
      REQUIRE(std::equal(alone.ops().begin(), alone.ops().end(), both.ops().begin()));

      const auto once = first.on<std::uint8_t>().functor(photo, some_key);
      const auto twice = second.on<std::uint8_t>().functor(once, some_key);
      REQUIRE(same_image(vary::replay(both, photo, vary::Fusion::exact), twice));
    }
  }
}

TEMPLATE_TEST_CASE("Only the pixels of the copy are written", "[laws]", std::uint8_t, std::uint16_t, float) {
  for_all<TestType>([](const Entry& entry, const auto& photo) {
    const auto before = photo;
    const auto& pipeline = entry.on<TestType>().pipeline;
    const auto copy = pipeline(photo.view(), some_key);
    const vary::Recipe recipe = pipeline.recipe(24, 20, photo.view().channels(), some_key);
    REQUIRE(recipe.input() == photo.view().shape());
    REQUIRE(recipe.shape() == copy.shape());
    tests::Guarded<TestType> guarded(recipe.shape(), 3);
    vary::run<TestType>(vary::Plan(recipe, vary::Fusion::full, sizeof(TestType)), photo.view(),
                        guarded.view());
    REQUIRE(guarded.intact());
    REQUIRE(tests::same_bits<TestType>(guarded.view(), copy.view()));
    REQUIRE(photo.intact());
    REQUIRE(same_image(photo.view(), before.view()));
  });
}

TEMPLATE_TEST_CASE("A transform that changes nothing has no op and keeps every bit", "[laws]", std::uint8_t,
                   std::uint16_t, float) {
  for (const Entry& entry : identities()) {
    for (const int channels : tests::channel_counts) {
      if (!entry.takes<TestType>(channels)) continue;
      INFO(entry.name << ", " << channels << " channels");
      const auto photo = tests::wild_image<TestType>(24, 20, channels);
      const auto& on = entry.on<TestType>();
      REQUIRE(on.pipeline.recipe(24, 20, channels, some_key).ops().empty());
      REQUIRE(same_image(on.pipeline(photo, some_key), photo));
      REQUIRE(same_image(on.functor(photo, some_key), photo));
    }
  }
}

TEST_CASE("Every transform of the catalogue draws an op for some key", "[laws]") {
  for (const Entry& entry : catalogue()) {
    INFO(entry.name);
    std::size_t ops = 0;
    for (int i = 0; i < 20; ++i) {
      ops += draw({&entry}, {24, 20, entry.channels == 0 ? 3 : entry.channels}, {.index = i}).ops().size();
    }
    REQUIRE(ops > 0);
  }
}

TEST_CASE("Transforms draw ops that they declare, and each of these for some fields and key", "[laws]") {
  std::map<std::string, std::set<std::string>> missing;  // what a transform declares and has not drawn yet
  for (const auto* const entries : {&catalogue(), &identities()}) {
    for (const Entry& entry : *entries) {
      if (!entry.declared) continue;
      vary::TransformList list;
      entry.push_to(list);
      INFO(entry.name);
      auto& left = missing.try_emplace(std::string(list.name(0)), *entry.declared).first->second;
      std::set<std::string> drawn;
      for (const int channels : tests::channel_counts) {
        if (!entry.takes<float>(channels)) continue;
        for (const auto& [width, height] : {std::pair{24, 20}, {31, 40}}) {
          for (int i = 0; i < 50; ++i) {
            const vary::Recipe recipe = draw({&entry}, {width, height, channels}, {.seed = 12, .index = i});
            for (const vary::Op& op : recipe.ops()) drawn.insert(tests::name_of(op));
          }
        }
      }
      for (const std::string& op : drawn) {
        INFO(op);
        REQUIRE(entry.declared->count(op) == 1);
        left.erase(op);
      }
    }
  }
  for (const auto& [transform, left] : missing) {
    INFO(transform << " declares " << (left.empty() ? "" : *left.begin()));
    REQUIRE(left.empty());
  }
}

namespace {

using vary::Recipe;
namespace ops = vary::ops;

/// A value that is drawn from [low, high]. Some draws come within `tolerance` of each end.
struct Drawn {
  std::string name;
  std::function<Recipe(vary::Key)> draw;
  std::function<double(const Recipe&)> value;
  double low;
  double high;
  double tolerance;

  template <vary::Transform X>
  Drawn(std::string title, const X& transform, std::function<double(const Recipe&)> read, double least,
        double most, double distance = 0)
      : name(std::move(title)),
        draw([transform](vary::Key key) {
          return tests::recipe_of(transform, {64, 48, 3}, key);
        }),
        value(std::move(read)),
        low(least),
        high(most),
        tolerance(distance) {}
};

template <class AnOp, class Member>
std::function<double(const Recipe&)> field(Member AnOp::*member) {
  return [member](const Recipe& recipe) { return static_cast<double>(tests::only<AnOp>(recipe).*member); };
}

double turns_of(const Recipe& recipe) {
  if (recipe.ops().empty()) return 0;
  const auto& op = tests::only<ops::Permute>(recipe);
  return !op.transposed ? 2 : (op.flip_x ? 1 : 3);
}

double angle(const Recipe& recipe) {
  const auto& matrix = tests::only<ops::Warp>(recipe).matrix;
  return std::atan2(matrix[3], matrix[0]) * 180 / vary::math::pi;
}

/// A function of one entry of the matrix of a warp.
template <class Function>
std::function<double(const Recipe&)> of_matrix(std::size_t index, const Function& function) {
  return [=](const Recipe& recipe) { return function(tests::only<ops::Warp>(recipe).matrix[index]); };
}
double reciprocal(double x) { return 1 / x; }
double minus(double x) { return -x; }
double shear_angle(double x) { return std::atan(-x) * 180 / vary::math::pi; }

double right_shift(const Recipe& recipe) { return -tests::only<ops::Permute>(recipe).x; }

/// From the two largest weights, whose ratio is exp(-1 / (2 sigma^2)).
double blur_sigma(const Recipe& recipe) {
  const auto& taps = tests::only<ops::Convolve>(recipe).across;
  const std::size_t middle = taps.size() / 2;
  return std::sqrt(-0.5 /
                   std::log(static_cast<double>(taps[middle + 1]) / static_cast<double>(taps[middle])));
}

std::function<double(const Recipe&)> filter_weight(std::size_t index) {
  return [index](const Recipe& recipe) {
    return static_cast<double>(tests::only<ops::Filter>(recipe).weights[index]);
  };
}

double shrunk_width(const Recipe& recipe) {
  REQUIRE(recipe.ops().size() == 2);
  return tests::as<ops::Resize>(recipe.ops()[0])->width;
}

double hole_count(const Recipe& recipe) {
  return static_cast<double>(tests::only<ops::Erase>(recipe).holes.size());
}

std::function<double(const Recipe&)> of_hole(int ops::Erase::Hole::*member) {
  return [member](const Recipe& recipe) { return tests::only<ops::Erase>(recipe).holes[0].*member; };
}

/// One coefficient of one segment of a curve.
std::function<double(const Recipe&)> segment_field(std::size_t index, float ops::Segment::*member) {
  return [index, member](const Recipe& recipe) {
    return static_cast<double>(tests::only<ops::Curve>(recipe).segments[index].*member);
  };
}

double dropped_channels(const Recipe& recipe) {
  double count = 0;
  for (const auto& segment : tests::only<ops::Curve>(recipe).segments) count += segment.gain == 0 ? 1 : 0;
  return count;
}

double op_count(const Recipe& recipe) { return static_cast<double>(recipe.ops().size()); }

}  // namespace

TEST_CASE("Drawn values are uniform in their range, and never outside", "[laws]") {
  const vary::RandomCrop crop{.width = 44, .height = 38};
  const vary::GaussianNoise noise{.sigma = {0.1, 0.3}, .mean = {-0.2, 0.4}};
  const vary::CoarseDropout holes{.holes = {1, 4}, .hole_width = {0.25, 0.5}, .hole_height = 0.25};
  const vary::GridDropout grid{.unit = 0.25};
  const vary::BrightnessContrast light{.brightness = {-0.25, 0.5}, .contrast = {-0.5, 1}};
  const vary::RGBShift shift{.red = {-1, 0.5}, .green = {0, 0.25}, .blue = {0.5, 1}};
  constexpr auto gain = &ops::Segment::gain, bias = &ops::Segment::bias, from = &ops::Segment::from;
  const std::vector<Drawn> table{
      {"RandomCrop x", crop, field(&ops::Permute::x), 0, 20},
      {"RandomCrop y", crop, field(&ops::Permute::y), 0, 10},
      {"Rotate90.turns", vary::Rotate90{}, turns_of, 0, 3},
      {"Rotate90.turns, few", vary::Rotate90{.turns = {-3, -2}}, turns_of, 1, 2},
      {"Rotate.degrees", vary::Rotate{.degrees = {-30, 45}}, angle, -30, 45, 0.3},
      {"Affine.degrees", vary::Affine{.degrees = {-30, 45}}, angle, -30, 45, 0.3},
      {"Affine.translate_x", vary::Affine{.translate_x = {-0.25, 0.5}}, of_matrix(2, minus), -16, 32, 0.3},
      {"Affine.translate_y", vary::Affine{.translate_y = {-0.25, 0.5}}, of_matrix(5, minus), -12, 24, 0.3},
      {"Affine.scale", vary::Affine{.scale = {0.5, 2}}, of_matrix(0, reciprocal), 0.5, 2, 0.01},
      {"Affine.scale of heights", vary::Affine{.scale = {0.5, 2}, .keep_ratio = false},
       of_matrix(4, reciprocal), 0.5, 2, 0.01},
      {"Affine.shear_x", vary::Affine{.shear_x = {-20, 30}}, of_matrix(1, shear_angle), -20, 30, 0.3},
      {"Affine.shear_y", vary::Affine{.shear_y = {-20, 30}}, of_matrix(3, shear_angle), -20, 30, 0.3},
      {"Translate.x", vary::Translate{.x = {-0.25, 0.5}, .y = 0.5}, right_shift, -16, 32},
      {"Shear.x", vary::Shear{.x = {-20, 30}}, of_matrix(1, shear_angle), -20, 30, 0.3},
      {"Shear.y", vary::Shear{.x = 0, .y = {-20, 30}}, of_matrix(3, shear_angle), -20, 30, 0.3},
      {"Zoom.factor", vary::Zoom{.factor = {0.5, 2}}, of_matrix(0, reciprocal), 0.5, 2, 0.01},
      {"MirrorPadShrink.scale", vary::MirrorPadShrink{.scale = {0.25, 0.75}}, shrunk_width, 16, 48},
      {"Downscale.scale", vary::Downscale{.scale = {0.25, 0.75}}, shrunk_width, 16, 48},
      {"GaussianBlur.sigma", vary::GaussianBlur{.sigma = {0.5, 3}, .size = 5}, blur_sigma, 0.5, 3, 0.01},
      {"BoxBlur.size", vary::BoxBlur{.size = {3, 9}}, field(&ops::Box::width), 3, 9},
      {"MotionBlur.size", vary::MotionBlur{.size = {3, 9}}, field(&ops::Filter::width), 3, 9},
      {"Defocus.radius", vary::Defocus{.radius = {2, 6}, .alias_blur = 0}, field(&ops::Filter::height), 5,
       13},
      {"Sharpness.factor", vary::Sharpness{.factor = {2, 14}}, filter_weight(0), -1, -1.0 / 13, 0.01},
      {"Emboss.alpha", vary::Emboss{.alpha = {0.25, 0.5}, .strength = 1}, filter_weight(8), 0.5, 1, 0.01},
      {"Emboss.strength", vary::Emboss{.alpha = 0.5, .strength = {0.25, 1}}, filter_weight(7), 0.125, 0.5,
       0.005},
      {"Dilate.size", vary::Dilate{.size = {2, 6}}, field(&ops::Rank::width), 2, 6},
      {"Erode.size", vary::Erode{.size = {2, 6}}, field(&ops::Rank::height), 2, 6},
      {"MedianBlur.size", vary::MedianBlur{.size = {3, 9}}, field(&ops::Median::size), 3, 9},
      {"MorphologicalGradient.size", vary::MorphologicalGradient{.size = {2, 6}},
       field(&ops::Gradient::width), 2, 6},
      {"GaussianNoise.sigma", noise, field(&ops::Noise::sigma), 0.1, 0.3, 0.001},
      {"GaussianNoise.mean", noise, field(&ops::Noise::mean), -0.2, 0.4, 0.003},
      {"CoarseDropout.holes", holes, hole_count, 1, 4},
      {"CoarseDropout.hole_width", holes, of_hole(&ops::Erase::Hole::width), 16, 32},
      {"CoarseDropout y", holes, of_hole(&ops::Erase::Hole::y), 0, 36},
      {"GridDropout x", grid, of_hole(&ops::Erase::Hole::x), -11, 0},
      {"GridDropout.ratio", vary::GridDropout{.unit = 0.5, .ratio = {0.25, 0.75}},
       of_hole(&ops::Erase::Hole::width), 6, 18},
      {"GridDropout.unit", vary::GridDropout{.unit = {0.25, 0.75}}, of_hole(&ops::Erase::Hole::step_y), 12,
       36},
      {"Brightness.factor", vary::Brightness{.factor = {0.5, 2}}, segment_field(0, gain), 0.5, 2, 0.01},
      {"Contrast.factor", vary::Contrast{.factor = {0.5, 2}}, field(&ops::Contrast::factor), 0.5, 2, 0.01},
      {"BrightnessContrast.brightness", light, segment_field(0, bias), -0.25, 0.5, 0.01},
      {"BrightnessContrast.contrast", light, segment_field(0, gain), 0.5, 2, 0.01},
      {"Gamma.gamma", vary::Gamma{.gamma = {0.5, 2}}, field(&ops::Curve::exponent), 0.5, 2, 0.01},
      {"Posterize.bits", vary::Posterize{.bits = {2, 7}}, field(&ops::Posterize::bits), 2, 7},
      {"Solarize.threshold", vary::Solarize{.threshold = {0.25, 1}}, segment_field(1, from), 0.25, 1, 0.01},
      {"AutoContrast.cutoff", vary::AutoContrast{.cutoff = {0.125, 0.25}}, field(&ops::AutoContrast::cutoff),
       0.125, 0.25, 0.001},
      {"ChannelDropout.count", vary::ChannelDropout{.count = {1, 2}}, dropped_channels, 1, 2},
      {"RGBShift.red", shift, segment_field(0, bias), -1, 0.5, 0.01},
      {"RGBShift.green", shift, segment_field(1, bias), 0, 0.25, 0.01},
      {"RGBShift.blue", shift, segment_field(2, bias), 0.5, 1, 0.01},
      {"JpegCompression.quality", vary::JpegCompression{.quality = {30, 60}}, field(&ops::Compress::quality),
       30, 60},
      {"some_of count", vary::some_of({1, 3}, vary::HorizontalFlip{}, vary::Invert{}, vary::Transpose{}),
       op_count, 1, 3},
  };
  constexpr int draws = 2000;
  for (const Drawn& row : table) {
    INFO(row.name);
    double least = row.high;
    double most = row.low;
    double sum = 0;
    for (int i = 0; i < draws; ++i) {
      const double value = row.value(row.draw({.seed = 4, .index = i}));
      least = std::min(least, value);
      most = std::max(most, value);
      sum += value;
    }
    const double rounding = row.tolerance * 1e-3;  // values computed from weights or a matrix are rounded
    REQUIRE(least >= row.low - rounding);
    REQUIRE(most <= row.high + rounding);
    REQUIRE(least <= row.low + row.tolerance);
    REQUIRE(most >= row.high - row.tolerance);
    REQUIRE(sum / draws == Approx((row.low + row.high) / 2).margin(0.03 * (row.high - row.low)));
  }
}
