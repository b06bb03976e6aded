// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/affine.hpp"

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"
#include "transforms/geometry/coordinates.hpp"

using tests::same_image;
using vary::Affine;
using vary::Border;
using vary::Interpolation;

TEST_CASE("Affine scales, rotates, shears and translates, in this order", "[affine]") {
  const Affine maps[] = {
      {.degrees = 30},
      {.degrees = -100, .scale = 1.5},
      {.translate_x = 0.125, .translate_y = -0.21},
      {.scale = 0.7},
      {.shear_x = 25},
      {.shear_y = -25},
      {.degrees = 20, .translate_x = -0.2, .translate_y = 0.1, .scale = 1.25, .shear_x = 10, .shear_y = 35},
  };
  for (Affine affine : maps) {
    affine.antialias = false;
    affine.border = Border::constant;
    INFO(affine.degrees.low << " degrees, scale " << affine.scale.low << ", shear " << affine.shear_x.low
                            << ", " << affine.shear_y.low);
    for (const auto interpolation : {Interpolation::bilinear, Interpolation::bicubic}) {
      affine.interpolation = interpolation;
      for (const auto& [width, height] : {std::pair{48, 36}, {31, 64}}) {
        const double worst = tests::worst_distance(affine, affine, width, height, 3);
        REQUIRE(worst >= 0);
        REQUIRE(worst < 1e-3);
      }
    }
    affine.interpolation = Interpolation::nearest;
    const double worst = tests::worst_distance(affine, affine, 48, 36, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 0.7072 * 2.5);  // half a pixel of the input, enlarged
  }
}

TEST_CASE("Affine scales width and height alike, or each by its own factor", "[affine]") {
  for (int i = 0; i < 20; ++i) {
    const vary::Key key{.index = i};
    const auto alike = tests::recipe_of(Affine{.scale = {0.5, 2}}, {24, 20, 1}, key);
    const auto& same = tests::only<vary::ops::Warp>(alike).matrix;
    REQUIRE(same[0] == same[4]);
    const auto free = tests::recipe_of(Affine{.scale = {0.5, 2}, .keep_ratio = false}, {24, 20, 1}, key);
    const auto& own = tests::only<vary::ops::Warp>(free).matrix;
    REQUIRE(own[0] == same[0]);
    REQUIRE(own[0] != own[4]);
  }
}

TEST_CASE("An Affine that maps pixels to pixels does not change their values", "[affine]") {
  const auto photo = tests::wild_image<float>(16, 12, 3);
  REQUIRE(same_image(Affine{.degrees = 180}(photo), vary::Rotate90{.turns = 2}(photo)));
  REQUIRE(same_image(Affine{.degrees = 90}(photo), vary::Rotate{.degrees = 90}(photo)));
  const Affine far{.translate_x = 0.25, .translate_y = -0.5, .interpolation = Interpolation::lanczos};
  REQUIRE(same_image(far(photo), vary::Translate{.x = 0.25, .y = -0.5}(photo)));
  REQUIRE(same_image(Affine{.scale = 2}(photo), vary::Zoom{.factor = 2}(photo)));
  REQUIRE(same_image(Affine{.degrees = 37}(photo), vary::Rotate{.degrees = 37}(photo)));
}

TEST_CASE("Affine and Zoom are antialiased when they shrink, unless told otherwise", "[affine]") {
  // Stripes of one pixel: grey where they are averaged, one of the two values where pixels are skipped.
  vary::Image<std::uint8_t> stripes(64, 64, 1);
  for (int i = 0; i < 64 * 64; i += 2) stripes.data()[i] = 200;
  const auto spread = [&](const auto& transform) {
    const auto copy = transform(stripes);
    int least = 255, most = 0;
    for (int x = 28; x < 36; ++x) {
      least = std::min<int>(least, copy.at(x, 32));
      most = std::max<int>(most, copy.at(x, 32));
    }
    return most - least;
  };
  REQUIRE(spread(vary::Zoom{.factor = 0.3}) < 20);
  REQUIRE(spread(vary::Zoom{.factor = 0.3, .antialias = false}) > 60);
  REQUIRE(spread(Affine{.scale = 0.3}) < 20);
  REQUIRE(spread(Affine{.scale = 0.3, .interpolation = Interpolation::bicubic}) < 20);
  REQUIRE(spread(Affine{.scale = 0.3, .antialias = false}) > 60);
}

TEST_CASE("Affine keeps a flat image flat", "[affine]") {
  const auto photo = tests::flat_image<std::uint8_t>({23, 17, 3}, 201);
  const Affine any{.degrees = {-180, 180},
                   .translate_x = {-1, 1},
                   .translate_y = {-1, 1},
                   .scale = {0.02, 50},
                   .keep_ratio = false,
                   .shear_x = {-80, 80},
                   .shear_y = {-80, 80}};
  for (int i = 0; i < 30; ++i) REQUIRE(same_image(any(photo, {.index = i}), photo));
}

TEST_CASE("Affine refuses fields out of range", "[affine]") {
  const std::string area = "interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos";
  tests::require_refused({
      {Affine{.degrees = 361}, "Affine.degrees: 361 is above 360; give -360 to 360"},
      {Affine{.translate_x = {-2, 0}}, "Affine.translate_x: -2 is below -1; give -1 to 1"},
      {Affine{.translate_y = 1.5}, "Affine.translate_y: 1.5 is above 1; give -1 to 1"},
      {Affine{.scale = 0}, "Affine.scale: 0 is below 0.02; give 0.02 to 50"},
      {Affine{.scale = {2, 1}}, "Affine.scale: low 2 is above high 1; give the lower value first"},
      {Affine{.shear_x = 90}, "Affine.shear_x: 90 is above 80; give -80 to 80"},
      {Affine{.shear_y = NAN}, "Affine.shear_y: is not a number; give -80 to 80"},
      {Affine{.interpolation = Interpolation::area}, "Affine." + area},
      {Affine{.fill = NAN}, "Affine.fill: nan is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Affine{.scale = 2, .fill = {1, 0}}(tests::image({{1}}));
          }) == "Affine.fill: 2 values for 1 channels; give one value, or one for each channel");
}
