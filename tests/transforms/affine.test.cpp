// SPDX-License-Identifier: MIT
#include "vary/transforms/affine.hpp"

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::same_image;
using vary::Affine;
using vary::Border;
using vary::Interpolation;
using vary::Shear;
using vary::Translate;
using vary::Zoom;

namespace {

constexpr double pi = 3.14159265358979323846;

struct Point {
  double x;
  double y;
};

/// Where an affine transform takes a point: about the centre scaled, turned, sheared and moved, each step by
/// itself, in double precision. As displayed, y grows downwards.
Point moved(const Affine& affine, vary::Shape shape, Point p) {
  double x = (p.x - shape.width / 2.0) * affine.scale.low;
  double y = (p.y - shape.height / 2.0) * affine.scale.low;
  const double turn = affine.degrees.low * pi / 180;
  const double turned_x = std::cos(turn) * x + std::sin(turn) * y;
  const double turned_y = std::cos(turn) * y - std::sin(turn) * x;
  x = turned_x + std::tan(affine.shear_x.low * pi / 180) * turned_y;
  y = turned_y + std::tan(affine.shear_y.low * pi / 180) * x;
  return {x + shape.width / 2.0 + affine.translate_x.low * shape.width,
          y + shape.height / 2.0 + affine.translate_y.low * shape.height};
}

/// An image that holds its own coordinates, in 64ths, and a one that borders have not.
vary::Image<float> coordinates(int width, int height) {
  vary::Image<float> image(width, height, 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.at(x, y, 0) = (static_cast<float>(x) + 0.5f) / 64;
      image.at(x, y, 1) = (static_cast<float>(y) + 0.5f) / 64;
      image.at(x, y, 2) = 1;
    }
  }
  return image;
}

/// The greatest distance between a pixel's centre and where the point that it shows should be, among the
/// pixels that show points further than `margin` inside; -1 if there are none.
template <class X>
double worst_place(const X& transform, const Affine& meant, int width, int height, double margin) {
  const auto photo = coordinates(width, height);
  const auto copy = transform(photo);
  REQUIRE(copy.shape() == photo.shape());
  double worst = -1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Point shown{64.0 * static_cast<double>(copy.at(x, y, 0)),
                        64.0 * static_cast<double>(copy.at(x, y, 1))};
      if (std::fabs(copy.at(x, y, 2) - 1) > 1e-6f) continue;
      if (!(shown.x > margin && shown.x < width - margin && shown.y > margin && shown.y < height - margin)) {
        continue;
      }
      const Point place = moved(meant, photo.shape(), shown);
      worst = std::fmax(worst, std::hypot(place.x - x - 0.5, place.y - y - 0.5));
    }
  }
  return worst;
}

}  // namespace

TEST_CASE("Affine scales, turns, shears and moves, in this order", "[affine]") {
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
        const double worst = worst_place(affine, affine, width, height, 3);
        REQUIRE(worst >= 0);
        REQUIRE(worst < 1e-3);
      }
    }
    affine.interpolation = Interpolation::nearest;
    const double worst = worst_place(affine, affine, 48, 36, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 0.7072 * 2.5);  // half a pixel of the source, as large as it is shown
  }
}

