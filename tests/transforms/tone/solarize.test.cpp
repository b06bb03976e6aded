// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/solarize.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Solarize;

TEST_CASE("Solarize inverts values at or above its threshold, and does not change alpha", "[solarize]") {
  REQUIRE(rows(Solarize{}(image({{0, 127, 128, 255}}))) == Rows{{0, 127, 127, 0}});
  REQUIRE(rows(Solarize{.threshold = 0}(image({{0, 127, 128, 255}}))) == Rows{{255, 128, 127, 0}});
  REQUIRE(rows(Solarize{.threshold = 1}(image({{0, 127, 254, 255}}))) == Rows{{0, 127, 254, 0}});
  REQUIRE(rows(Solarize{.threshold = 0.2}(image({{50, 51, 52, 255}}, 4))) == Rows{{50, 51, 203, 255}});
  vary::Image<std::uint16_t> deep(2, 1);
  deep.at(0, 0) = 32767;
  deep.at(1, 0) = 32769;
  REQUIRE(rows(Solarize{}(deep)) == Rows{{32767, 32766}});
}

TEST_CASE("Solarize refuses fields out of range", "[solarize]") {
  tests::require_refused({
      {Solarize{.threshold = -1}, "Solarize.threshold: -1 is below 0; give 0 to 1"},
      {Solarize{.threshold = {0, 1.5}}, "Solarize.threshold: 1.5 is above 1; give 0 to 1"},
      {Solarize{.threshold = {1, 0}},
       "Solarize.threshold: low 1 is above high 0; give the lower value first"},
  });
}
