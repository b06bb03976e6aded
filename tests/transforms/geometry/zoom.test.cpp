// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/zoom.hpp"

#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using vary::Border;
using vary::Interpolation;
using vary::Zoom;

TEST_CASE("Zoom enlarges and shrinks about the centre", "[zoom]") {
  for (const double factor : {0.4, 0.9, 1.3, 4.0}) {
    const Zoom zoom{.factor = factor, .antialias = false, .border = Border::constant};
    const double worst = tests::worst_distance(zoom, vary::Affine{.scale = factor}, 40, 50, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 1e-3);
  }
  // Twice as large: the outer half is cut off, and the weights are multiples of 1/4.
  const auto zoomed =
      Zoom{.factor = 2}(tests::image({{0, 0, 0, 0}, {0, 0, 160, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}}));
  REQUIRE(tests::rows(zoomed) ==
          tests::Rows{{0, 30, 90, 90}, {0, 30, 90, 90}, {0, 10, 30, 30}, {0, 0, 0, 0}});
}

TEST_CASE("Zoom refuses fields out of range", "[zoom]") {
  const std::string area = "interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos";
  tests::require_refused({
      {Zoom{.factor = 0.01}, "Zoom.factor: 0.01 is below 0.02; give 0.02 to 50"},
      {Zoom{.interpolation = Interpolation::area}, "Zoom." + area},
      {Zoom{.fill = NAN}, "Zoom.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Zoom{.factor = 2, .fill = {1, 0}}(tests::image({{1}}));
          }) == "Zoom.fill: 2 values for 1 channels; give one value, or one for each channel");
}
