// SPDX-License-Identifier: MIT
#include "vary/transforms/combine.hpp"

#include "transforms/checks.hpp"

using tests::Counts;
using tests::evenly;
using tests::refusal;
using vary::bgr;
using vary::maybe;
using vary::one_of;
using vary::sequence;
using vary::shuffled;
using vary::some_of;

namespace {

/// Transforms that differ in their op: a Permute with the letter as its x.
template <char letter>
struct Letter {
  static constexpr char text[] = {letter, '\0'};
  static constexpr const char* name = text;

  void check() const {}
  void sample(vary::Draw&, vary::Shape shape, vary::Recipe& recipe) const {
    recipe.add(vary::ops::Permute{.width = shape.width, .height = shape.height, .x = letter});
  }
};
constexpr Letter<'a'> a;
constexpr Letter<'b'> b;
constexpr Letter<'c'> c;
constexpr Letter<'d'> d;

/// The letters of a recipe, in order.
std::string word(const vary::Recipe& recipe) {
  std::string letters;
  for (const vary::Op& op : recipe.ops()) letters += static_cast<char>(tests::as<vary::ops::Permute>(op)->x);
  return letters;
}

/// How often a transform draws each word.
template <vary::Transform X>
Counts words(int draws, const X& transform) {
  return tests::count_draws(draws, transform, {8, 8, 1}, word);
}

/// The image with red and blue exchanged.
template <class T>
vary::Image<T> swapped(vary::Image<T> image) {
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) std::swap(image.at(x, y, 0), image.at(x, y, 2));
  }
  return image;
}

/// Checks that bgr(transforms...) of a BGR(A) image is the transforms of the RGB(A) image, as BGR(A).
template <class T, class... Transforms>
void require_same_as_rgb(int channels, const Transforms&... transforms) {
  const auto rgb_image = tests::noise_image<T>(23, 17, channels, 4);
  const auto bgr_image = swapped(rgb_image);
  for (const vary::Fusion fusion : {vary::Fusion::stepwise, vary::Fusion::exact, vary::Fusion::full}) {
    const vary::Pipeline<T> plain(fusion, transforms...), wrapped(fusion, bgr(transforms...));
    for (int i = 0; i < 4; ++i) {
      const vary::Key key{.seed = 6, .epoch = 2, .index = i};
      REQUIRE(tests::same_image(wrapped(bgr_image, key), swapped(plain(rgb_image, key))));
    }
  }
}

bool about(int count, double expected) { return std::fabs(count - expected) < 5 * std::sqrt(expected); }

}  // namespace

TEST_CASE("maybe applies all of its transforms in order with its probability, or none", "[combine]") {
  REQUIRE(words(200, maybe(0, a, b)) == Counts{{"", 200}});
  REQUIRE(words(200, maybe(1, a, b)) == Counts{{"ab", 200}});
  const Counts some = words(10000, maybe(0.3, a, b));
  REQUIRE(some.size() == 2);
  REQUIRE(about(some.at("ab"), 3000));
}

TEST_CASE("one_of draws one, each equally often", "[combine]") {
  const Counts counts = words(6000, one_of(a, b, c));
  REQUIRE(evenly(counts, 3));
  for (const char* letter : {"a", "b", "c"}) REQUIRE(counts.count(letter) == 1);
  REQUIRE(words(50, one_of(d)) == Counts{{"d", 50}});
}

TEST_CASE("some_of draws a number of transforms in the order given, every choice equally often",
          "[combine]") {
  const Counts pairs = words(6000, some_of(2, a, b, c, d));
  REQUIRE(evenly(pairs, 6));
  for (const char* pair : {"ab", "ac", "ad", "bc", "bd", "cd"}) REQUIRE(pairs.count(pair) == 1);
  REQUIRE(words(50, some_of(0, a, b)) == Counts{{"", 50}});
  REQUIRE(words(50, some_of(2, a, b)) == Counts{{"ab", 50}});

  SECTION("with a range of numbers, each equally often") {
    Counts sizes;
    for (const auto& [text, count] : words(6000, some_of({0, 2}, a, b, c)))
      sizes[std::to_string(text.size())] += count;
    REQUIRE(evenly(sizes, 3));
  }
}

TEST_CASE("shuffled applies all, in every order equally often", "[combine]") {
  const Counts counts = words(12000, shuffled(a, b, c, d));
  REQUIRE(evenly(counts, 24));
  for (const auto& [text, count] : counts) {
    std::string sorted = text;
    std::sort(sorted.begin(), sorted.end());
    REQUIRE(sorted == "abcd");
  }
}

