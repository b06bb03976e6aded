// SPDX-License-Identifier: MIT
#include "vary/pipeline/bands.hpp"

#include "support/catch.hpp"
#include "vary/ops/all.hpp"

using vary::Fusion;
using vary::Plan;
using vary::detail::Bands;
namespace ops = vary::ops;

namespace {

/// Neighbourhoods of all sorts, colours, noise, and a flip at the end.
vary::Recipe neighbourhoods(int width, int height) {
  vary::Recipe recipe({width, height, 3});
  recipe.add(ops::Convolve{.across = {0.25f, 0.5f, 0.25f}, .down = {0.25f, 0.5f, 0.25f}});
  recipe.add(ops::Rank{.width = 5, .height = 15, .maximum = true});
  recipe.add(ops::Hue{.shift = 0.1f});
  recipe.add(ops::Median{.size = 5});
  recipe.add(ops::Box{.width = 21, .height = 21});
  recipe.add(ops::Noise{.sigma = 0.1f});
  recipe.add(ops::Permute{.width = width, .height = height, .y = height - 1, .flip_y = true});
  recipe.add(ops::Impulse{.low_share = 0.1f});
  return recipe;
}

std::size_t memory(const vary::Recipe& recipe) {
  const Plan plan(recipe, Fusion::full, 1);
  REQUIRE(plan.end_of_pass(0) == plan.steps().size());
  return Bands(plan, plan.steps(), plan.result(), 1, false).memory();
}

}  // namespace

TEST_CASE("What neighbourhoods need grows with the width of an image, not with its height", "[bands]") {
  const std::size_t small = memory(neighbourhoods(300, 2000));
  REQUIRE(memory(neighbourhoods(300, 20000)) == small);
  REQUIRE(memory(neighbourhoods(300, 200000)) == small);
  REQUIRE(small < 300 * 3 * 2000);
  const std::size_t wide = memory(neighbourhoods(12000, 2000));
  REQUIRE(memory(neighbourhoods(12000, 20000)) == wide);
  REQUIRE(wide < 60 * small);
}

TEST_CASE("A single op is done at once, others in bands of few bytes", "[bands]") {
  vary::Recipe recipe({1000, 500, 3});
  recipe.add(ops::Hue{.shift = 0.1f});
  const Plan one(recipe, Fusion::full, 1);
  REQUIRE(Bands(one, one.steps(), one.result(), 1, false).height() >= 500);
  REQUIRE(Bands(one, one.steps(), one.result(), 1, false).memory() == 0);
  REQUIRE(Bands(one, one.steps(), one.result(), 1, true).height() == 16384 / 3000);
  recipe.add(ops::Noise{.sigma = 0.1f});
  Plan two(recipe, Fusion::full, 1);
  const Bands bands(two, two.steps(), two.result(), 1, false);
  REQUIRE(bands.height() == 16384 / 3000);
  REQUIRE(!bands.buffer(0).slides);
  REQUIRE(bands.memory() < 3 * 16384);
  two.set_band_bytes(1);
  REQUIRE(Bands(two, two.steps(), two.result(), 1, false).height() == 1);
}

TEST_CASE("Bands are multiples of the rows that ops share", "[bands]") {
  vary::Recipe recipe({100, 5000, 3});
  recipe.add(ops::Box{.width = 21, .height = 21});
  recipe.add(ops::Rank{.width = 3, .height = 3, .maximum = true});
  recipe.add(ops::Noise{.sigma = 0.1f});
  Plan plan(recipe, Fusion::full, 4);
  for (const std::size_t bytes : {1u, 5000u, 100000u}) {
    plan.set_band_bytes(bytes);
    REQUIRE(Bands(plan, plan.steps(), plan.result(), 4, false).height() % 42 == 0);
  }
}

TEST_CASE("What takes an image at once is one band", "[bands]") {
  vary::Recipe recipe({1000, 500, 3});
  recipe.add(ops::Compress{});
  recipe.add(ops::Permute{.width = 10, .height = 10, .x = 400, .y = 300});
  const Plan plan(recipe, Fusion::full, 1);
  const Bands bands(plan, plan.steps(), plan.result(), 1, true);
  REQUIRE(bands.height() == 10);
  REQUIRE(bands.buffer(0).capacity == 500);
}
