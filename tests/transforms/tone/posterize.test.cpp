// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/posterize.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Posterize;

TEST_CASE("Posterize keeps the highest bits, and does not change alpha", "[posterize]") {
  REQUIRE(rows(Posterize{}(image({{0, 15, 16, 0x5F, 255}}))) == Rows{{0, 0, 16, 0x50, 240}});
  REQUIRE(rows(Posterize{.bits = 1}(image({{127, 128, 255, 9}}, 4))) == Rows{{0, 128, 128, 9}});
  REQUIRE(rows(Posterize{.bits = 12}(image({{1, 2, 255}}))) == Rows{{1, 2, 255}});
  vary::Image<std::uint16_t> deep(2, 1);
  deep.at(0, 0) = 0x1FFF;
  deep.at(1, 0) = 0xFFFF;
  REQUIRE(rows(Posterize{}(deep)) == Rows{{0x1000, 0xF000}});
  vary::Image<float> real(3, 1);
  real.at(0, 0) = 0.49f;
  real.at(1, 0) = 0.5f;
  real.at(2, 0) = 1;
  const auto levels = Posterize{.bits = 2}(real);
  REQUIRE(levels.at(0, 0) == 0.25f);
  REQUIRE(levels.at(1, 0) == 0.5f);
  REQUIRE(levels.at(2, 0) == 0.75f);
}

TEST_CASE("Posterize refuses fields out of range", "[posterize]") {
  tests::require_refused({
      {Posterize{.bits = 0}, "Posterize.bits: 0 is below 1; give 1 to 16"},
      {Posterize{.bits = {4, 17}}, "Posterize.bits: 17 is above 16; give 1 to 16"},
      {Posterize{.bits = {5, 4}}, "Posterize.bits: low 5 is above high 4; give the lower value first"},
  });
}
