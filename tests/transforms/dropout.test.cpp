// SPDX-License-Identifier: MIT
#include "vary/transforms/dropout.hpp"

#include <set>
#include <utility>

#include "transforms/checks.hpp"

using tests::only;
using tests::Rows;
using tests::rows;
using vary::CoarseDropout;
using vary::EraseFill;
using vary::GridDropout;
using vary::RandomErasing;
using Hole = vary::ops::Erase::Hole;

namespace {

const vary::ops::Erase& erased(const vary::Recipe& recipe) { return only<vary::ops::Erase>(recipe); }

/// How many pixels have another value.
int changed(const vary::Image<std::uint8_t>& copy, const vary::Image<std::uint8_t>& photo) {
  int count = 0;
  for (int y = 0; y < photo.height(); ++y) {
    for (int x = 0; x < photo.width(); ++x) count += copy.at(x, y) != photo.at(x, y) ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("CoarseDropout makes as many holes, as large as asked for, all within the image", "[dropout]") {
  const CoarseDropout dropout{.holes = {2, 12}, .hole_width = {0.1, 0.3}, .hole_height = {0, 0.5}};
  for (int i = 0; i < 300; ++i) {
    const vary::Recipe recipe = tests::recipe_of(dropout, {200, 100, 3}, {.seed = 1, .index = i});
    const auto& op = erased(recipe);
    REQUIRE((op.holes.size() >= 2 && op.holes.size() <= 12));
    for (const Hole& hole : op.holes) {
      REQUIRE((hole.width >= 20 && hole.width <= 60 && hole.height >= 0 && hole.height <= 50));
      REQUIRE((hole.x >= 0 && hole.x + hole.width <= 200 && hole.y >= 0 && hole.y + hole.height <= 100));
      REQUIRE((hole.columns == 1 && hole.rows == 1));
    }
  }
}

TEST_CASE("CoarseDropout of any share above nothing hides a pixel at least", "[dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({5, 4, 1}, 9);
  REQUIRE(changed(CoarseDropout{.holes = 1, .hole_width = 0.01, .hole_height = 0.01}(photo), photo) == 1);
  REQUIRE(changed(CoarseDropout{.holes = 1, .hole_width = 1, .hole_height = 1}(photo), photo) == 20);
}

TEST_CASE("Holes have the colour, the mean, noise, or the image beside them", "[dropout]") {
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

TEST_CASE("RandomErasing covers shares of the area at ratios of its range", "[dropout]") {
  const RandomErasing erasing{.scale = {0.05, 0.25}, .ratio = {0.5, 2}};
  double least_share = 1, most_share = 0, least_ratio = 9, most_ratio = 0, sum_log = 0;
  for (int i = 0; i < 2000; ++i) {
    const vary::Recipe recipe = tests::recipe_of(erasing, {400, 400, 3}, {.seed = 4, .index = i});
    const auto& holes = erased(recipe).holes;
    REQUIRE(holes.size() == 1);
    const Hole& hole = holes[0];
    REQUIRE((hole.x >= 0 && hole.y >= 0 && hole.x + hole.width <= 400 && hole.y + hole.height <= 400));
    const double share = hole.width * hole.height / 160000.0;
    const double ratio = static_cast<double>(hole.width) / hole.height;
    least_share = std::fmin(least_share, share);
    most_share = std::fmax(most_share, share);
    least_ratio = std::fmin(least_ratio, ratio);
    most_ratio = std::fmax(most_ratio, ratio);
    sum_log += std::log(ratio);
  }
  CHECK((least_share > 0.048 && least_share < 0.052));
  CHECK((most_share > 0.247 && most_share < 0.253));
  CHECK((least_ratio > 0.49 && least_ratio < 0.51));
  CHECK((most_ratio > 1.97 && most_ratio < 2.03));
  CHECK(std::fabs(sum_log / 2000) < 0.04);  // evenly spread in the logarithm: wide is as likely as tall
}

TEST_CASE("RandomErasing leaves an image in which nothing smaller fits", "[dropout]") {
  const auto all = tests::recipe_of(RandomErasing{.scale = 1, .ratio = 1}, {50, 50, 1});
  REQUIRE(all.ops().empty());
  REQUIRE(tests::recipe_of(RandomErasing{}, {1, 1, 1}).ops().empty());
  // Wide ones do not fit into this: what is drawn must be tall, after some attempts.
  int tall = 0;
  for (int i = 0; i < 100; ++i) {
    const auto recipe = tests::recipe_of(RandomErasing{.scale = 0.3}, {20, 500, 1}, {.index = i});
    if (recipe.ops().empty()) continue;
    const Hole& hole = erased(recipe).holes[0];
    REQUIRE((hole.width < 20 && hole.height < 500));
    ++tall;
  }
  REQUIRE(tall == 0);  // 3000 pixels at a ratio of 0.3 or more are 30 wide
}

TEST_CASE("GridDropout hides a part of each cell", "[dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({8, 5, 1}, 9);
  const GridDropout grid{.unit = 0.8, .random_offset = false};  // cells of 4, holes of 2
  REQUIRE(rows(grid(photo)) == Rows{{0, 0, 9, 9, 0, 0, 9, 9},
                                    {0, 0, 9, 9, 0, 0, 9, 9},
                                    {9, 9, 9, 9, 9, 9, 9, 9},
                                    {9, 9, 9, 9, 9, 9, 9, 9},
                                    {0, 0, 9, 9, 0, 0, 9, 9}});
  REQUIRE(changed(GridDropout{.unit = 0, .random_offset = false}(photo), photo) == 4 * 3);  // cells of 2
  REQUIRE(changed(GridDropout{.unit = 1, .ratio = 1}(photo), photo) == 40);
  REQUIRE(changed(GridDropout{.unit = 1, .ratio = 0.99, .random_offset = false}(photo), photo) == 7 * 4);
}

TEST_CASE("GridDropout covers the image evenly wherever the grid begins, as one entry", "[dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({40, 40, 1}, 9);
  std::set<std::pair<int, int>> offsets;
  for (int i = 0; i < 400; ++i) {
    const GridDropout grid{.unit = 0.125, .ratio = 0.6};  // cells of 5 that fill the image, holes of 3
    const vary::Key key{.index = i};
    const vary::Recipe recipe = tests::recipe_of(grid, photo.shape(), key);
    REQUIRE(erased(recipe).holes.size() == 1);
    offsets.insert({erased(recipe).holes[0].x, erased(recipe).holes[0].y});
    REQUIRE(changed(grid(photo, key), photo) == 8 * 8 * 9);
  }
  REQUIRE(offsets.size() == 25);
}

TEST_CASE("Transforms that erase refuse fields out of range", "[dropout]") {
  tests::require_refused({
      {CoarseDropout{.holes = -1}, "CoarseDropout.holes: -1 is below 0; give 0 to 10000"},
      {CoarseDropout{.holes = {3, 2}},
       "CoarseDropout.holes: low 3 is above high 2; give the lower value first"},
      {CoarseDropout{.hole_width = 1.5}, "CoarseDropout.hole_width: 1.5 is above 1; give 0 to 1"},
      {CoarseDropout{.hole_height = {-0.5, 0.5}}, "CoarseDropout.hole_height: -0.5 is below 0; give 0 to 1"},
      {CoarseDropout{.hole_height = NAN}, "CoarseDropout.hole_height: is not a number; give 0 to 1"},
      {CoarseDropout{.fill = tests::no_fill},
       "CoarseDropout.fill: has no value; give one, or one for each channel"},
      {RandomErasing{.scale = 0}, "RandomErasing.scale: 0 is below 1e-09; give 1e-09 to 1"},
      {RandomErasing{.scale = {0.5, 1.5}}, "RandomErasing.scale: 1.5 is above 1; give 1e-09 to 1"},
      {RandomErasing{.ratio = {0, 1}}, "RandomErasing.ratio: 0 is below 0.001; give 0.001 to 1000"},
      {RandomErasing{.fill = NAN}, "RandomErasing.fill: nan is no colour; give a fraction of full scale"},
      {GridDropout{.unit = 2}, "GridDropout.unit: 2 is above 1; give 0 to 1"},
      {GridDropout{.ratio = {0.5, 1.25}}, "GridDropout.ratio: 1.25 is above 1; give 0 to 1"},
      {GridDropout{.fill = NAN}, "GridDropout.fill: nan is no colour; give a fraction of full scale"},
  });
  const auto photo = tests::image({{1, 2, 3}}, 3);
  const std::string two_for_three = ".fill: 2 values for 3 channels; give one value, or one for each channel";
  REQUIRE(tests::refusal([&] { CoarseDropout{.fill = {1, 0}}(photo); }) == "CoarseDropout" + two_for_three);
  REQUIRE(tests::refusal([&] { RandomErasing{.fill = {1, 0}}(photo); }) == "RandomErasing" + two_for_three);
  REQUIRE(tests::refusal([&] { GridDropout{.fill = {1, 0}}(photo); }) == "GridDropout" + two_for_three);
}