TEST_CASE("Affine scales both sides alike unless told otherwise", "[affine]") {
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

TEST_CASE("Affine that takes pixels to pixels moves them unchanged", "[affine]") {
  const auto photo = tests::wild_image<float>(16, 12, 3);
  REQUIRE(same_image(Affine{.degrees = 180}(photo), vary::Rotate90{.turns = 2}(photo)));
  REQUIRE(same_image(Affine{.degrees = 90}(photo), vary::Rotate{.degrees = 90}(photo)));
  const Affine far{.translate_x = 0.25, .translate_y = -0.5, .interpolation = Interpolation::lanczos};
  REQUIRE(same_image(far(photo), Translate{.x = 0.25, .y = -0.5}(photo)));
  REQUIRE(same_image(Affine{.scale = 2}(photo), Zoom{.factor = 2}(photo)));
  REQUIRE(same_image(Affine{.degrees = 37}(photo), vary::Rotate{.degrees = 37}(photo)));
}

TEST_CASE("Translate moves by whole pixels, to the right and down", "[affine]") {
  const auto photo = tests::image({{1, 2, 3, 4}, {5, 6, 7, 8}});
  const Translate right{.x = 0.25, .y = 0, .border = Border::constant, .fill = 1};
  REQUIRE(tests::rows(right(photo)) == tests::Rows{{255, 1, 2, 3}, {255, 5, 6, 7}});
  REQUIRE(tests::rows(Translate{.x = 0, .y = 0.5}(photo)) == tests::Rows{{5, 6, 7, 8}, {1, 2, 3, 4}});
  // 0.6 and 0.4 pixels: one and none.
  const Translate parts{.x = -0.15, .y = 0.2, .border = Border::wrap};
  REQUIRE(tests::rows(parts(photo)) == tests::Rows{{2, 3, 4, 1}, {6, 7, 8, 5}});
  REQUIRE(tests::rows(Translate{.x = 1, .y = 0, .border = Border::edge}(photo)) ==
          tests::Rows{{1, 1, 1, 1}, {5, 5, 5, 5}});
}

TEST_CASE("Shear leans rows to the right, then columns down", "[affine]") {
  for (const auto& [x, y] : {std::pair{30.0, 0.0}, {0.0, 40.0}, {-20.0, 35.0}}) {
    const Shear shear{.x = x, .y = y, .antialias = false, .border = Border::constant};
    const double worst = worst_place(shear, Affine{.shear_x = x, .shear_y = y}, 40, 50, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 1e-3);
  }
}

TEST_CASE("Zoom enlarges and shrinks about the centre", "[affine]") {
  for (const double factor : {0.4, 0.9, 1.3, 4.0}) {
    const Zoom zoom{.factor = factor, .antialias = false, .border = Border::constant};
    const double worst = worst_place(zoom, Affine{.scale = factor}, 40, 50, 3);
    REQUIRE(worst >= 0);
    REQUIRE(worst < 1e-3);
  }
  // Twice as large at whole multiples: the outer half is gone, and weights are quarters.
  const auto zoomed =
      Zoom{.factor = 2}(tests::image({{0, 0, 0, 0}, {0, 0, 160, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}}));
  REQUIRE(tests::rows(zoomed) ==
          tests::Rows{{0, 30, 90, 90}, {0, 30, 90, 90}, {0, 10, 30, 30}, {0, 0, 0, 0}});
}

TEST_CASE("What shrinks is antialiased unless told otherwise", "[affine]") {
  // Stripes as fine as pixels: grey from afar, and one of the two colours where pixels are skipped.
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
  REQUIRE(spread(Zoom{.factor = 0.3}) < 20);
  REQUIRE(spread(Zoom{.factor = 0.3, .antialias = false}) > 60);
  REQUIRE(spread(Affine{.scale = 0.3}) < 20);
  REQUIRE(spread(Affine{.scale = 0.3, .interpolation = Interpolation::bicubic}) < 20);
  REQUIRE(spread(Affine{.scale = 0.3, .antialias = false}) > 60);
}

TEST_CASE("Affine transforms keep a flat image flat", "[affine]") {
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

TEST_CASE("Affine transforms refuse fields out of range", "[affine]") {
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
      {Translate{.x = -1.25}, "Translate.x: -1.25 is below -1; give -1 to 1"},
      {Translate{.y = {0, 3}}, "Translate.y: 3 is above 1; give -1 to 1"},
      {Translate{.fill = NAN}, "Translate.fill: nan is no colour; give a fraction of full scale"},
      {Shear{.x = 81}, "Shear.x: 81 is above 80; give -80 to 80"},
      {Shear{.y = -81}, "Shear.y: -81 is below -80; give -80 to 80"},
      {Shear{.interpolation = Interpolation::area}, "Shear." + area},
      {Shear{.fill = NAN}, "Shear.fill: nan is no colour; give a fraction of full scale"},
      {Zoom{.factor = 0.01}, "Zoom.factor: 0.01 is below 0.02; give 0.02 to 50"},
      {Zoom{.interpolation = Interpolation::area}, "Zoom." + area},
      {Zoom{.fill = NAN}, "Zoom.fill: nan is no colour; give a fraction of full scale"},
  });
  for (const auto& bad : {std::function<void()>([] {
                            Affine{.scale = 2, .fill = {1, 0}}(tests::image({{1}}));
                          }),
                          std::function<void()>([] {
                            Zoom{.factor = 2, .fill = {1, 0}}(tests::image({{1}}));
                          }),
                          std::function<void()>([] {
                            Shear{.fill = {1, 0}}(tests::image({{1}}));
                          }),
                          std::function<void()>([] {
                            Translate{.fill = {1, 0}}(tests::image({{1}}));
                          })}) {
    REQUIRE(tests::refusal(bad).find(".fill: 2 values for 1 channels; give one value") != std::string::npos);
  }
}
