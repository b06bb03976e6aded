// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/gamma.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Gamma;

TEST_CASE("Gamma raises values to a power, and does not change alpha", "[gamma]") {
  REQUIRE(rows(Gamma{.gamma = 2}(image({{0, 51, 128, 255}}))) == Rows{{0, 10, 64, 255}});
  REQUIRE(rows(Gamma{.gamma = 0.5}(image({{0, 1, 64, 255}}))) == Rows{{0, 16, 128, 255}});
  REQUIRE(rows(Gamma{.gamma = 2}(image({{51, 128, 255, 51}}, 4))) == Rows{{10, 64, 255, 51}});
  vary::Image<float> real(4, 1);
  real.at(0, 0) = 0.25f;
  real.at(1, 0) = 4;
  real.at(2, 0) = -4;
  real.at(3, 0) = 1;
  const auto lighter = Gamma{.gamma = 0.5}(real);
  REQUIRE(static_cast<double>(lighter.at(0, 0)) == Approx(0.5).margin(2e-7));
  REQUIRE(lighter.at(1, 0) == 1.0f);
  REQUIRE(lighter.at(2, 0) == 0.0f);
  REQUIRE(lighter.at(3, 0) == 1.0f);
}

TEST_CASE("Gamma refuses fields out of range", "[gamma]") {
  tests::require_refused({
      {Gamma{.gamma = 0}, "Gamma.gamma: 0 is below 0.01; give 0.01 to 100"},
      {Gamma{.gamma = {1, 200}}, "Gamma.gamma: 200 is above 100; give 0.01 to 100"},
      {Gamma{.gamma = {2, 1}}, "Gamma.gamma: low 2 is above high 1; give the lower value first"},
  });
}
