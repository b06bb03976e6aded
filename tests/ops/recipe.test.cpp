// SPDX-License-Identifier: MIT
#include "vary/ops/recipe.hpp"

#include "support/reference.hpp"
#include "vary/pipeline/run.hpp"

using vary::Op;
using vary::Recipe;
using vary::Shape;
namespace ops = vary::ops;

namespace {

constexpr Shape shape{20, 12, 3};

Recipe varied() {
  Recipe recipe(shape);
  recipe.add(ops::Permute{.width = 16, .height = 20, .x = 19, .y = -2, .flip_x = true});
  recipe.add(ops::Warp{.matrix = {0.75, 0.25, 1, -0.25, 0.75, 3}, .width = 16, .height = 9});
  recipe.add(ops::Resize{33, 17});
  recipe.add(ops::Convolve{.across{0.25f, 0.5f, 0.25f}});
  recipe.add(ops::Rank{.width = 3, .height = 2});
  recipe.add(ops::Curve{.segments{{0, -1, 1}}});
  recipe.add(ops::Reorder{{2, 0, 1}});
  recipe.add(ops::Noise{.sigma = 0.1f, .stream = {1, 2}});
  return recipe;
}

}  // namespace

TEST_CASE("A recipe leaves out ops that change nothing", "[ops]") {
  Recipe recipe(shape);
  recipe.add(ops::Permute{.width = 20, .height = 12});
  recipe.add(ops::Warp{.width = 20, .height = 12});
  recipe.add(ops::Resize{20, 12});
  recipe.add(ops::Convolve{});
  recipe.add(ops::Box{});
  recipe.add(ops::Rank{});
  recipe.add(ops::Curve{});
  recipe.add(ops::Reorder{{0, 1, 2}});
  recipe.add(ops::Noise{});
  recipe.add(Op(ops::Noise{}));
  CHECK(recipe.ops().empty());
  CHECK(recipe == Recipe(shape));
}

TEST_CASE("A recipe tracks the shape from op to op", "[ops]") {
  Recipe recipe(shape);
  CHECK(recipe.shape() == shape);
  recipe.add(ops::Resize{20, 30});
  CHECK(recipe.shape() == Shape{20, 30, 3});
  recipe.add(ops::Resize{20, 30});  // by now it would change nothing
  CHECK(recipe.ops().size() == 1);
  recipe.add(Op(ops::Permute{.width = 5, .height = 4, .x = 3}));
  CHECK(recipe.shape() == Shape{5, 4, 3});
  CHECK(recipe.input() == shape);
  CHECK(varied().shape() == Shape{33, 17, 3});

  recipe.restart({7, 7, 1});
  CHECK(recipe == Recipe({7, 7, 1}));
}

TEST_CASE("A recipe takes no op with values out of range, and stays as it was", "[ops]") {
  Recipe recipe(shape);
  CHECK_THROWS_WITH(recipe.add(ops::Resize{0, 3}), "Resize.width: 0 is not a size; give 1 or more");
  CHECK_THROWS_WITH(recipe.add(Op(ops::Reorder{{1, 0}})),
                    "Reorder.order: names 2 channels, the image has 3; name each once");
  CHECK_THROWS_AS(recipe.add(ops::Noise{.sigma = -1}), vary::Error);
  CHECK(recipe == Recipe(shape));
}

TEST_CASE("Recipes are equal if made for the same shape of the same ops", "[ops]") {
  CHECK(varied() == varied());
  CHECK(Recipe(shape) != Recipe({20, 12, 4}));
  Recipe more = varied();
  more.add(ops::Noise{.sigma = 0.1f});
  CHECK(more != varied());
  Recipe a(shape), b(shape);
  a.add(ops::Noise{.sigma = 0.1f, .stream = {1, 2}});
  b.add(ops::Noise{.sigma = 0.1f, .stream = {1, 3}});
  CHECK(a != b);
}

TEST_CASE("A recipe remembers which transform its ops come from, which makes no difference", "[ops]") {
  Recipe recipe(shape);
  recipe.add(ops::Resize{4, 4});
  CHECK(recipe.set_origin("Blur").empty());
  recipe.add(ops::Resize{5, 5});
  recipe.add(ops::Resize{5, 5});
  CHECK(recipe.set_origin("") == "Blur");
  recipe.add(ops::Resize{6, 6});
  CHECK(recipe.origin(0).empty());
  CHECK(recipe.origin(1) == "Blur");
  CHECK(recipe.origin(2).empty());
  Recipe same(shape);
  for (const Op& op : recipe.ops()) same.add(op);
  CHECK(same == recipe);
}

TEST_CASE("Ops that move pixels are known as such", "[ops]") {
  CHECK(Op(ops::Permute{}).geometric());
  CHECK(Op(ops::Warp{}).geometric());
  CHECK(Op(ops::Resize{}).geometric());
  for (const Op& op : {Op(ops::Convolve{}), Op(ops::Box{}), Op(ops::Rank{}), Op(ops::Curve{}),
                       Op(ops::Reorder{}), Op(ops::Noise{}), Op(ops::Custom{})}) {
    CHECK(!op.geometric());
  }
}

TEMPLATE_TEST_CASE("Applying a list of ops is applying each to what the one before left", "[ops]",
                   std::uint8_t, std::uint16_t, float) {
  const Recipe recipe = varied();
  const auto in = tests::noise_image<TestType>(shape, 81);
  tests::Guarded<TestType> expected = in;
  for (std::size_t count = 0; count <= recipe.ops().size(); ++count) {
    CAPTURE(count);
    if (count > 0) {
      const Op& op = recipe.ops()[count - 1];
      const Shape after = op.output(expected.view().shape());
      tests::Guarded<TestType> next(after);
      vary::apply<TestType>(op, vary::full_table<TestType>(), expected.view(), next.view());
      expected = next;
    }
    tests::Guarded<TestType> out(expected.view().shape(), 2);
    vary::apply<TestType>(recipe.ops().first(count), vary::full_table<TestType>(), in.view(), out.view());
    CHECK(out.intact());
    CHECK(tests::same_bits<TestType>(out.view(), expected.view()));
  }
}
