// SPDX-License-Identifier: MIT
// A small canvas for drawn images. Nothing in here knows of vary: what a model is tested on should not come
// from the library that altered what it was trained on.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace draw {

using Color = std::array<double, 3>;  ///< red, green, blue, 0 to 1

/// Random numbers, the same on every machine.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// A whole number, `low` and `high` among them.
  int among(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  bool chance(double probability) { return unit() < probability; }
  Color color(double low, double high) {
    return {between(low, high), between(low, high), between(low, high)};
  }
  /// A light that is nearly grey.
  Color grey(double low, double high, double tint = 0.03);

 private:
  double unit() { return static_cast<double>(engine_()) / 4294967296.0; }
  std::mt19937 engine_;
};

struct Point {
  double x = 0;
  double y = 0;
};

/// Where a thing lies on the canvas: its own coordinates made larger by `scale`, turned, and moved so that
/// its origin lies at `at`.
class Place {
 public:
  /// `turn` is the tangent of half the angle: 1 is a quarter turn, clockwise.
  explicit Place(Point at, double scale = 1, double turn = 0);
  [[nodiscard]] Point to_canvas(Point own) const;
  [[nodiscard]] Point to_own(Point canvas) const;
  /// The place that a part of the thing has.
  [[nodiscard]] Place part(Point at, double scale = 1) const;

 private:
  Point at_;
  double right_;  ///< what a step along the own x axis is on the canvas
  double down_;
};

/// The place of something of this size, by its upper left corner, so that its middle lies at `middle`.
Place centred(Point middle, double width, double height, double turn = 0);

// What is drawn, as structs: the dice for their fields are thrown in order. For the arguments of a function
// each compiler has an order of its own.

struct Shape {
  Place place;  ///< of the upper left corner
  double width;
  double height;
  Color color;
  double hole = 0;  ///< of a disc: the share of the radius that is left out
};

/// From one colour to another, downwards.
struct Shade {
  double from;
  double to;
  Color top;
  Color bottom;
};

/// A square image. Coordinates are pixels, (0, 0) is the upper left corner; edges are smooth.
class Canvas {
 public:
  static constexpr int side = 64;

  explicit Canvas(const Color& color);
  void box(const Shape& shape);
  /// An ellipse.
  void disc(const Shape& shape);
  /// A triangle that stands on its base.
  void triangle(const Shape& shape);
  /// The whole width between two rows.
  void shade(const Shade& shade);
  /// One line of text: the own unit is a dot, letters are 7 high and 6 apart.
  void write(const Place& place, std::string_view text, const Color& color);

  // What a camera does to all of it.
  void blur(double radius);
  void noise(Dice& dice, double deviation);
  void light(double gain);

  /// Rows of red, green, blue.
  [[nodiscard]] std::vector<std::uint8_t> pixels() const;

 private:
  using Inside = std::function<bool(Point)>;  ///< in the shape's own coordinates
  void fill(const Shape& shape, const Inside& inside);

  static constexpr int fine = 4;  ///< dots of the canvas for each pixel, both ways
  static constexpr int dots = side * fine;
  Color& dot(int x, int y) { return dots_[static_cast<std::size_t>(y * dots + x)]; }
  void blur_rows(int radius);

  std::vector<Color> dots_;
  std::vector<double> grain_;  ///< added to the pixels, last of all
  double gain_ = 1;
};

}  // namespace draw
