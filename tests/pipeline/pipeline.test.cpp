// SPDX-License-Identifier: MIT
#include "vary/pipeline/pipeline.hpp"

#include <thread>
#include <type_traits>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::noise_image;
using tests::refusal;
using tests::same_image;
using vary::Image;
using vary::ImageView;
using vary::Key;
using vary::Pipeline;

namespace {

/// One of each kind, with sizes that change on the way.
template <class T>
Pipeline<T> everything() {
  return Pipeline<T>{
      vary::RandomCrop{.width = 30, .height = 22},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}},
      vary::one_of(vary::GaussianBlur{.sigma = {0.5, 2.0}}, vary::GaussianNoise{.sigma = {0.01f, 0.05f}}),
      vary::MirrorPadShrink{},
      vary::ColorJitter{.brightness = {0.8f, 1.2f}, .contrast = {0.8f, 1.2f}, .hue = {-0.1, 0.1}},
      vary::custom("speckle", tests::Speckle{}),
      vary::Resize{.width = 17, .height = 28},
      vary::shuffled(vary::Dilate{}, vary::ChannelShuffle{}, vary::Rotate90{})};
}

}  // namespace

TEMPLATE_TEST_CASE("A pipeline is its functors in turn, with the same key", "[pipeline]", std::uint8_t,
                   std::uint16_t, float) {
  const vary::RandomCrop crop{.width = 21, .height = 15};
  const vary::Rotate rotate{};
  const vary::GaussianBlur blur{};
  const auto flips = vary::maybe(0.5, vary::HorizontalFlip{}, vary::VerticalFlip{});
  const vary::GaussianNoise noise{.sigma = {0, 0.2}};
  const vary::Resize resize{.width = 13, .height = 30};
  const Pipeline<TestType> pipeline{crop, rotate, blur, flips, noise, resize, vary::Invert{}};
  const auto photo = noise_image<TestType>(32, 24, 3);
  for (int i = 0; i < 20; ++i) {
    const Key key{.seed = 42, .epoch = 1, .index = i};
    const auto expected =
        vary::Invert{}(resize(noise(flips(blur(rotate(crop(photo, key), key), key), key), key), key), key);
    REQUIRE(same_image(pipeline(photo, key), expected));
  }
}

TEST_CASE("A pipeline of nothing copies", "[pipeline]") {
  const auto photo = tests::wild_image<float>(9, 7, 3);
  const Pipeline<float> nothing;
  REQUIRE(same_image(nothing(photo), photo));
  REQUIRE(nothing.recipe(9, 7, 3).ops().empty());
}

TEST_CASE("A pipeline takes images and views, to read or to write", "[pipeline]") {
  const auto pipeline = everything<std::uint8_t>();
  auto photo = noise_image<std::uint8_t>(40, 30, 3);
  const Image<std::uint8_t>& constant = photo;
  const auto expected = pipeline(photo.view(), Key{});
  REQUIRE(same_image(pipeline(photo), expected));
  REQUIRE(same_image(pipeline(constant), expected));
  REQUIRE(same_image(pipeline(constant.view()), expected));
  REQUIRE(same_image(pipeline(Image<std::uint8_t>(photo)), expected));
  auto strided = tests::Guarded<std::uint8_t>(photo.shape());
  for (int y = 0; y < 30; ++y) std::copy_n(photo.row(y), photo.stride(), strided.view().row(y));
  REQUIRE(same_image(pipeline(strided.view()), expected));
}

TEST_CASE("Each part of a key counts, and takes any integer", "[pipeline]") {
  const auto pipeline = everything<std::uint8_t>();
  const auto photo = noise_image<std::uint8_t>(40, 30, 3);
  const auto copy = pipeline(photo, {.seed = 1, .epoch = 2, .index = 3});
  REQUIRE(same_image(
      pipeline(photo, {.seed = std::uint64_t{1}, .epoch = short{2}, .index = std::size_t{3}}), copy));
  REQUIRE_FALSE(same_image(pipeline(photo, {.seed = 2, .epoch = 2, .index = 3}), copy));
  REQUIRE_FALSE(same_image(pipeline(photo, {.seed = 1, .epoch = 3, .index = 3}), copy));
  REQUIRE_FALSE(same_image(pipeline(photo, {.seed = 1, .epoch = 2, .index = 4}), copy));
  REQUIRE_FALSE(same_image(pipeline(photo, {.seed = 2, .epoch = 1, .index = 3}), copy));
}

TEMPLATE_TEST_CASE("One pipeline serves four threads at once, with the same bits", "[pipeline]", std::uint8_t,
                   float) {
  const Pipeline<TestType> pipeline = everything<TestType>();
  const auto photo = noise_image<TestType>(40, 30, 3);
  constexpr int copies = 64;
  std::vector<Image<TestType>> expected;
  for (int i = 0; i < copies; ++i) expected.push_back(pipeline(photo, {.index = i}));

  std::vector<Image<TestType>> made(copies);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      // Backwards and interleaved: neither order nor neighbour may matter.
      threads.emplace_back([&, t] {
        for (int i = copies - 1 - t; i >= 0; i -= 4)
          pipeline(photo, {.index = i}, made[static_cast<std::size_t>(i)]);
      });
    }
  }
  for (std::size_t i = 0; i < copies; ++i) REQUIRE(same_image(made[i], expected[i]));
}

