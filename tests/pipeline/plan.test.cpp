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

    vary::Image<TestType> expected = photo;
    for (const vary::Op& op : recipe.ops()) {
      vary::Recipe one(expected.shape());
      one.add(op);
      vary::Image<TestType> next(one.shape().width, one.shape().height, one.shape().channels);
      vary::apply<TestType>(op, expected.view(), next.view());
      expected = next;
    }
    REQUIRE(tests::same_picture(vary::replay(recipe, photo), expected));
  }
}
