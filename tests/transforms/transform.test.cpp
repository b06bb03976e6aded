// SPDX-License-Identifier: MIT
#include "vary/transforms/transform.hpp"

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::refusal;
using vary::Image;
using vary::ImageView;
using vary::Photo;
using vary::Transform;

namespace {

/// A transform of a user, with only the two functions.
struct Shift {
  vary::Range<int> pixels{1, 9};

  void check() const { vary::check_between("Shift", "pixels", pixels, 0, 100); }
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    recipe.add(vary::ops::Permute{
        .width = shape.width, .height = shape.height, .x = draw(pixels), .border = vary::Border::wrap});
  }
};

/// The same with a name, so that other transforms without one do not share its draws.
struct NamedShift : Shift {
  static constexpr const char* name = "Shift";
};

struct OnlyCheck {
  void check() const {}
};
struct OnlySample {
  void sample(vary::Draw&, vary::Shape, vary::Recipe&) const {}
};

}  // namespace

TEST_CASE("A transform is a type with check() and sample()", "[transform]") {
  STATIC_REQUIRE(Transform<vary::Rotate>);
  STATIC_REQUIRE(Transform<vary::Maybe>);
  STATIC_REQUIRE(Transform<Shift>);
  STATIC_REQUIRE_FALSE(Transform<OnlyCheck>);
  STATIC_REQUIRE_FALSE(Transform<OnlySample>);
  STATIC_REQUIRE_FALSE(Transform<int>);
}

TEST_CASE("A Photo is an image or a view", "[transform]") {
  STATIC_REQUIRE(Photo<Image<std::uint8_t>>);
  STATIC_REQUIRE(Photo<ImageView<std::uint16_t>>);
  STATIC_REQUIRE(Photo<ImageView<const float>>);
  STATIC_REQUIRE_FALSE(Photo<std::vector<float>>);
  STATIC_REQUIRE_FALSE(Photo<int>);
}

TEST_CASE("Transforms are aggregates with designated initialisers", "[transform]") {
  STATIC_REQUIRE(std::is_aggregate_v<vary::Rotate>);
  STATIC_REQUIRE(std::is_aggregate_v<vary::GaussianBlur>);
  STATIC_REQUIRE(std::is_aggregate_v<vary::RandomCrop>);
  const vary::Rotate rotate{.degrees = {-15, 15}, .fill = {1, 0.5, 0}};
  REQUIRE(rotate.degrees == vary::Range<double>(-15.0, 15.0));
}

TEST_CASE("A transform of the user works wherever those of vary do", "[transform]") {
  const auto photo = tests::noise_image<std::uint8_t>(20, 10, 3);
  const vary::Pipeline<std::uint8_t> alone{Shift{}};
  for (int i = 0; i < 10; ++i) {
    const vary::Key key{.index = i};
    REQUIRE(tests::same_image(vary::perform(Shift{}, photo, key), alone(photo, key)));
  }
  REQUIRE_NOTHROW(vary::one_of(Shift{}, vary::Rotate{}, vary::maybe(0.5, Shift{}))(photo));
  REQUIRE(refusal([] { vary::Pipeline<float>{Shift{.pixels = 101}}; }) ==
          "Shift.pixels: 101 is above 100; give 0 to 100");
  REQUIRE(refusal([&] { vary::perform(Shift{.pixels = -1}, photo, {}); }) ==
          "Shift.pixels: -1 is below 0; give 0 to 100");
}

TEST_CASE("The name of a transform addresses its draws", "[transform]") {
  const auto draw = [](const auto& transform) {
    return tests::only<vary::ops::Permute>(tests::recipe_of(transform, {20, 10, 1}, {.seed = 1})).x;
  };
  vary::Random named = vary::Random(vary::Key{1, 0, 0}).child("Shift");
  vary::Random nameless = vary::Random(vary::Key{1, 0, 0}).child("transform");
  const vary::Range<int> wide(0, 100);
  NamedShift shift;
  shift.pixels = wide;
  REQUIRE(draw(shift) == named(wide));
  REQUIRE(draw(Shift{wide}) == nameless(wide));
  REQUIRE(draw(shift) != draw(Shift{wide}));
}

TEST_CASE("Every transform refuses an empty image, and the error has its name", "[transform]") {
  REQUIRE(refusal([] { vary::Rotate{}(Image<float>{}); }) ==
          "Rotate: got an empty image; give one with pixels");
  for (const tests::Entry& entry : tests::catalogue()) {
    INFO(entry.name);
    vary::TransformList list;
    entry.push_to(list);
    const std::string expected = std::string(list.name(0)) + ": got an empty image; give one with pixels";
    REQUIRE(refusal([&] { entry.on<std::uint8_t>().functor({}, {}); }) == expected);
  }
}
