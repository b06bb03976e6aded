// SPDX-License-Identifier: MIT
#include "vary/transforms/transform_list.hpp"

#include <algorithm>

#include "transforms/checks.hpp"

using vary::GaussianNoise;
using vary::Recipe;
using vary::Rotate;
using vary::TransformList;

namespace {

constexpr vary::Shape shape{20, 16, 3};
const vary::Random parent(vary::Key{4, 5, 6});

Recipe draw(const TransformList& list) {
  Recipe recipe(shape);
  list.sample_all(parent, recipe);
  return recipe;
}

}  // namespace

TEST_CASE("A list keeps transforms of any types in order", "[transform_list]") {
  const TransformList list(Rotate{}, GaussianNoise{}, vary::maybe(1, vary::Invert{}));
  REQUIRE(list.size() == 3);
  REQUIRE(list.name(0) == "Rotate");
  REQUIRE(list.name(1) == "GaussianNoise");
  REQUIRE(list.name(2) == "maybe");
  REQUIRE(TransformList().size() == 0);
  REQUIRE(draw(TransformList()).ops().empty());
  const Recipe recipe = draw(list);
  REQUIRE(recipe.ops().size() == 3);
  REQUIRE(tests::name_of(recipe.ops()[0]) == "Warp");
  REQUIRE(tests::name_of(recipe.ops()[2]) == "Curve");
}

TEST_CASE("Draws depend on a name and its number of earlier occurrences", "[transform_list]") {
  const Recipe recipe = draw(TransformList(Rotate{}, Rotate{}));
  REQUIRE(recipe.ops().size() == 2);
  REQUIRE_FALSE(recipe.ops()[0] == recipe.ops()[1]);

  for (const std::size_t occurrence : {0u, 1u}) {
    Recipe expected(shape);
    vary::Draw own = parent.child("Rotate", occurrence);
    Rotate{}.sample(own, shape, expected);
    REQUIRE(recipe.ops()[occurrence] == expected.ops()[0]);
  }
}

TEST_CASE("A transform of another name anywhere, or of any name at the end, changes no draw",
          "[transform_list]") {
  const Recipe before = draw(TransformList(Rotate{}, Rotate{}));
  const Recipe after = draw(TransformList(GaussianNoise{}, Rotate{}, vary::Invert{}, Rotate{}, Rotate{}));
  REQUIRE(after.ops().size() == 5);
  REQUIRE(after.ops()[1] == before.ops()[0]);
  REQUIRE(after.ops()[3] == before.ops()[1]);
}

TEST_CASE("Other parents give other draws", "[transform_list]") {
  Recipe other(shape);
  TransformList(Rotate{}).sample_all(vary::Random(vary::Key{4, 5, 7}), other);
  REQUIRE_FALSE(other == draw(TransformList(Rotate{})));
}

TEST_CASE("One transform of a list can be sampled alone", "[transform_list]") {
  const TransformList list(Rotate{}, GaussianNoise{}, Rotate{});
  Recipe last(shape);
  list.sample(2, parent, last);
  const Recipe all = draw(list);
  REQUIRE(tests::only<vary::ops::Warp>(last) == *tests::as<vary::ops::Warp>(all.ops()[2]));
}

TEST_CASE("Each transform gets the shape after the transforms before it", "[transform_list]") {
  const Recipe recipe =
      draw(TransformList(vary::Crop{.width = 6, .height = 4}, vary::Transpose{}, vary::HorizontalFlip{}));
  REQUIRE(recipe.shape() == vary::Shape{4, 6, 3});
  REQUIRE(tests::as<vary::ops::Permute>(recipe.ops()[2])->x == 3);
}

TEST_CASE("Recipes name the transform of each op: the innermost one that has drawn it", "[transform_list]") {
  const Recipe recipe = draw(TransformList(vary::MirrorPadShrink{.scale = 0.5},
                                           vary::maybe(1, vary::one_of(vary::Invert{})), GaussianNoise{}));
  REQUIRE(recipe.ops().size() == 4);
  const char* const origins[] = {"MirrorPadShrink", "MirrorPadShrink", "Invert", "GaussianNoise"};
  for (std::size_t i = 0; i < 4; ++i) REQUIRE(recipe.origin(i) == origins[i]);
}

TEST_CASE("push_back checks a transform and copies it", "[transform_list]") {
  TransformList list;
  REQUIRE(tests::refusal([&] { list.push_back(Rotate{.degrees = 400}); }) ==
          "Rotate.degrees: 400 is above 360; give -360 to 360");
  REQUIRE(list.size() == 0);

  Rotate rotate{.degrees = 10};
  list.push_back(rotate);
  const Recipe before = draw(list);
  rotate.degrees = 20;
  REQUIRE(draw(list) == before);
  TransformList copy = list;
  copy.push_back(rotate);
  REQUIRE(list.size() == 1);
  REQUIRE(draw(copy).ops().size() == 2);
}
