// SPDX-License-Identifier: MIT
// A small canvas to draw images on. It does not use vary: the test images should not be made by the library
// whose augmentation is tested.
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
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  double uniform(double low, double high) { return low + (high - low) * unit(); }
  /// A uniform integer in [low, high].
  int integer(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  bool chance(double probability) { return unit() < probability; }
  Color color(double low, double high) {
    return {uniform(low, high), uniform(low, high), uniform(low, high)};
  }
  /// A nearly grey colour: brightness in [low, high], each channel off by at most `tint`.
  Color grey(double low, double high, double tint = 0.03);

 private:
  double unit() { return static_cast<double>(engine_()) / 4294967296.0; }
  std::mt19937 engine_;
};

struct Point {
  double x = 0;
  double y = 0;
};

/// A coordinate frame on the canvas: local coordinates are scaled, rotated, and moved to `origin`.
class Frame {
 public:
  /// `half_tan` is the tangent of half the angle: 1 is 90 degrees clockwise. It avoids sine and cosine, which
  /// differ between machines.
  explicit Frame(Point origin, double scale = 1, double half_tan = 0);
  [[nodiscard]] Point to_canvas(Point local) const;
  [[nodiscard]] Point to_local(Point canvas) const;
  /// A frame inside this one; `origin` is in local coordinates.
  [[nodiscard]] Frame child(Point origin, double scale = 1) const;

 private:
  Point origin_;
  double right_;  ///< the local x axis in canvas coordinates
  double down_;
};

/// The frame of a rect of this size around `middle`, with its origin at the upper left corner.
Frame centered_frame(Point middle, double width, double height, double half_tan = 0);

// The shapes are aggregates because braced initialisers are evaluated in order. The order of function
// arguments, and so of random draws in them, depends on the compiler.

struct Shape {
  Frame frame;  ///< of the upper left corner
  double width;
  double height;
  Color color;
  double hole = 0;  ///< inner radius of a disc, as a fraction of its radius
};

/// A vertical gradient between two rows.
struct Gradient {
  double from;
  double to;
  Color top;
  Color bottom;
};

/// A square image. Coordinates are in pixels, (0, 0) is the upper left corner; edges are antialiased.
class Canvas {
 public:
  static constexpr int side = 64;

  explicit Canvas(const Color& color);
  void box(const Shape& shape);
  /// An ellipse.
  void disc(const Shape& shape);
  /// A triangle with its base at the bottom.
  void triangle(const Shape& shape);
  /// Fills the full width.
  void gradient(const Gradient& gradient);
  /// One line of text in units of a dot of the font: letters are 7 high, and 6 apart.
  void write(const Frame& frame, std::string_view text, const Color& color);

  // Effects of a camera, on the full image.
  void blur(double radius);
  void noise(Random& random, double deviation);
  void light(double gain);

  /// Interleaved RGB.
  [[nodiscard]] std::vector<std::uint8_t> pixels() const;

 private:
  using Inside = std::function<bool(Point)>;  ///< in local coordinates
  void fill(const Shape& shape, const Inside& inside);

  static constexpr int oversampling = 4;  ///< samples per pixel in each direction
  static constexpr int fine_side = side * oversampling;
  Color& sample(int x, int y) { return samples_[static_cast<std::size_t>(y * fine_side + x)]; }
  void blur_rows(int radius);

  std::vector<Color> samples_;
  std::vector<double> noise_;  ///< added to the pixels after everything else
  double gain_ = 1;
};

}  // namespace draw
