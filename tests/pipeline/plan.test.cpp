// SPDX-License-Identifier: MIT
#include "vary/pipeline/plan.hpp"

#include <vector>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using vary::Rect;
using vary::Fusion;
using vary::Plan;
namespace ops = vary::ops;

TEST_CASE("A plan runs from the shape of the recipe to the shape of its end", "[plan]") {
  vary::Recipe recipe({20, 10, 3});
  REQUIRE(Plan(recipe, Fusion::full, 1).in() == vary::Shape{20, 10, 3});
  REQUIRE(Plan(recipe, Fusion::full, 1).out() == vary::Shape{20, 10, 3});
  REQUIRE(Plan(recipe, Fusion::full, 1).steps().empty());
  recipe.add(ops::Resize{.width = 7, .height = 8});
  recipe.add(ops::Permute{.width = 8, .height = 7, .transposed = true});
  const Plan plan(recipe, Fusion::full, 1);
  REQUIRE(plan.in() == vary::Shape{20, 10, 3});
  REQUIRE(plan.out() == vary::Shape{8, 7, 3});
  REQUIRE(plan.steps().size() == 2);
}

TEST_CASE("A blur before a crop is made for the crop and its halo", "[plan]") {
  vary::Recipe recipe({100, 80, 3});
  recipe.add(ops::Convolve{.across = {0.25f, 0.5f, 0.25f}, .down = {0.1f, 0.2f, 0.4f, 0.2f, 0.1f}});
  recipe.add(ops::Permute{.width = 20, .height = 10, .x = 30, .y = 40});
  for (const Fusion fusion : {Fusion::exact, Fusion::full}) {
    const Plan plan(recipe, fusion, 1);
    REQUIRE(plan.steps().size() == 1);  // the crop is not done, but looked at
    REQUIRE(plan.result() == Rect{30, 40, 20, 10});
    REQUIRE(plan.steps()[0].output == Rect{29, 40, 22, 10});
    REQUIRE(plan.steps()[0].input == Rect{29, 38, 22, 14});
  }
}

TEST_CASE("Each blur before a crop is made for what the next one meets", "[plan]") {
  vary::Recipe recipe({100, 80, 1});
  recipe.add(ops::Box{.width = 7, .height = 5});
  recipe.add(ops::Median{.size = 3});
  recipe.add(ops::Permute{.width = 20, .height = 10, .x = 0, .y = 70});
  const Plan plan(recipe, Fusion::exact, 2);
  REQUIRE(plan.steps()[1].output == Rect{0, 70, 21, 10});
  REQUIRE(plan.steps()[1].input == Rect{0, 69, 21, 11});
  // One row more, since two at a time share sums.
  REQUIRE(plan.steps()[0].output == Rect{0, 68, 24, 12});
  REQUIRE(plan.steps()[0].input == Rect{0, 66, 24, 14});
}

TEST_CASE("Curves that follow each other are a table, for 8 bits", "[plan]") {
  vary::Recipe recipe({9, 9, 3});
  recipe.add(ops::Curve{.segments = {{.gain = 0.5f}}});
  recipe.add(ops::Posterize{3});
  recipe.add(ops::Curve{.segments = {{.gain = 0.7f}}});
  recipe.add(ops::Hue{.shift = 0.3f});
  REQUIRE(Plan(recipe, Fusion::exact, 1).steps().size() == 2);
  REQUIRE(Plan(recipe, Fusion::exact, 1).steps()[0].count == 3);
  REQUIRE(Plan(recipe, Fusion::exact, 2).steps().size() == 4);
}

TEST_CASE("A pass begins where an op needs all of its input", "[plan]") {
  vary::Recipe recipe({30, 20, 3});
  recipe.add(ops::Box{.width = 3, .height = 3});
  recipe.add(ops::Equalize{});
  recipe.add(ops::Noise{.sigma = 0.1f});
  recipe.add(ops::Compress{});
  recipe.add(ops::Box{.width = 3, .height = 3, .border = vary::Border::edge});
  recipe.add(ops::Box{.width = 3, .height = 3, .border = vary::Border::wrap});
  recipe.add(ops::Permute{.width = 10, .height = 5, .x = 7, .y = 7});
  const Plan plan(recipe, Fusion::full, 1);
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < plan.steps().size(); i = plan.end_of_pass(i)) begins.push_back(i);
  REQUIRE(begins == std::vector<std::size_t>{0, 1, 3, 4, 5});
  REQUIRE(plan.steps()[1].input == Rect{0, 0, 30, 20});
  // Windows within the image: nothing wraps. Two rows at a time share sums.
  REQUIRE(plan.steps()[5].output == Rect{6, 6, 12, 6});
  REQUIRE(plan.steps()[5].input == Rect{6, 5, 12, 8});
}

TEST_CASE("A flip upside down needs no image if what follows looks at its own pixels", "[plan]") {
  const ops::Permute flip{.width = 9, .height = 8, .y = 7, .flip_y = true};
  vary::Recipe recipe({9, 8, 3});
  recipe.add(ops::Box{.width = 3, .height = 3});
  recipe.add(flip);
  recipe.add(ops::Noise{.sigma = 0.1f});
  const Plan upwards(recipe, Fusion::exact, 1);
  REQUIRE(upwards.steps()[1].reverses);
  REQUIRE(upwards.end_of_pass(0) == 3);
  recipe.add(ops::Box{.width = 3, .height = 3});
  const Plan downwards(recipe, Fusion::exact, 1);
  REQUIRE(!downwards.steps()[1].reverses);
  REQUIRE(downwards.end_of_pass(0) == 1);
}

namespace {

/// The ops of a recipe, each applied to an image of its own.
template <class T>
vary::Image<T> one_by_one(const vary::Recipe& recipe, const vary::Image<T>& photo) {
  vary::Image<T> image = photo;
  for (const vary::Op& op : recipe.ops()) {
    vary::Recipe one(image.shape());
    one.add(op);
    vary::Image<T> next(one.shape().width, one.shape().height, one.shape().channels);
    vary::apply<T>(op, vary::full_table<T>(), image.view(), next.view());
    image = next;
  }
  return image;
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
      for (const Fusion fusion : {Fusion::stepwise, Fusion::exact, Fusion::full}) {
        REQUIRE(tests::same_image(vary::replay(*recipe, photo, fusion), one_by_one(*recipe, photo)));
      }
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

    REQUIRE(tests::same_image(vary::replay(recipe, photo, Fusion::exact), one_by_one(recipe, photo)));
  }
}
