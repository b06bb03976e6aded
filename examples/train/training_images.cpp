// SPDX-License-Identifier: MIT
#include "training_images.hpp"

#include <array>

using draw::Canvas;
using draw::Color;
using draw::Frame;
using draw::Point;
using draw::Random;

std::string random_word(Random& random, int shortest, int longest) {
  constexpr std::string_view letters = "eeeeeeetttttaaaaaoooooiiiinnnnsssshhhrrrddlllcuummwwffggyppbvk";
  std::string word;
  for (int length = random.integer(shortest, longest); length > 0; --length) {
    word += letters[static_cast<std::size_t>(random.integer(0, static_cast<int>(letters.size()) - 1))];
  }
  return word;
}

namespace {

std::string random_line(Random& random, std::size_t length) {
  std::string line;
  bool begins = random.chance(0.2);
  while (line.size() < length) {
    std::string word = random_word(random, 1, 9);
    if (begins) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    begins = random.chance(0.15);
    line += word + (begins ? ". " : random.chance(0.08) ? ", " : " ");
  }
  return line.substr(0, length);
}

void draw_house(Canvas& canvas, Random& random, Point foot) {
  const bool near = random.chance(0.3);
  const double width = near ? random.uniform(30, 60) : random.uniform(12, 26);
  const double height = near ? random.uniform(30, 60) : random.uniform(12, 30);
  const Frame frame{{foot.x, foot.y - height}};
  canvas.box({frame, width, height, random.color(0.2, 0.95)});
  if (random.chance(0.6)) canvas.triangle({frame.child({-2, -8}), width + 4, 8, random.color(0.1, 0.7)});
  const Color glass = random.color(0.1, 0.9);
  const double pane = random.uniform(2, near ? 7 : 4);
  for (double y = pane; y + pane < height; y += 2 * pane) {
    for (double x = pane; x + pane < width; x += 2 * pane)
      canvas.box({frame.child({x, y}), pane, pane, glass});
  }
}

/// Posts of equal or random length, with or without a rail.
void draw_fence(Canvas& canvas, Random& random, double top) {
  const Color wood = random.color(0.2, 1);
  const double step = random.uniform(3, 9);
  const double height = random.uniform(6, 30);
  const double shortest = random.chance(0.5) ? 1 : 0.3;
  for (double x = random.uniform(0, step); x < Canvas::side; x += step) {
    const double length = height * random.uniform(shortest, 1);
    canvas.box({Frame{{x, top + height - length}}, step * 0.5, length, wood});
  }
  if (random.chance(0.5)) canvas.box({Frame{{0, top + height / 3}}, Canvas::side, 1.5, wood});
}

void draw_tree(Canvas& canvas, Random& random, Point foot) {
  const double size = random.uniform(8, 20);
  canvas.box({Frame{{foot.x - 1, foot.y - size}}, 2, size, {0.35, 0.25, 0.15}});
  const Color leaves{random.uniform(0, 0.4), random.uniform(0.3, 0.8), random.uniform(0, 0.4)};
  canvas.disc({Frame{{foot.x - size / 2, foot.y - 1.6 * size}}, size, size, leaves});
}

/// Rows of bricks; every second row is shifted by half a brick.
void draw_wall(Canvas& canvas, Random& random) {
  const Color mortar = random.grey(0.5, 0.9);
  const Color brick = random.color(0.2, 0.8);
  const double width = random.uniform(8, 16);
  const double height = width * random.uniform(0.35, 0.6);
  canvas.box({Frame{{0, 0}}, Canvas::side, Canvas::side, mortar});
  int row = 0;
  for (double y = 0; y < Canvas::side; y += height, ++row) {
    for (double x = row % 2 == 0 ? 0 : -width / 2; x < Canvas::side; x += width) {
      canvas.box({Frame{{x + 0.5, y + 0.5}}, width - 1, height - 1, brick});
    }
  }
}

/// A grid or chequerboard of squares.
void draw_tiles(Canvas& canvas, Random& random) {
  const Color other = random.color(0, 1);
  const double size = random.uniform(3, 10);
  const double tile = size * random.uniform(0.6, 1);
  const int step = random.integer(1, 2);
  for (int row = 0; row * size < Canvas::side; ++row) {
    for (int i = row % step; i * size < Canvas::side; i += step) {
      canvas.box({Frame{{i * size, row * size}}, tile, tile, other});
    }
  }
}

/// Like leaves, pebbles or reeds: small shapes of three colours at random positions.
void draw_scattered(Canvas& canvas, Random& random, double top) {
  const std::array<Color, 3> colors{random.color(0, 1), random.color(0, 1), random.color(0, 1)};
  const double width = random.uniform(1, 6);
  const double height = width * random.uniform(0.5, 4);
  const double half_tan = random.chance(0.5) ? 0 : 1;
  const bool round = random.chance(0.4);
  for (int leaves = random.chance(0.5) ? random.integer(3, 30) : random.integer(30, 200); leaves > 0;
       --leaves) {
    const Frame frame{
        {random.uniform(-4, 64), random.uniform(top, 64)}, 1, random.uniform(-half_tan, half_tan)};
    const Color& color = colors[static_cast<std::size_t>(random.integer(0, 2))];
    if (round) {
      canvas.disc({frame, width, height, color});
    } else {
      canvas.box({frame, width, height, color});
    }
  }
}

/// Discs, boxes and triangles, in a row or at random positions.
void draw_toys(Canvas& canvas, Random& random) {
  const bool row = random.chance(0.4);
  const double smallest = random.uniform(2, 8);
  const double largest = random.uniform(8, row ? 16 : 40);
  const bool same_color = random.chance(0.4);
  const Color color = random.color(0, 1);
  double x = random.uniform(0, 8);
  for (int toys = random.integer(2, 12); toys > 0; --toys) {
    const double width = random.uniform(smallest, largest);
    const double height = random.uniform(smallest, 2 * largest);
    const Point at{row ? x : random.uniform(-8, 60), row ? 50 - height : random.uniform(-8, 60)};
    const Frame frame{at, 1, row ? 0 : random.uniform(-0.5, 0.5)};
    const Color toy_color = same_color ? color : random.color(0, 1);
    const int kind = random.integer(0, 2);
    if (kind == 0) canvas.disc({frame, width, width, toy_color, random.chance(0.3) ? 0.7 : 0});
    if (kind == 1) canvas.box({frame, width, height, toy_color});
    if (kind == 2) canvas.triangle({frame, width, height, toy_color});
    x += width + random.uniform(0, 4);
  }
}

}  // namespace