TEST_CASE("sequence applies all in order, as one", "[combine]") {
  REQUIRE(words(50, sequence(c, a, b)) == Counts{{"cab", 50}});
  REQUIRE(evenly(words(4000, one_of(sequence(a, b), sequence(c, d))), 2));
}

TEST_CASE("Combinators nest, and each draws independently", "[combine]") {
  const Counts counts = words(12000, sequence(maybe(0.5, a), maybe(0.5, b), one_of(c, d)));
  REQUIRE(evenly(counts, 2 * 2 * 2));
  REQUIRE(counts.count("abd") == 1);
  const Counts deep = words(8000, maybe(0.5, one_of(sequence(a, shuffled(b, c)), some_of(1, a, d))));
  REQUIRE(deep.size() == 5);
  REQUIRE(about(deep.at(""), 4000));
  for (const char* text : {"abc", "acb", "a", "d"}) REQUIRE(about(deep.at(text), 1000));
}

TEST_CASE("The choice does not change the draws of the chosen transform", "[combine]") {
  // A combinator and the transforms in it draw from different sequences.
  const vary::Rotate rotate{};
  const auto plain = tests::recipe_of(sequence(rotate), {20, 20, 1}, {.seed = 3});
  const auto longer = tests::recipe_of(sequence(rotate, vary::GaussianNoise{}), {20, 20, 1}, {.seed = 3});
  const auto second = tests::recipe_of(sequence(vary::GaussianNoise{}, rotate), {20, 20, 1}, {.seed = 3});
  REQUIRE(longer.ops()[0] == plain.ops()[0]);
  REQUIRE(second.ops()[1] == plain.ops()[0]);
  const auto order = tests::recipe_of(shuffled(rotate, vary::GaussianNoise{}), {20, 20, 1}, {.seed = 3});
  const auto again = tests::recipe_of(shuffled(rotate, vary::GaussianNoise{}), {20, 20, 1}, {.seed = 3});
  REQUIRE(order == again);
}

TEST_CASE("A combinator is a value: copies draw the same, and outlive the original", "[combine]") {
  vary::Recipe expected({20, 20, 1});
  const auto copy = [&] {
    const auto original = maybe(0.5, vary::Rotate{}, one_of(vary::GaussianNoise{}, vary::Rotate{}));
    expected = tests::recipe_of(original, {20, 20, 1}, {.index = 2});
    return original;
  }();
  REQUIRE(tests::recipe_of(copy, {20, 20, 1}, {.index = 2}) == expected);
}

TEMPLATE_TEST_CASE("bgr of a BGR image is its transforms of the RGB image", "[combine]", std::uint8_t,
                   std::uint16_t, float) {
  for (const int channels : {3, 4}) {
    require_same_as_rgb<TestType>(channels, vary::ColorJitter{.brightness = {0.5, 1.5}, .hue = {-0.2, 0.2}});
    require_same_as_rgb<TestType>(channels, vary::RGBShift{}, maybe(0.5, vary::Grayscale{}));
    require_same_as_rgb<TestType>(channels, vary::GaussianNoise{}, vary::ShotNoise{}, vary::GaussianNoise{});
    require_same_as_rgb<TestType>(channels, vary::Rotate{}, vary::HueSaturationValue{},
                                  vary::RandomResizedCrop{.width = 9, .height = 12}, vary::HorizontalFlip{});
    const vary::Fill red = channels == 3 ? vary::Fill{1, 0.5, 0} : vary::Fill{1, 0.5, 0, 1};
    require_same_as_rgb<TestType>(
        channels, vary::Pad{.left = 2, .border = vary::Border::constant, .fill = red},
        maybe(0.5, vary::Sepia{}), one_of(vary::ToneCurve{.per_channel = true}, vary::ChannelDropout{}),
        vary::JpegCompression{}, vary::Rotate{.border = vary::Border::constant, .fill = red});
  }
}

TEST_CASE("bgr of an image of other than 3 or 4 channels is its transforms alone", "[combine]") {
  for (const int channels : {1, 2, 5}) {
    const vary::Shape shape{20, 20, channels};
    const vary::Key key{.seed = 4};
    const vary::Rotate rotate{};
    REQUIRE(tests::recipe_of(bgr(rotate, vary::GaussianNoise{}), shape, key) ==
            vary::Pipeline<float>(rotate, vary::GaussianNoise{}).recipe(20, 20, channels, key));
  }
}

