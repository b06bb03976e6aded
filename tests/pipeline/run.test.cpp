// SPDX-License-Identifier: MIT
#include "vary/pipeline/run.hpp"

#include "transforms/checks.hpp"

using tests::noise_image;
using tests::refusal;
using tests::same_image;
using vary::ImageView;

namespace {

vary::Recipe some_recipe() {
  return vary::Pipeline<std::uint8_t>{vary::Crop{.width = 6, .height = 5}, vary::Invert{}}.recipe(9, 7, 3);
}

}  // namespace

TEST_CASE("run writes into any memory of the right shape", "[run]") {
  const auto photo = noise_image<std::uint8_t>(9, 7, 3);
  const vary::Recipe recipe = some_recipe();
  tests::Guarded<std::uint8_t> out({6, 5, 3}, 11);
  vary::run<std::uint8_t>(vary::Plan(recipe, vary::Fusion::full, 1), photo, out.view());
  REQUIRE(same_image(out.view(), vary::replay(recipe, photo)));
  REQUIRE(out.intact());
}

TEST_CASE("A recipe is replayed on any image of its shape, as an image or a view", "[run]") {
  const vary::Recipe recipe = some_recipe();
  auto photo = noise_image<std::uint16_t>(9, 7, 3);
  const auto expected = vary::Invert{}(vary::Crop{.width = 6, .height = 5}(photo));
  REQUIRE(same_image(vary::replay(recipe, photo), expected));
  REQUIRE(same_image(vary::replay<std::uint16_t>(recipe, photo.view()), expected));
}

TEST_CASE("run refuses other shapes than those planned", "[run]") {
  const vary::Recipe recipe = some_recipe();
  const vary::Plan plan(recipe, vary::Fusion::full, 1);
  vary::Image<std::uint8_t> photo(9, 7, 3), narrow(8, 7, 3), grey(9, 7, 1), out(6, 5, 3), large(6, 6, 3);
  REQUIRE(refusal([&] { vary::run<std::uint8_t>(plan, narrow, out); }) ==
          "run.in: is 8x7x3; the recipe is for 9x7x3");
  REQUIRE(refusal([&] { vary::run<std::uint8_t>(plan, grey, out); }) ==
          "run.in: is 9x7x1; the recipe is for 9x7x3");
  REQUIRE(refusal([&] { vary::run<std::uint8_t>(plan, {}, out); }) ==
          "run.in: is 0x0x1; the recipe is for 9x7x3");
  REQUIRE(refusal([&] { vary::run<std::uint8_t>(plan, photo, large); }) ==
          "run.out: is 6x6x3; the recipe makes 6x5x3");
  REQUIRE(refusal([&] { vary::replay(recipe, narrow); }) == "run.in: is 8x7x3; the recipe is for 9x7x3");
}

TEST_CASE("run refuses an output that overlaps its input, and takes a neighbour", "[run]") {
  const std::string text = "run.out: overlaps the input image; give other memory";
  const vary::Recipe recipe = some_recipe();
  const vary::Plan plan(recipe, vary::Fusion::full, 1);
  std::vector<std::uint8_t> memory(1000);
  const auto in_at = [&](int at) { return ImageView<const std::uint8_t>(memory.data() + at, 9, 7, 3); };
  const auto out_at = [&](int at) { return ImageView<std::uint8_t>(memory.data() + at, 6, 5, 3); };
  constexpr int in_size = 9 * 7 * 3, out_size = 6 * 5 * 3;
  for (const int out : {300, 300 + in_size - 1, 300 - out_size + 1}) {
    REQUIRE(refusal([&] { vary::run<std::uint8_t>(plan, in_at(300), out_at(out)); }) == text);
  }
  for (const int out : {300 + in_size, 300 - out_size}) {
    REQUIRE_NOTHROW(vary::run<std::uint8_t>(plan, in_at(300), out_at(out)));
  }
}
