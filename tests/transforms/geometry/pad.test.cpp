// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/pad.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Border;
using vary::Pad;

TEST_CASE("Pad extends the image as numpy.pad does", "[pad]") {
  const struct {
    Border border;
    std::vector<int> row;
  } table[] = {
      {Border::constant, {51, 51, 1, 2, 3, 51, 51, 51, 51}}, {Border::edge, {1, 1, 1, 2, 3, 3, 3, 3, 3}},
      {Border::reflect, {3, 2, 1, 2, 3, 2, 1, 2, 3}},        {Border::symmetric, {2, 1, 1, 2, 3, 3, 2, 1, 1}},
      {Border::wrap, {2, 3, 1, 2, 3, 1, 2, 3, 1}},
  };
  for (const auto& [border, row] : table) {
    INFO("border " << static_cast<int>(border));
    REQUIRE(rows(Pad{.left = 2, .right = 4, .border = border, .fill = 0.2}(image({{1, 2, 3}}))) == Rows{row});
    Rows column;
    for (const int value : row) column.push_back({value});
    REQUIRE(rows(Pad{.top = 2, .bottom = 4, .border = border, .fill = 0.2}(image({{1}, {2}, {3}}))) ==
            column);
  }
}

TEST_CASE("Pad reflects in both directions by default", "[pad]") {
  REQUIRE(rows(Pad{.left = 1, .top = 1}(image({{1, 2}, {3, 4}}))) == Rows{{4, 3, 4}, {2, 1, 2}, {4, 3, 4}});
}

TEST_CASE("Pad fills each channel with the value of the fill for it", "[pad]") {
  const Pad pad{.right = 1, .border = Border::constant, .fill = {1, 0.2f, 0}};
  REQUIRE(rows(pad(image({{7, 8, 9}}, 3))) == Rows{{7, 8, 9, 255, 51, 0}});
  const auto real = pad(tests::flat_image<float>({1, 1, 3}, 2.5f));
  REQUIRE(real.at(0, 0, 2) == 2.5f);
  REQUIRE(real.at(1, 0, 1) == 0.2f);
}

TEST_CASE("Pad refuses fields out of range", "[pad]") {
  tests::require_refused({
      {Pad{.left = -1}, "Pad.left: -1 is below 0; give 0 to 268435456"},
      {Pad{.top = -1}, "Pad.top: -1 is below 0; give 0 to 268435456"},
      {Pad{.right = -2}, "Pad.right: -2 is below 0; give 0 to 268435456"},
      {Pad{.bottom = 300000000}, "Pad.bottom: 300000000 is above 268435456; give 0 to 268435456"},
      {Pad{.fill = NAN}, "Pad.fill: nan is no colour; give a fraction of full scale"},
      {Pad{.fill = tests::no_fill}, "Pad.fill: has no value; give one, or one for each channel"},
  });
  REQUIRE(tests::refusal([] {
            Pad{.left = 1, .fill = {1, 0}}(image({{1, 2, 3}}, 3));
          }) == "Pad.fill: 2 values for 3 channels; give one value, or one for each channel");
}
