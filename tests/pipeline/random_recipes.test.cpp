// SPDX-License-Identifier: MIT
#include "support/random_recipes.hpp"

#include <set>
#include <string>
#include <variant>

#include "support/catch.hpp"

using tests::random_recipe;
using tests::random_shape;

namespace {

constexpr int longest = 12;

vary::Recipe some_recipe(std::uint64_t seed) {
  return random_recipe(random_shape(seed), seed, 1 + static_cast<int>(seed % longest));
}

template <class... Os>
std::set<std::string> names_of(vary::OpTypes<Os...>) {
  return {Os::name...};
}

}  // namespace

TEST_CASE("The same seed gives the same recipe, and another seed another", "[random_recipes]") {
  std::set<std::string> texts;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const vary::Recipe recipe = random_recipe({31, 17, 3}, seed, 6);
    REQUIRE(recipe == random_recipe({31, 17, 3}, seed, 6));
    texts.insert(vary::to_json(recipe));
  }
  REQUIRE(texts.size() == 200);
}

TEST_CASE("Random recipes hold every op, from one transform to twelve, and stay small", "[random_recipes]") {
  std::set<std::string> kinds;
  std::size_t most_ops = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const vary::Recipe recipe = some_recipe(seed);
    INFO(vary::to_json(recipe));
    REQUIRE(recipe.input() == random_shape(seed));
    REQUIRE(recipe.shape().width <= 200);
    REQUIRE(recipe.shape().height <= 200);
    for (const vary::Op& op : recipe.ops()) kinds.insert(op.name());
    most_ops = std::max(most_ops, recipe.ops().size());
  }
  REQUIRE(kinds.size() == names_of(vary::AllOps()).size());
  REQUIRE(most_ops >= longest);
}

TEMPLATE_TEST_CASE("A recipe replayed is its ops in turn, bit for bit", "[random_recipes]", std::uint8_t,
                   std::uint16_t, float) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const vary::Recipe recipe = some_recipe(seed);
    INFO("seed " << seed << ": " << vary::to_json(recipe));
    const auto photo = tests::noise_image<TestType>(recipe.input(), seed);
    const auto copy = vary::replay<TestType>(recipe, photo.view(), vary::Fusion::stepwise);
    const auto expected = tests::in_turn<TestType>(recipe, photo.view());
    REQUIRE(tests::same_bits<TestType>(copy.view(), expected.view()));
  }
}