TEST_CASE("A pipeline is a value: copies draw alike and outlive what they are made of", "[pipeline]") {
  STATIC_REQUIRE(std::is_copy_constructible_v<Pipeline<float>>);
  STATIC_REQUIRE(std::is_copy_assignable_v<Pipeline<float>>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Pipeline<float>>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Pipeline<float>, Pipeline<std::uint8_t>>);
  const auto photo = noise_image<float>(40, 30, 3);
  Image<float> expected;
  Pipeline<float> copy;
  {
    auto original = everything<float>();
    expected = original(photo);
    copy = original;
    auto second(original);
    REQUIRE(same_image(second(photo), expected));
    auto third(std::move(original));
    REQUIRE(same_image(third(photo), expected));
  }
  REQUIRE(same_image(copy(photo), expected));
}

TEST_CASE("The memory of the last copy is used again where it is large enough", "[pipeline]") {
  const auto large = noise_image<std::uint8_t>(40, 30, 3);
  const auto small = noise_image<std::uint8_t>(20, 16, 3);
  const Pipeline<std::uint8_t> pipeline{vary::Rotate{}, vary::HorizontalFlip{}};
  Image<std::uint8_t> out;
  pipeline(large, {}, out);
  const std::uint8_t* memory = out.data();
  for (const auto* photo : {&large, &small, &large}) {
    pipeline(*photo, {.index = 1}, out);
    REQUIRE(out.data() == memory);
    REQUIRE(same_image(out, pipeline(*photo, {.index = 1})));
  }
  pipeline(noise_image<std::uint8_t>(80, 60, 3), {}, out);
  REQUIRE(out.shape() == vary::Shape{80, 60, 3});
}

TEST_CASE("A pipeline does not write into the image that it reads", "[pipeline]") {
  const std::string text = "Pipeline.out: is the image it would be made from; give another image";
  auto photo = noise_image<std::uint8_t>(9, 7, 3);
  const auto before = photo;
  const Pipeline<std::uint8_t> same{vary::Invert{}};
  const Pipeline<std::uint8_t> growing{vary::Pad{.left = 50}};
  const Pipeline<std::uint8_t> shrinking{vary::Crop{.width = 2, .height = 2}};
  for (const auto* pipeline : {&same, &growing, &shrinking}) {
    REQUIRE(refusal([&] { (*pipeline)(photo, {}, photo); }) == text);
    REQUIRE(same_image(photo, before));
  }
  const ImageView<const std::uint8_t> part(photo.row(3), 2, 2, 3, photo.stride());
  REQUIRE(refusal([&] { growing(part, {}, photo); }) == text);
}

TEST_CASE("A recipe says what will be done, for any size, without pixels", "[pipeline]") {
  const auto pipeline = everything<std::uint8_t>();
  const auto photo = noise_image<std::uint8_t>(40, 30, 3);
  const Key key{.seed = 9};
  const vary::Recipe recipe = pipeline.recipe(40, 30, 3, key);
  REQUIRE(recipe.input() == photo.shape());
  REQUIRE(same_image(vary::replay(recipe, photo), pipeline(photo, key)));
  REQUIRE_FALSE(recipe == everything<std::uint8_t>().recipe(40, 30, 3, key));  // another custom function
  REQUIRE(recipe == pipeline.recipe(40, 30, 3, key));
  REQUIRE(pipeline.recipe(40, 30, 3) == pipeline.recipe(40, 30, 3, Key{}));
  REQUIRE(pipeline.recipe(100000, 50000, 3, key).shape().channels == 3);

  REQUIRE(refusal([&] { return pipeline.recipe(0, 30, 3); }) ==
          "Pipeline.width: 0 is not a size; give 1 or more");
  REQUIRE(refusal([&] { return pipeline.recipe(40, -1, 3); }) ==
          "Pipeline.height: -1 is not a size; give 1 or more");
  REQUIRE(refusal([&] { return pipeline.recipe(40, 30, 0); }) ==
          "Pipeline.channels: 0 is not a size; give 1 or more");
}

TEST_CASE("A pipeline refuses empty images", "[pipeline]") {
  const auto pipeline = everything<float>();
  const std::string text = "Pipeline: got an empty image; give one with pixels";
  Image<float> out;
  REQUIRE(refusal([&] { return pipeline(Image<float>{}); }) == text);
  REQUIRE(refusal([&] { pipeline(ImageView<const float>{}, {}, out); }) == text);
  REQUIRE(out.empty());
}

TEST_CASE("An image that a transform cannot take is refused in the name of the transform", "[pipeline]") {
  const Pipeline<std::uint8_t> pipeline{vary::Crop{.width = 8, .height = 8}, vary::ChannelSwap{}};
  REQUIRE(refusal([&] { return pipeline(Image<std::uint8_t>(7, 9, 3)); }) ==
          "Crop.width: 8 from 0 on leaves the image of 7x9x3; give less");
  REQUIRE(refusal([&] { return pipeline(Image<std::uint8_t>(8, 8, 1)); }) ==
          "ChannelSwap.order: names 3 channels, the image of 8x8x1 has 1; name each once");
}
