// SPDX-License-Identifier: MIT
#include "vary/transforms/erase/grid_dropout.hpp"

#include <set>
#include <utility>

#include "transforms/checks.hpp"
#include "transforms/erase/changed_pixels.hpp"

using tests::Rows;
using tests::rows;
using vary::GridDropout;

TEST_CASE("GridDropout erases a square of each cell", "[grid_dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({8, 5, 1}, 9);
  const GridDropout grid{.unit = 0.8, .random_offset = false};  // cells of 4, holes of 2
  REQUIRE(rows(grid(photo)) == Rows{{0, 0, 9, 9, 0, 0, 9, 9},
                                    {0, 0, 9, 9, 0, 0, 9, 9},
                                    {9, 9, 9, 9, 9, 9, 9, 9},
                                    {9, 9, 9, 9, 9, 9, 9, 9},
                                    {0, 0, 9, 9, 0, 0, 9, 9}});
  REQUIRE(tests::changed_pixels(GridDropout{.unit = 0, .random_offset = false}(photo), photo) ==
          4 * 3);  // cells of 2
  REQUIRE(tests::changed_pixels(GridDropout{.unit = 1, .ratio = 1}(photo), photo) == 40);
  REQUIRE(tests::changed_pixels(GridDropout{.unit = 1, .ratio = 0.99, .random_offset = false}(photo),
                                photo) == 7 * 4);
}

TEST_CASE("GridDropout is one hole with copies, which cover the image for all offsets", "[grid_dropout]") {
  const auto photo = tests::flat_image<std::uint8_t>({40, 40, 1}, 9);
  std::set<std::pair<int, int>> offsets;
  for (int i = 0; i < 400; ++i) {
    const GridDropout grid{.unit = 0.125, .ratio = 0.6};  // cells of 5 that divide the image, holes of 3
    const vary::Key key{.index = i};
    const vary::Recipe recipe = tests::recipe_of(grid, photo.shape(), key);
    const auto& holes = tests::only<vary::ops::Erase>(recipe).holes;
    REQUIRE(holes.size() == 1);
    offsets.insert({holes[0].x, holes[0].y});
    REQUIRE(tests::changed_pixels(grid(photo, key), photo) == 8 * 8 * 9);
  }
  REQUIRE(offsets.size() == 25);
}

TEST_CASE("GridDropout refuses fields out of range", "[grid_dropout]") {
  tests::require_refused({
      {GridDropout{.unit = 2}, "GridDropout.unit: 2 is above 1; give 0 to 1"},
      {GridDropout{.ratio = {0.5, 1.25}}, "GridDropout.ratio: 1.25 is above 1; give 0 to 1"},
      {GridDropout{.fill = NAN}, "GridDropout.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            GridDropout{.fill = {1, 0}}(tests::image({{1, 2, 3}}, 3));
          }) == "GridDropout.fill: 2 values for 3 channels; give one value, or one for each channel");
}
