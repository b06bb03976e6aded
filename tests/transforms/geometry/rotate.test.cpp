// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/rotate.hpp"

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using tests::same_image;
using vary::Border;
using vary::Rotate;

namespace {

constexpr Border borders[] = {Border::constant, Border::edge, Border::reflect, Border::symmetric,
                              Border::wrap};

/// The pixel of [0, size) at position i, one reflection at a time; -1 for the constant.
int inside(Border border, int i, int size) {
  while (i < 0 || i >= size) {
    if (border == Border::constant) return -1;
    if (border == Border::edge) i = i < 0 ? 0 : size - 1;
    if (border == Border::reflect) i = i < 0 ? -i : 2 * (size - 1) - i;
    if (border == Border::symmetric) i = i < 0 ? -1 - i : 2 * size - 1 - i;
    if (border == Border::wrap) i += i < 0 ? size : -size;
  }
  return i;
}

/// The image rotated counter-clockwise about its centre, in double precision, before rounding. As displayed,
/// y grows downwards: (x, y) comes from (cos x - sin y, sin x + cos y).
double rotated(const vary::Image<std::uint8_t>& photo, double degrees, Border border, double fill, int x,
               int y) {
  const double angle = degrees * 3.14159265358979323846 / 180;
  const double dx = x + 0.5 - photo.width() / 2.0;
  const double dy = y + 0.5 - photo.height() / 2.0;
  const double sx = std::cos(angle) * dx - std::sin(angle) * dy + photo.width() / 2.0 - 0.5;
  const double sy = std::sin(angle) * dx + std::cos(angle) * dy + photo.height() / 2.0 - 0.5;
  const int left = static_cast<int>(std::floor(sx));
  const int top = static_cast<int>(std::floor(sy));
  double sum = 0;
  for (const int j : {0, 1}) {
    for (const int i : {0, 1}) {
      const int px = inside(border, left + i, photo.width());
      const int py = inside(border, top + j, photo.height());
      const double value = px < 0 || py < 0 ? fill : photo.at(px, py);
      sum += value * (i == 0 ? left + 1 - sx : sx - left) * (j == 0 ? top + 1 - sy : sy - top);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("Rotate rotates counter-clockwise about the centre, as a plain bilinear loop does", "[rotate]") {
  for (const auto& [width, height] : {std::pair{21, 14}, {9, 30}, {3, 2}, {1, 1}}) {
    const auto photo = tests::noise_image<std::uint8_t>(width, height, 1, 6);
    for (const double degrees : {30.0, -75.5, 90.0, 135.0, 270.0, 359.0}) {
      for (const Border border : borders) {
        if (border == Border::reflect && (width == 1 || height == 1)) continue;  // not defined by numpy
        INFO(width << "x" << height << ", " << degrees << " degrees, border " << static_cast<int>(border));
        const auto copy = Rotate{.degrees = degrees, .border = border, .fill = 0.4}(photo);
        REQUIRE(copy.shape() == photo.shape());
        double worst = 0;
        for (int y = 0; y < height; ++y) {
          for (int x = 0; x < width; ++x) {
            worst = std::max(worst, std::fabs(copy.at(x, y) - rotated(photo, degrees, border, 102, x, y)));
          }
        }
        REQUIRE(worst <= 1);
      }
    }
  }
}

TEST_CASE("A rotation by 90 degrees that maps pixels to pixels does not change their values", "[rotate]") {
  for (const auto& [width, height] : {std::pair{8, 8}, {7, 7}, {8, 6}, {5, 9}, {1, 3}}) {
    const auto photo = tests::wild_image<float>(width, height, 3);
    for (const int turns : {-3, -2, -1, 1, 2, 3, 4}) {
      for (const Border border : borders) {
        INFO(width << "x" << height << ", " << turns << " turns, border " << static_cast<int>(border));
        // The output has the size of the input: what is outside of it is cut, the rest comes from the border.
        const auto expected =
            vary::CenterCrop{
                .width = width, .height = height, .pad_if_needed = true, .border = border, .fill = 0.25}(
                vary::Rotate90{.turns = turns}(photo));
        const Rotate rotate{.degrees = 90 * turns, .border = border, .fill = 0.25};
        REQUIRE(same_image(rotate(photo), expected));
      }
    }
  }
}

TEST_CASE("A rotation by 180 degrees always maps pixels to pixels", "[rotate]") {
  REQUIRE(rows(Rotate{.degrees = 180}(image({{1, 2}, {3, 4}, {5, 6}}))) == Rows{{6, 5}, {4, 3}, {2, 1}});
}

TEST_CASE("A rotation by 90 degrees that maps pixels between pixels is interpolated", "[rotate]") {
  const auto recipe = tests::recipe_of(Rotate{.degrees = 90}, {4, 3, 1});
  REQUIRE(tests::only<vary::ops::Warp>(recipe).matrix == std::array<double, 6>{0, -1, 3.5, 1, 0, -0.5});
}

TEST_CASE("Rotate with nearest interpolation takes pixels unchanged", "[rotate]") {
  const auto photo = tests::noise_image<std::uint8_t>(21, 14, 1, 6);
  const auto copy =
      Rotate{.degrees = 30, .interpolation = vary::Interpolation::nearest, .border = Border::wrap}(photo);
  for (int y = 0; y < 14; ++y) {
    for (int x = 0; x < 21; ++x) {
      // At 30 degrees no position lies halfway between two pixels, so the nearest one is unique.
      const double c = std::sqrt(3.0) / 2, dx = x + 0.5 - 10.5, dy = y + 0.5 - 7;
      const int sx = inside(Border::wrap, static_cast<int>(std::floor(c * dx - 0.5 * dy + 10.5)), 21);
      const int sy = inside(Border::wrap, static_cast<int>(std::floor(0.5 * dx + c * dy + 7)), 14);
      REQUIRE(copy.at(x, y) == photo.at(sx, sy));
    }
  }
}

TEST_CASE("The output of expand shows the whole image, and no smaller one does", "[rotate]") {
  for (const auto& [width, height] : {std::pair{20, 14}, {9, 31}, {3, 2}, {1, 1}}) {
    for (const double degrees : {10.0, -35.0, 45.0, 120.0, 200.0, 301.5}) {
      INFO(width << "x" << height << ", " << degrees << " degrees");
      const auto shape =
          tests::recipe_of(Rotate{.degrees = degrees, .expand = true}, {width, height, 1}).shape();
      const double c = std::fabs(std::cos(degrees * 3.14159265358979323846 / 180));
      const double s = std::fabs(std::sin(degrees * 3.14159265358979323846 / 180));
      REQUIRE(shape.width >= width * c + height * s);
      REQUIRE(shape.width - 1 < width * c + height * s);
      REQUIRE(shape.height >= width * s + height * c);
      REQUIRE(shape.height - 1 < width * s + height * c);
    }
  }
}

TEST_CASE("The centre of the image is the centre of the output", "[rotate]") {
  const auto photo = tests::noise_image<std::uint8_t>(21, 14, 1, 6);
  const auto plain = Rotate{.degrees = 30}(photo);
  // Outputs whose sizes differ by even numbers have their pixels at the same positions.
  for (const Rotate& rotate : {Rotate{.degrees = 30, .expand = true}, Rotate{.degrees = 30, .crop = true}}) {
    const auto other = rotate(photo);
    const int right = other.width() - 21, down = other.height() - 14;
    INFO(other.width() << "x" << other.height());
    if (right % 2 != 0 || down % 2 != 0) continue;
    const bool larger = right > 0;
    const auto& small = larger ? plain : other;
    const auto& large = larger ? other : plain;
    const auto middle = vary::CenterCrop{.width = small.width(), .height = small.height()}(large);
    REQUIRE(same_image(middle, small));
  }
}

TEST_CASE("Multiples of 90 degrees with expand or crop are Rotate90", "[rotate]") {
  for (const auto& [width, height] : {std::pair{8, 5}, {7, 10}, {3, 3}}) {
    const auto photo = tests::wild_image<float>(width, height, 3);
    for (const int turns : {-3, -2, -1, 1, 2, 3}) {
      const auto expected = vary::Rotate90{.turns = turns}(photo);
      for (const auto interpolation : {vary::Interpolation::bilinear, vary::Interpolation::lanczos}) {
        INFO(width << "x" << height << ", " << turns << " turns");
        const double degrees = 90 * turns;
        REQUIRE(same_image(Rotate{.degrees = degrees, .interpolation = interpolation, .expand = true}(photo),
                           expected));
        REQUIRE(same_image(Rotate{.degrees = degrees, .interpolation = interpolation, .crop = true}(photo),
                           expected));
      }
    }
  }
}

TEST_CASE("The output of crop is the largest without a border", "[rotate]") {
  using vary::Interpolation;
  for (const auto& [width, height] : {std::pair{64, 48}, {20, 61}, {50, 50}, {40, 12}}) {
    vary::Image<float> photo(width, height, 1);
    for (std::size_t i = 0; i < photo.shape().elements(); ++i) photo.data()[i] = 0.5f;
    for (const double degrees : {1.0, 10.0, -33.0, 45.0, 80.0, 135.0, 223.0}) {
      for (const auto interpolation : {Interpolation::nearest, Interpolation::bilinear,
                                       Interpolation::bicubic, Interpolation::lanczos}) {
        INFO(width << "x" << height << ", " << degrees << " degrees, " << static_cast<int>(interpolation));
        const auto copy = Rotate{.degrees = degrees,
                                 .interpolation = interpolation,
                                 .crop = true,
                                 .border = Border::constant,
                                 .fill = 1000}(photo);
        for (std::size_t i = 0; i < copy.shape().elements(); ++i) {
          REQUIRE(std::fabs(copy.data()[i] - 0.5f) < 1e-3f);
        }
        if (interpolation != Interpolation::bilinear) continue;
        // No axis-aligned rectangle about the centre and inside the rotated image has a larger area.
        const double angle = degrees * 3.14159265358979323846 / 180;
        const double c = std::fabs(std::cos(angle)), s = std::fabs(std::sin(angle));
        double best = 0;
        for (double w = 0.25; w < width + height; w += 0.25) {
          // The corner (w, h) / 2 must lie inside: w c + h s <= width, w s + h c <= height.
          const double h = std::fmin((width - w * c) / s, (height - w * s) / c);
          best = std::fmax(best, w * h);
        }
        REQUIRE((copy.width() + 1) * (copy.height() + 1) > best);
      }
    }
  }
}

TEST_CASE("Rotate keeps a flat image flat at every angle, without black corners", "[rotate]") {
  const auto photo = tests::flat_image<std::uint8_t>({23, 17, 3}, 201);
  for (int i = 0; i < 50; ++i)
    REQUIRE(same_image(Rotate{.degrees = {-360, 360}}(photo, {.index = i}), photo));
  const auto corner = Rotate{.degrees = 45, .border = Border::constant, .fill = {1, 0, 0.2f}}(photo);
  REQUIRE(corner.at(0, 0, 0) == 255);
  REQUIRE(corner.at(0, 0, 1) == 0);
  REQUIRE(corner.at(0, 0, 2) == 51);
}

TEST_CASE("Rotate refuses fields out of range", "[rotate]") {
  const std::string text =
      "Rotate.interpolation: area is for Resize; give nearest, bilinear, bicubic or lanczos";
  tests::require_refused({
      {Rotate{.degrees = {30, 10}}, "Rotate.degrees: low 30 is above high 10; give the lower value first"},
      {Rotate{.degrees = 360.5}, "Rotate.degrees: 360.5 is above 360; give -360 to 360"},
      {Rotate{.degrees = {-361, 0}}, "Rotate.degrees: -361 is below -360; give -360 to 360"},
      {Rotate{.degrees = NAN}, "Rotate.degrees: is not a number; give -360 to 360"},
      {Rotate{.degrees = {0, NAN}}, "Rotate.degrees: is not a number; give -360 to 360"},
      {Rotate{.degrees = {0, INFINITY}}, "Rotate.degrees: inf is above 360; give -360 to 360"},
      {Rotate{.interpolation = vary::Interpolation::area}, text},
      {Rotate{.expand = true, .crop = true}, "Rotate.crop: does not go with expand; set one of them"},
      {Rotate{.fill = {0, -INFINITY}}, "Rotate.fill: -inf is no colour; give a fraction of full scale"},
  });
  REQUIRE(tests::refusal([] {
            Rotate{.degrees = 5, .fill = {1, 0}}(image({{1, 2, 3}}, 3));
          }) == "Rotate.fill: 2 values for 3 channels; give one value, or one for each channel");
}