Canvas draw_page(Random& random) {
  const Color paper = random.grey(0.82, 1);
  const Color ink = random.grey(0, 0.25);
  Canvas canvas(paper);
  const double dot = random.uniform(0.7, 1.5);
  const double pitch = dot * random.uniform(10, 13);
  const double margin = random.uniform(2, 8);
  const auto columns = static_cast<std::size_t>((Canvas::side - margin) / (6 * dot));
  double y = random.uniform(-4, 8);
  while (y < Canvas::side) {
    if (random.chance(0.08)) {
      y += pitch;  // space between paragraphs
      continue;
    }
    const bool last = random.chance(0.15);
    const std::size_t length = last ? columns / 2 : columns;
    canvas.write(Frame{{margin, y}, dot}, random_line(random, length), ink);
    y += pitch;
  }
  return canvas;
}

Canvas draw_scene(Random& random) {
  Canvas canvas(random.color(0, 1));
  const int near = random.integer(0, 8);  // 0 to 5: one thing fills the image
  if (near == 0) draw_wall(canvas, random);
  if (near == 1) draw_tiles(canvas, random);
  if (near == 2) draw_scattered(canvas, random, -4);
  if (near == 3) draw_fence(canvas, random, random.uniform(10, 30));
  if (near == 4 || near == 5) draw_toys(canvas, random);
  if (near <= 5) return canvas;
  const bool pale = random.chance(0.25);  // snow, fog
  const double horizon = random.uniform(24, 48);
  canvas.gradient({0, horizon, pale ? random.grey(0.8, 1) : random.color(0.3, 1), random.grey(0.6, 1)});
  if (random.chance(0.5)) {
    const double size = random.uniform(5, 14);
    canvas.disc({Frame{{random.uniform(0, 60), random.uniform(0, 20)}},
                 size,
                 size,
                 {1, 0.95, random.uniform(0.4, 1)}});
  }
  for (int hills = random.integer(0, 3); hills > 0; --hills) {
    const double width = random.uniform(30, 70);
    const double height = random.uniform(8, 24);
    canvas.disc(
        {Frame{{random.uniform(-30, 50), horizon - height / 2}}, width, height, random.color(0.2, 0.8)});
  }
  canvas.gradient(
      {horizon, Canvas::side, pale ? random.grey(0.8, 1) : random.color(0.2, 0.8), random.color(0.1, 0.7)});
  for (int things = random.integer(1, 5); things > 0; --things) {
    const Point foot{random.uniform(0, 60), random.uniform(horizon, 62)};
    const int kind = random.integer(0, 4);
    if (kind == 0) draw_house(canvas, random, foot);
    if (kind == 1) draw_tree(canvas, random, foot);
    if (kind == 2) draw_fence(canvas, random, foot.y - 8);
    if (kind == 3) draw_scattered(canvas, random, foot.y);
    if (kind == 4)
      canvas.box({Frame{foot}, random.uniform(4, 20), random.uniform(4, 16), random.color(0, 1)});
  }
  return canvas;
}
