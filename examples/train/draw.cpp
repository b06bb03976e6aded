// SPDX-License-Identifier: MIT
#include "draw.hpp"

#include <algorithm>
#include <cmath>

#include "font.hpp"

namespace draw {

Color Random::grey(double low, double high, double tint) {
  const double light = uniform(low, high);
  Color color{};
  for (double& value : color) value = std::clamp(light + uniform(-tint, tint), 0.0, 1.0);
  return color;
}

Frame::Frame(Point origin, double scale, double half_tan)
    : origin_(origin),
      right_(scale * (1 - half_tan * half_tan) / (1 + half_tan * half_tan)),
      down_(scale * 2 * half_tan / (1 + half_tan * half_tan)) {}

Point Frame::to_canvas(Point local) const {
  return {origin_.x + right_ * local.x - down_ * local.y, origin_.y + down_ * local.x + right_ * local.y};
}

Point Frame::to_local(Point canvas) const {
  const double x = canvas.x - origin_.x;
  const double y = canvas.y - origin_.y;
  const double square = right_ * right_ + down_ * down_;
  return {(right_ * x + down_ * y) / square, (right_ * y - down_ * x) / square};
}

Frame Frame::child(Point origin, double scale) const {
  Frame frame = *this;
  frame.origin_ = to_canvas(origin);
  frame.right_ *= scale;
  frame.down_ *= scale;
  return frame;
}

Frame centered_frame(Point middle, double width, double height, double half_tan) {
  return Frame(Frame(middle, 1, half_tan).to_canvas({-width / 2, -height / 2}), 1, half_tan);
}

Canvas::Canvas(const Color& color) : samples_(static_cast<std::size_t>(fine_side) * fine_side, color) {}

void Canvas::fill(const Shape& shape, const Inside& inside) {
  const auto& [frame, width, height, color, hole] = shape;
  Point low{fine_side, fine_side};
  Point high{0, 0};
  for (const Point& corner : {Point{0, 0}, Point{width, 0}, Point{0, height}, Point{width, height}}) {
    const Point origin = frame.to_canvas(corner);
    low = {std::min(low.x, origin.x), std::min(low.y, origin.y)};
    high = {std::max(high.x, origin.x), std::max(high.y, origin.y)};
  }
  const auto fine_position = [](double value) {
    return static_cast<int>(std::clamp(value * oversampling, 0.0, double{fine_side}));
  };
  for (int y = fine_position(low.y); y < fine_position(high.y + 1); ++y) {
    for (int x = fine_position(low.x); x < fine_position(high.x + 1); ++x) {
      const Point local = frame.to_local({(x + 0.5) / oversampling, (y + 0.5) / oversampling});
      const bool within = local.x >= 0 && local.x < width && local.y >= 0 && local.y < height;
      if (within && inside(local)) sample(x, y) = color;
    }
  }
}

void Canvas::box(const Shape& shape) {
  fill(shape, [](Point) { return true; });
}

void Canvas::disc(const Shape& shape) {
  fill(shape, [&](Point local) {
    const double x = 2 * local.x / shape.width - 1;
    const double y = 2 * local.y / shape.height - 1;
    const double square = x * x + y * y;
    return square < 1 && square >= shape.hole * shape.hole;
  });
}

void Canvas::triangle(const Shape& shape) {
  fill(shape, [&](Point local) {
    return std::abs(local.x - shape.width / 2) < local.y / shape.height * shape.width / 2;
  });
}

void Canvas::gradient(const Gradient& gradient) {
  const auto& [from, to, top, bottom] = gradient;
  for (int y = 0; y < fine_side; ++y) {
    const double row = (y + 0.5) / oversampling;
    if (row < from || row >= to) continue;
    const double share = (row - from) / (to - from);
    Color color{};
    for (std::size_t c = 0; c < 3; ++c) color[c] = top[c] + share * (bottom[c] - top[c]);
    std::fill_n(&sample(0, y), fine_side, color);
  }
}

void Canvas::write(const Frame& frame, std::string_view text, const Color& color) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    fill({frame.child({6.0 * static_cast<double>(i), 0}), 5, 7, color}, [letter = text[i]](Point local) {
      return has_ink(letter, static_cast<int>(local.x), static_cast<int>(local.y));
    });
  }
}

void Canvas::blur_rows(int radius) {
  std::vector<Color> row(fine_side);
  for (int y = 0; y < fine_side; ++y) {
    for (int x = 0; x < fine_side; ++x) {
      Color sum{};
      for (int i = -radius; i <= radius; ++i) {
        const Color& color = sample(std::clamp(x + i, 0, fine_side - 1), y);
        for (std::size_t c = 0; c < 3; ++c) sum[c] += color[c] / (2 * radius + 1);
      }
      row[static_cast<std::size_t>(x)] = sum;
    }
    std::copy(row.begin(), row.end(), &sample(0, y));
  }
}

void Canvas::blur(double radius) {
  const auto transpose = [this] {
    for (int y = 0; y < fine_side; ++y) {
      for (int x = 0; x < y; ++x) std::swap(sample(x, y), sample(y, x));
    }
  };
  for (int pass = 0; pass < 2; ++pass) {  // along the rows, then along the columns
    blur_rows(static_cast<int>(radius * oversampling));
    transpose();
  }
}

void Canvas::noise(Random& random, double deviation) {
  noise_.resize(static_cast<std::size_t>(side) * side * 3);
  for (double& noise_value : noise_) {
    double sum = -2;  // four uniform numbers: nearly normal, with variance 1/3
    for (int i = 0; i < 4; ++i) sum += random.uniform(0, 1);
    noise_value = deviation * std::sqrt(3.0) * sum;
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
        for (int i = 0; i < oversampling * oversampling; ++i) {
          const int origin =
              (y * oversampling + i / oversampling) * fine_side + x * oversampling + i % oversampling;
          sum += samples_[static_cast<std::size_t>(origin)][c];
        }
        double value = gain_ * sum / (oversampling * oversampling);
        if (!noise_.empty()) value += noise_[bytes.size()];
        bytes.push_back(static_cast<std::uint8_t>(255 * std::clamp(value, 0.0, 1.0) + 0.5));
      }
    }
  }
  return bytes;
}

}  // namespace draw
