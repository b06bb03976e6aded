// SPDX-License-Identifier: MIT
// Images that hold their own coordinates: what a copy of one shows says where its pixels come from.
#pragma once

#include <cmath>

#include "support/catch.hpp"
#include "vary/transforms/geometry/affine.hpp"

namespace tests {

struct Point {
  double x;
  double y;
};

/// An image with x + 0.5 and y + 0.5 of each pixel in its two channels.
inline vary::Image<float> coordinate_image(int width, int height) {
  vary::Image<float> image(width, height, 2);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.at(x, y, 0) = static_cast<float>(x) + 0.5f;
      image.at(x, y, 1) = static_cast<float>(y) + 0.5f;
    }
  }
  return image;
}

/// The shift in pixels along one axis that a copy of coordinate_image() shows.
inline double shift(const vary::Image<float>& copy, int x, int y, int axis) {
  return static_cast<double>(copy.at(x, y, axis)) - (axis == 0 ? x : y) - 0.5;
}

/// Where an affine transform moves a point: about the centre it is scaled, rotated, sheared and translated,
/// one step after the other, in double precision. As displayed, y grows downwards.
inline Point moved(const vary::Affine& affine, vary::Shape shape, Point p) {
  constexpr double radian = 3.14159265358979323846 / 180;
  double x = (p.x - shape.width / 2.0) * affine.scale.low;
  double y = (p.y - shape.height / 2.0) * affine.scale.low;
  const double angle = affine.degrees.low * radian;
  const double rotated_x = std::cos(angle) * x + std::sin(angle) * y;
  const double rotated_y = std::cos(angle) * y - std::sin(angle) * x;
  x = rotated_x + std::tan(affine.shear_x.low * radian) * rotated_y;
  y = rotated_y + std::tan(affine.shear_y.low * radian) * x;
  return {x + shape.width / 2.0 + affine.translate_x.low * shape.width,
          y + shape.height / 2.0 + affine.translate_y.low * shape.height};
}

/// The largest distance between the centre of an output pixel and where `meant` moves the point that it
/// shows, among the pixels that show points more than `margin` inside the image; -1 if there are none.
/// `transform` has a constant border of 0.
template <class X>
double worst_distance(const X& transform, const vary::Affine& meant, int width, int height, double margin) {
  // Coordinates in 64ths, since floats are clamped to [0, 1], and a 1, which the border does not have.
  vary::Image<float> photo(width, height, 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      photo.at(x, y, 0) = (static_cast<float>(x) + 0.5f) / 64;
      photo.at(x, y, 1) = (static_cast<float>(y) + 0.5f) / 64;
      photo.at(x, y, 2) = 1;
    }
  }
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
      const Point expected = moved(meant, photo.shape(), shown);
      worst = std::fmax(worst, std::hypot(expected.x - x - 0.5, expected.y - y - 0.5));
    }
  }
  return worst;
}

}  // namespace tests
