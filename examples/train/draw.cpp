// SPDX-License-Identifier: MIT
#include "draw.hpp"

#include <algorithm>
#include <cmath>

#include "font.hpp"

namespace draw {

Color Dice::grey(double low, double high, double tint) {
  const double light = between(low, high);
  Color color{};
  for (double& value : color) value = std::clamp(light + between(-tint, tint), 0.0, 1.0);
  return color;
}

Place::Place(Point at, double scale, double turn)
    : at_(at),
      right_(scale * (1 - turn * turn) / (1 + turn * turn)),
      down_(scale * 2 * turn / (1 + turn * turn)) {}

Point Place::to_canvas(Point own) const {
  return {at_.x + right_ * own.x - down_ * own.y, at_.y + down_ * own.x + right_ * own.y};
}

Point Place::to_own(Point canvas) const {
  const double x = canvas.x - at_.x;
  const double y = canvas.y - at_.y;
  const double square = right_ * right_ + down_ * down_;
  return {(right_ * x + down_ * y) / square, (right_ * y - down_ * x) / square};
}

Place Place::part(Point at, double scale) const {
  Place place = *this;
  place.at_ = to_canvas(at);
  place.right_ *= scale;
  place.down_ *= scale;
  return place;
}

Place centred(Point middle, double width, double height, double turn) {
  return Place(Place(middle, 1, turn).to_canvas({-width / 2, -height / 2}), 1, turn);
}

Canvas::Canvas(const Color& color) : dots_(static_cast<std::size_t>(dots) * dots, color) {}

void Canvas::fill(const Shape& shape, const Inside& inside) {
  const auto& [place, width, height, color, hole] = shape;
  Point least{dots, dots};
  Point most{0, 0};
  for (const Point& corner : {Point{0, 0}, Point{width, 0}, Point{0, height}, Point{width, height}}) {
    const Point at = place.to_canvas(corner);
    least = {std::min(least.x, at.x), std::min(least.y, at.y)};
    most = {std::max(most.x, at.x), std::max(most.y, at.y)};
  }
  const auto limit = [](double value) {
    return static_cast<int>(std::clamp(value * fine, 0.0, double{dots}));
  };
  for (int y = limit(least.y); y < limit(most.y + 1); ++y) {
    for (int x = limit(least.x); x < limit(most.x + 1); ++x) {
      const Point own = place.to_own({(x + 0.5) / fine, (y + 0.5) / fine});
      const bool within = own.x >= 0 && own.x < width && own.y >= 0 && own.y < height;
      if (within && inside(own)) dot(x, y) = color;
    }
  }
}

void Canvas::box(const Shape& shape) {
  fill(shape, [](Point) { return true; });
}

void Canvas::disc(const Shape& shape) {
  fill(shape, [&](Point own) {
    const double x = 2 * own.x / shape.width - 1;
    const double y = 2 * own.y / shape.height - 1;
    const double square = x * x + y * y;
    return square < 1 && square >= shape.hole * shape.hole;
  });
}

void Canvas::triangle(const Shape& shape) {
  fill(shape,
       [&](Point own) { return std::abs(own.x - shape.width / 2) < own.y / shape.height * shape.width / 2; });
}

void Canvas::shade(const Shade& shade) {
  const auto& [from, to, top, bottom] = shade;
  for (int y = 0; y < dots; ++y) {
    const double row = (y + 0.5) / fine;
    if (row < from || row >= to) continue;
    const double share = (row - from) / (to - from);
    Color color{};
    for (std::size_t c = 0; c < 3; ++c) color[c] = top[c] + share * (bottom[c] - top[c]);
    std::fill_n(&dot(0, y), dots, color);
  }
}

void Canvas::write(const Place& place, std::string_view text, const Color& color) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    fill({place.part({6.0 * static_cast<double>(i), 0}), 5, 7, color}, [letter = text[i]](Point own) {
      return has_ink(letter, static_cast<int>(own.x), static_cast<int>(own.y));
    });
  }
}

void Canvas::blur_rows(int radius) {
  std::vector<Color> row(dots);
  for (int y = 0; y < dots; ++y) {
    for (int x = 0; x < dots; ++x) {
      Color sum{};
      for (int i = -radius; i <= radius; ++i) {
        const Color& color = dot(std::clamp(x + i, 0, dots - 1), y);
        for (std::size_t c = 0; c < 3; ++c) sum[c] += color[c] / (2 * radius + 1);
      }
      row[static_cast<std::size_t>(x)] = sum;
    }
    std::copy(row.begin(), row.end(), &dot(0, y));
  }
}

void Canvas::blur(double radius) {
  const auto transpose = [this] {
    for (int y = 0; y < dots; ++y) {
      for (int x = 0; x < y; ++x) std::swap(dot(x, y), dot(y, x));
    }
  };
  for (int pass = 0; pass < 2; ++pass) {  // along the rows, then along the columns
    blur_rows(static_cast<int>(radius * fine));
    transpose();
  }
}

void Canvas::noise(Dice& dice, double deviation) {
  grain_.resize(static_cast<std::size_t>(side) * side * 3);
  for (double& grain : grain_) {
    double sum = -2;  // of four even numbers: nearly normal, with a variance of a third
    for (int i = 0; i < 4; ++i) sum += dice.between(0, 1);
    grain = deviation * std::sqrt(3.0) * sum;
  }
}

void Canvas::light(double gain) { gain_ = gain; }

std::vector<std::uint8_t> Canvas::pixels() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(side) * side * 3);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (std::size_t c = 0; c < 3; ++c) {
        double sum = 0;
        for (int i = 0; i < fine * fine; ++i) {
          const int at = (y * fine + i / fine) * dots + x * fine + i % fine;
          sum += dots_[static_cast<std::size_t>(at)][c];
        }
        double value = gain_ * sum / (fine * fine);
        if (!grain_.empty()) value += grain_[bytes.size()];
        bytes.push_back(static_cast<std::uint8_t>(255 * std::clamp(value, 0.0, 1.0) + 0.5));
      }
    }
  }
  return bytes;
}

}  // namespace draw
