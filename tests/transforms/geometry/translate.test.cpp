// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/translate.hpp"

#include "transforms/checks.hpp"

using vary::Border;
using vary::Translate;

TEST_CASE("Translate shifts by an integer number of pixels, to the right and down", "[translate]") {
  const auto photo = tests::image({{1, 2, 3, 4}, {5, 6, 7, 8}});
  const Translate right{.x = 0.25, .y = 0, .border = Border::constant, .fill = 1};
  REQUIRE(tests::rows(right(photo)) == tests::Rows{{255, 1, 2, 3}, {255, 5, 6, 7}});
  REQUIRE(tests::rows(Translate{.x = 0, .y = 0.5}(photo)) == tests::Rows{{5, 6, 7, 8}, {1, 2, 3, 4}});
  // 0.6 and 0.4 pixels: 1 and 0.
  const Translate parts{.x = -0.15, .y = 0.2, .border = Border::wrap};
  REQUIRE(tests::rows(parts(photo)) == tests::Rows{{2, 3, 4, 1}, {6, 7, 8, 5}});
  REQUIRE(tests::rows(Translate{.x = 1, .y = 0, .border = Border::edge}(photo)) ==
          tests::Rows{{1, 1, 1, 1}, {5, 5, 5, 5}});
}

TEST_CASE("Translate refuses fields out of range", "[translate]") {
  tests::require_refused({
      {Translate{.x = -1.25}, "Translate.x: -1.25 is below -1; give -1 to 1"},
      {Translate{.y = {0, 3}}, "Translate.y: 3 is above 1; give -1 to 1"},
      {Translate{.fill = NAN}, "Translate.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Translate{.fill = {1, 0}}(tests::image({{1}}));
          }) == "Translate.fill: 2 values for 1 channels; give one value, or one for each channel");
}
