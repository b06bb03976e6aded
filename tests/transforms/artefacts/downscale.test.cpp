// SPDX-License-Identifier: MIT
#include "vary/transforms/artefacts/downscale.hpp"

#include "transforms/checks.hpp"

using tests::same_image;
using vary::Downscale;
using vary::Interpolation;
using vary::Resize;

TEMPLATE_TEST_CASE("Downscale is a resize to rounded sizes, and a resize back", "[downscale]", std::uint8_t,
                   std::uint16_t, float) {
  const struct {
    double scale;
    int width, height;  ///< of the smaller image, in one of 40 x 29: rounded, half up
  } table[] = {{0.5, 20, 15}, {0.1, 4, 3}, {0.01, 1, 1}, {0.9, 36, 26}};
  const auto photo = tests::noise_image<TestType>(40, 29, 3, 4);
  for (const auto& [scale, width, height] : table) {
    for (const auto shrinking : {Interpolation::area, Interpolation::nearest, Interpolation::bilinear}) {
      for (const auto enlarging : {Interpolation::bilinear, Interpolation::nearest}) {
        INFO("scale " << scale);
        const auto small = Resize{.width = width, .height = height, .interpolation = shrinking}(photo);
        const auto expected = Resize{.width = 40, .height = 29, .interpolation = enlarging}(small);
        const Downscale downscale{.scale = scale, .shrinking = shrinking, .enlarging = enlarging};
        REQUIRE(same_image(downscale(photo), expected));
      }
    }
  }
}

TEST_CASE("Downscale averages and interpolates by default", "[downscale]") {
  const auto photo = tests::image({{10, 30, 60, 80}});
  REQUIRE(tests::rows(Downscale{.scale = 0.5}(photo)) == tests::Rows{{20, 33, 58, 70}});
  REQUIRE(tests::rows(Downscale{.scale = 0.5, .enlarging = Interpolation::nearest}(photo)) ==
          tests::Rows{{20, 20, 70, 70}});
}

TEST_CASE("Downscale refuses fields out of range", "[downscale]") {
  tests::require_refused({
      {Downscale{.scale = 0.001}, "Downscale.scale: 0.001 is below 0.01; give 0.01 to 1"},
      {Downscale{.scale = {0.5, 1.5}}, "Downscale.scale: 1.5 is above 1; give 0.01 to 1"},
      {Downscale{.scale = {0.5, 0.25}},
       "Downscale.scale: low 0.5 is above high 0.25; give the lower value first"},
  });
}