TEST_CASE("bgr changes no draw, inside of it or after it", "[combine]") {
  // Images of one channel, so that the recipes have no Reorder and can be compared.
  const auto drawn = [](const auto&... transforms) {
    return vary::Pipeline<float>(transforms...).recipe(20, 20, 1, {.seed = 9, .index = 5});
  };
  const vary::Rotate rotate{};
  const vary::GaussianNoise noise{};
  const vary::Zoom zoom{};
  const auto plain = drawn(rotate, noise, rotate, zoom, rotate);
  REQUIRE(plain.ops()[0] != plain.ops()[2]);
  REQUIRE(drawn(bgr(rotate, noise, rotate, zoom, rotate)) == plain);
  REQUIRE(drawn(rotate, bgr(noise, rotate), zoom, rotate) == plain);
  REQUIRE(drawn(bgr(rotate, noise), bgr(rotate, zoom, rotate)) == plain);
  REQUIRE(drawn(bgr(rotate), noise, bgr(bgr(rotate, zoom), rotate)) == plain);
  REQUIRE(drawn(rotate, bgr(bgr(bgr(noise), rotate), bgr(zoom, rotate))) == plain);
  REQUIRE(drawn(maybe(1, rotate, bgr(noise, rotate))) == drawn(maybe(1, rotate, noise, rotate)));
  REQUIRE(drawn(shuffled(rotate, bgr(zoom), rotate)) == drawn(shuffled(rotate, zoom, rotate)));
  REQUIRE(drawn(bgr(maybe(0.5, rotate)), maybe(0.5, rotate), bgr(maybe(0.5, zoom))) ==
          drawn(maybe(0.5, rotate), maybe(0.5, rotate), maybe(0.5, zoom)));
  // bgr counts as one transform in one_of.
  REQUIRE(evenly(words(4000, one_of(bgr(a, b), c)), 2));
}

TEST_CASE("A functor made by bgr is a pipeline of it", "[combine]") {
  const auto photo = tests::noise_image<std::uint8_t>(20, 16, 3);
  const auto transform = bgr(vary::Rotate{}, vary::Saturation{}, vary::GaussianNoise{});
  REQUIRE(transform(photo, {.seed = 3}) == vary::Pipeline<std::uint8_t>(transform)(photo, {.seed = 3}));
}

TEST_CASE("Two bgr in a row exchange no channels between them", "[combine]") {
  const auto runs = [](const auto&... transforms) {
    std::string text = vary::Pipeline<std::uint8_t>(transforms...).explain(64, 48, 3);
    text = text.substr(text.find("runs"));
    return std::count(text.begin(), text.end(), '\n');
  };
  const vary::Rotate rotate{.degrees = 15};
  const vary::GaussianBlur blur{.sigma = 2};
  const vary::GaussianNoise noise{};
  REQUIRE(runs(bgr(blur), bgr(noise)) == runs(bgr(blur, noise)));
  REQUIRE(runs(bgr(rotate), bgr(vary::HorizontalFlip{}), bgr(blur)) ==
          runs(bgr(rotate, vary::HorizontalFlip{}, blur)));
  REQUIRE(runs(bgr()) == runs());
  REQUIRE(runs(bgr(vary::HorizontalFlip{})) == runs(vary::HorizontalFlip{}));
  REQUIRE(runs(bgr(vary::Invert{}, vary::Gamma{})) == runs(vary::Invert{}, vary::Gamma{}));
  REQUIRE(runs(bgr(blur)) == runs(blur) + 2);
}

TEST_CASE("Combinators refuse fields out of range", "[combine]") {
  REQUIRE(refusal([] { maybe(1.5, a); }) == "maybe.probability: 1.5 is above 1; give 0 to 1");
  REQUIRE(refusal([] { maybe(-0.1, a); }) == "maybe.probability: -0.1 is below 0; give 0 to 1");
  REQUIRE(refusal([] { maybe(NAN, a); }) == "maybe.probability: is not a number; give 0 to 1");
  REQUIRE(refusal([] { one_of(); }) == "one_of: has nothing to choose from; give a transform");
  REQUIRE(refusal([] { some_of(3, a, b); }) == "some_of.count: 3 is above 2; give 0 to 2");
  REQUIRE(refusal([] { some_of({-1, 1}, a, b); }) == "some_of.count: -1 is below 0; give 0 to 2");
  REQUIRE(refusal([] {
            some_of({2, 1}, a, b);
          }) == "some_of.count: low 2 is above high 1; give the lower value first");
  REQUIRE(refusal([] { some_of(1.5, a, b); }) == "Range: 1.5 is not a whole number that fits; give one");
}
