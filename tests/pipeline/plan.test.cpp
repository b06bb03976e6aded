// SPDX-License-Identifier: MIT
#include "vary/pipeline/plan.hpp"

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

TEST_CASE("A plan runs from the shape of the recipe to the shape of its end", "[plan]") {
  vary::Recipe recipe({20, 10, 3});
  REQUIRE(vary::make_plan(recipe).in == vary::Shape{20, 10, 3});
  REQUIRE(vary::make_plan(recipe).out == vary::Shape{20, 10, 3});
  REQUIRE(vary::make_plan(recipe).steps.empty());
  recipe.add(vary::ops::Resize{.width = 7, .height = 8});
  recipe.add(vary::ops::Permute{.width = 8, .height = 7, .transposed = true});
  const vary::Plan plan = vary::make_plan(recipe);
  REQUIRE(plan.in == vary::Shape{20, 10, 3});
  REQUIRE(plan.out == vary::Shape{8, 7, 3});
}

namespace {

/// The ops of a recipe, each applied to a picture of its own.
template <class T>
vary::Image<T> one_by_one(const vary::Recipe& recipe, const vary::Image<T>& photo) {
  vary::Image<T> picture = photo;
  for (const vary::Op& op : recipe.ops()) {
    vary::Recipe one(picture.shape());
    one.add(op);
    vary::Image<T> next(one.shape().width, one.shape().height, one.shape().channels);
    vary::apply<T>(op, picture.view(), next.view());
    picture = next;
  }
  return picture;
}

}  // namespace

TEMPLATE_TEST_CASE("Crops among other ops give the bits of copies", "[plan]", std::uint8_t, std::uint16_t,
                   float) {
  const auto photo = tests::noise_image<TestType>(24, 20, 3);
  const vary::ops::Permute crops[] = {{.width = 17, .height = 13, .x = 3, .y = 4},
                                      {.width = 11, .height = 13, .x = 13, .y = 7},
                                      {.width = 1, .height = 1, .x = 23, .y = 19},
                                      // These need the border, or move pixels about.
                                      {.width = 17, .height = 13, .x = 8},
                                      {.width = 17, .height = 13, .x = 2, .y = -1},
                                      {.width = 9, .height = 7, .x = 10, .flip_x = true},
                                      {.width = 9, .height = 7, .y = 12, .flip_y = true},
                                      {.width = 7, .height = 9, .transposed = true}};
  const vary::ops::Resize larger{.width = 30, .height = 31};
  const vary::ops::Permute turned{.width = 20, .height = 24, .transposed = true};
  for (const auto& crop : crops) {
    CAPTURE(crop.width, crop.x, crop.y);
    vary::Recipe first(photo.shape()), last(photo.shape()), between(photo.shape()), twice(photo.shape());
    first.add(crop);
    first.add(larger);
    last.add(larger);
    last.add(crop);
    between.add(turned);
    between.add(larger);
    between.add(crop);
    between.add(turned);
    between.add(larger);
    twice.add(larger);
    twice.add(vary::ops::Permute{.width = 25, .height = 26, .x = 5, .y = 1});
    twice.add(crop);
    twice.add(larger);
    twice.add(turned);
    for (const vary::Recipe* recipe : {&first, &last, &between, &twice}) {
      REQUIRE(tests::same_picture(vary::replay(*recipe, photo), one_by_one(*recipe, photo)));
    }
  }
}

TEMPLATE_TEST_CASE("A plan gives the bits of the ops one after the other", "[plan]", std::uint8_t,
                   std::uint16_t, float) {
  const auto photo = tests::noise_image<TestType>(24, 20, 3);
  for (const tests::Entry& entry : tests::catalogue()) {
    if (!entry.takes<TestType>(3)) continue;
    INFO(entry.name);
    vary::TransformList list;
    entry.push_to(list);
    list.push_back(vary::Rotate{});
    list.push_back(vary::VerticalFlip{});
    vary::Recipe recipe(photo.shape());
    list.sample_all(vary::Random(vary::Key{3, 2, 1}), recipe);

    REQUIRE(tests::same_picture(vary::replay(recipe, photo), one_by_one(recipe, photo)));
  }
}
