// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/rotate90.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Rotate90;

namespace {

const Rows numbers{{1, 2, 3}, {4, 5, 6}};

}  // namespace

TEST_CASE("Rotate90 rotates counter-clockwise for positive numbers, clockwise for negative ones",
          "[rotate90]") {
  const Rows left{{3, 6}, {2, 5}, {1, 4}};
  const Rows over{{6, 5, 4}, {3, 2, 1}};
  const Rows right{{4, 1}, {5, 2}, {6, 3}};
  const struct {
    int turns;
    Rows expected;
  } table[] = {{-4, numbers}, {-3, left}, {-2, over}, {-1, right}, {0, numbers},
               {1, left},     {2, over},  {3, right}, {4, numbers}};
  for (const auto& [turns, expected] : table) {
    INFO(turns << " turns");
    REQUIRE(rows(Rotate90{.turns = turns}(image(numbers))) == expected);
  }
}

TEST_CASE("Rotate90 keeps the channels of a pixel together", "[rotate90]") {
  REQUIRE(rows(Rotate90{.turns = 1}(image({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{4, 5, 6}, {1, 2, 3}});
}

TEST_CASE("Rotate90 draws all numbers of turns equally often", "[rotate90]") {
  const auto top_left = [](const vary::Recipe& recipe) {
    return rows(vary::replay(recipe, image(numbers)))[0][0];
  };
  const auto counts = tests::count_draws(4000, Rotate90{}, {3, 2, 1}, [&](const vary::Recipe& recipe) {
    return std::to_string(top_left(recipe));
  });
  REQUIRE(tests::evenly(counts, 4));
}

TEST_CASE("Rotate90 refuses turns out of range", "[rotate90]") {
  tests::require_refused({
      {Rotate90{.turns = 5}, "Rotate90.turns: 5 is above 4; give -4 to 4"},
      {Rotate90{.turns = {-5, 0}}, "Rotate90.turns: -5 is below -4; give -4 to 4"},
      {Rotate90{.turns = {2, 1}}, "Rotate90.turns: low 2 is above high 1; give the lower value first"},
  });
}
