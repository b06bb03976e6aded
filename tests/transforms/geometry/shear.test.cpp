// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/shear.hpp"

#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using vary::Border;
using vary::Interpolation;
using vary::Shear;

TEST_CASE("Shear shifts rows to the right, then columns down", "[shear]") {
  for (const auto& [x, y] : {std::pair{30.0, 0.0}, {0.0, 40.0}, {-20.0, 35.0}}) {
    const Shear shear{.x = x, .y = y, .antialias = false, .border = Border::constant};
    const double worst = tests::worst_distance(shear, vary::Affine{.shear_x = x, .shear_y = y}, 40, 50, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 1e-3);
  }
}

TEST_CASE("Shear refuses fields out of range", "[shear]") {
  const std::string area = "interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos";
  tests::require_refused({
      {Shear{.x = 81}, "Shear.x: 81 is above 80; give -80 to 80"},
      {Shear{.y = -81}, "Shear.y: -81 is below -80; give -80 to 80"},
      {Shear{.interpolation = Interpolation::area}, "Shear." + area},
      {Shear{.fill = NAN}, "Shear.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Shear{.fill = {1, 0}}(tests::image({{1}}));
          }) == "Shear.fill: 2 values for 1 channels; give one value, or one for each channel");
}
