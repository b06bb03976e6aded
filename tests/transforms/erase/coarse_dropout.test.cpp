// SPDX-License-Identifier: MIT
#include "vary/transforms/erase/coarse_dropout.hpp"

#include "transforms/checks.hpp"
#include "transforms/erase/changed_pixels.hpp"

using Hole = vary::ops::Erase::Hole;
using tests::Rows;
using tests::rows;
using vary::CoarseDropout;
using vary::EraseFill;

TEST_CASE("CoarseDropout draws number and sizes of holes from its ranges, all inside the image",
          "[coarse_dropout]") {
  const CoarseDropout dropout{.holes = {2, 12}, .hole_width = {0.1, 0.3}, .hole_height = {0, 0.5}};
  for (int i = 0; i < 300; ++i) {
    const vary::Recipe recipe = tests::recipe_of(dropout, {200, 100, 3}, {.seed = 1, .index = i});
    const auto& op = tests::only<vary::ops::Erase>(recipe);
    REQUIRE((op.holes.size() >= 2 && op.holes.size() <= 12));
    for (const Hole& hole : op.holes) {
      REQUIRE((hole.width >= 20 && hole.width <= 60 && hole.height >= 0 && hole.height <= 50));
      REQUIRE((hole.x >= 0 && hole.x + hole.width <= 200 && hole.y >= 0 && hole.y + hole.height <= 100));
      REQUIRE((hole.columns == 1 && hole.rows == 1));
    }
  }
}

TEST_CASE("CoarseDropout of a fraction above 0 erases at least one pixel", "[coarse_dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({5, 4, 1}, 9);
  REQUIRE(tests::changed_pixels(CoarseDropout{.holes = 1, .hole_width = 0.01, .hole_height = 0.01}(photo),
                                photo) == 1);
  REQUIRE(tests::changed_pixels(CoarseDropout{.holes = 1, .hole_width = 1, .hole_height = 1}(photo), photo) ==
          20);
}

TEST_CASE("CoarseDropout fills with a constant, the mean, random values, or the mirrored image",
          "[coarse_dropout]") {
  const auto photo = tests::image({{10, 20, 30, 40}, {50, 60, 70, 80}});
  const CoarseDropout all{.holes = 1, .hole_width = 1, .hole_height = 1};
  CoarseDropout some = all;
  some.fill = 0.5;
  REQUIRE(rows(some(photo)) == Rows{{128, 128, 128, 128}, {128, 128, 128, 128}});
  some.kind = EraseFill::mean;
  REQUIRE(rows(some(photo)) == Rows{{45, 45, 45, 45}, {45, 45, 45, 45}});
  some.kind = EraseFill::mirrored;
  REQUIRE(rows(some(photo)) == rows(photo));
  some.hole_height = 0.5;
  const Rows mirrored = rows(some(photo));
  REQUIRE((mirrored == Rows{{10, 20, 30, 40}, {10, 20, 30, 40}} ||
           mirrored == Rows{{50, 60, 70, 80}, {50, 60, 70, 80}}));
  some.kind = EraseFill::random;
  REQUIRE(rows(some(photo)) != rows(some(photo, {.seed = 1})));
}

TEST_CASE("CoarseDropout refuses fields out of range", "[coarse_dropout]") {
  tests::require_refused({
      {CoarseDropout{.holes = -1}, "CoarseDropout.holes: -1 is below 0; give 0 to 10000"},
      {CoarseDropout{.holes = {3, 2}},
       "CoarseDropout.holes: low 3 is above high 2; give the lower value first"},
      {CoarseDropout{.hole_width = 1.5}, "CoarseDropout.hole_width: 1.5 is above 1; give 0 to 1"},
      {CoarseDropout{.hole_height = {-0.5, 0.5}}, "CoarseDropout.hole_height: -0.5 is below 0; give 0 to 1"},
      {CoarseDropout{.hole_height = NAN}, "CoarseDropout.hole_height: is not a number; give 0 to 1"},
      {CoarseDropout{.fill = tests::no_fill},
       "CoarseDropout.fill: has no value; give one, or one for each channel"},
  });
  REQUIRE(tests::refusal([] {
            CoarseDropout{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "CoarseDropout.fill: 2 values for 3 channels; give one value, or one for each channel");
}
