// SPDX-License-Identifier: MIT
#include "pages.hpp"

#include <array>

using draw::Canvas;
using draw::Color;
using draw::Dice;
using draw::Place;
using draw::Point;

std::string made_up_word(Dice& dice, int shortest, int longest) {
  // Each letter as often as it is in English, about.
  constexpr std::string_view letters = "eeeeeeetttttaaaaaoooooiiiinnnnsssshhhrrrddlllcuummwwffggyppbvk";
  std::string word;
  for (int length = dice.among(shortest, longest); length > 0; --length) {
    word += letters[static_cast<std::size_t>(dice.among(0, static_cast<int>(letters.size()) - 1))];
  }
  return word;
}

namespace {

std::string made_up_line(Dice& dice, std::size_t length) {
  std::string line;
  bool begins = dice.chance(0.2);
  while (line.size() < length) {
    std::string word = made_up_word(dice, 1, 9);
    if (begins) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    begins = dice.chance(0.15);
    line += word + (begins ? ". " : dice.chance(0.08) ? ", " : " ");
  }
  return line.substr(0, length);
}

void draw_house(Canvas& canvas, Dice& dice, Point foot) {
  const bool near = dice.chance(0.3);
  const double width = near ? dice.between(30, 60) : dice.between(12, 26);
  const double height = near ? dice.between(30, 60) : dice.between(12, 30);
  const Place place{{foot.x, foot.y - height}};
  canvas.box({place, width, height, dice.color(0.2, 0.95)});
  if (dice.chance(0.6)) canvas.triangle({place.part({-2, -8}), width + 4, 8, dice.color(0.1, 0.7)});
  const Color glass = dice.color(0.1, 0.9);
  const double pane = dice.between(2, near ? 7 : 4);
  for (double y = pane; y + pane < height; y += 2 * pane) {
    for (double x = pane; x + pane < width; x += 2 * pane)
      canvas.box({place.part({x, y}), pane, pane, glass});
  }
}

/// Posts, as long as each other or not, with or without a rail.
void draw_fence(Canvas& canvas, Dice& dice, double top) {
  const Color wood = dice.color(0.2, 1);
  const double step = dice.between(3, 9);
  const double height = dice.between(6, 30);
  const double shortest = dice.chance(0.5) ? 1 : 0.3;
  for (double x = dice.between(0, step); x < Canvas::side; x += step) {
    const double length = height * dice.between(shortest, 1);
    canvas.box({Place{{x, top + height - length}}, step * 0.5, length, wood});
  }
  if (dice.chance(0.5)) canvas.box({Place{{0, top + height / 3}}, Canvas::side, 1.5, wood});
}

void draw_tree(Canvas& canvas, Dice& dice, Point foot) {
  const double size = dice.between(8, 20);
  canvas.box({Place{{foot.x - 1, foot.y - size}}, 2, size, {0.35, 0.25, 0.15}});
  const Color leaves{dice.between(0, 0.4), dice.between(0.3, 0.8), dice.between(0, 0.4)};
  canvas.disc({Place{{foot.x - size / 2, foot.y - 1.6 * size}}, size, size, leaves});
}

/// Rows of bricks that take turns.
void draw_wall(Canvas& canvas, Dice& dice) {
  const Color mortar = dice.grey(0.5, 0.9);
  const Color brick = dice.color(0.2, 0.8);
  const double width = dice.between(8, 16);
  const double height = width * dice.between(0.35, 0.6);
  canvas.box({Place{{0, 0}}, Canvas::side, Canvas::side, mortar});
  int row = 0;
  for (double y = 0; y < Canvas::side; y += height, ++row) {
    for (double x = row % 2 == 0 ? 0 : -width / 2; x < Canvas::side; x += width) {
      canvas.box({Place{{x + 0.5, y + 0.5}}, width - 1, height - 1, brick});
    }
  }
}

/// Squares in two colours, or with gaps.
void draw_tiles(Canvas& canvas, Dice& dice) {
  const Color other = dice.color(0, 1);
  const double size = dice.between(3, 10);
  const double tile = size * dice.between(0.6, 1);
  const int step = dice.among(1, 2);
  for (int row = 0; row * size < Canvas::side; ++row) {
    for (int i = row % step; i * size < Canvas::side; i += step) {
      canvas.box({Place{{i * size, row * size}}, tile, tile, other});
    }
  }
}

/// Leaves, pebbles, reeds, birds: few or many small things of a few colours in disorder.
void draw_thicket(Canvas& canvas, Dice& dice, double top) {
  const std::array<Color, 3> colors{dice.color(0, 1), dice.color(0, 1), dice.color(0, 1)};
  const double width = dice.between(1, 6);
  const double height = width * dice.between(0.5, 4);
  const double turn = dice.chance(0.5) ? 0 : 1;
  const bool round = dice.chance(0.4);
  for (int leaves = dice.chance(0.5) ? dice.among(3, 30) : dice.among(30, 200); leaves > 0; --leaves) {
    const Place place{{dice.between(-4, 64), dice.between(top, 64)}, 1, dice.between(-turn, turn)};
    const Color& color = colors[static_cast<std::size_t>(dice.among(0, 2))];
    if (round) {
      canvas.disc({place, width, height, color});
    } else {
      canvas.box({place, width, height, color});
    }
  }
}

/// Discs, boxes and pyramids, in a row or wherever they lie.
void draw_toys(Canvas& canvas, Dice& dice) {
  const bool row = dice.chance(0.4);
  const double smallest = dice.between(2, 8);
  const double largest = dice.between(8, row ? 16 : 40);
  const bool alike = dice.chance(0.4);
  const Color color = dice.color(0, 1);
  double x = dice.between(0, 8);
  for (int toys = dice.among(2, 12); toys > 0; --toys) {
    const double width = dice.between(smallest, largest);
    const double height = dice.between(smallest, 2 * largest);
    const Point at{row ? x : dice.between(-8, 60), row ? 50 - height : dice.between(-8, 60)};
    const Place place{at, 1, row ? 0 : dice.between(-0.5, 0.5)};
    const Color own = alike ? color : dice.color(0, 1);
    const int kind = dice.among(0, 2);
    if (kind == 0) canvas.disc({place, width, width, own, dice.chance(0.3) ? 0.7 : 0});
    if (kind == 1) canvas.box({place, width, height, own});
    if (kind == 2) canvas.triangle({place, width, height, own});
    x += width + dice.between(0, 4);
  }
}

}  // namespace

Canvas draw_page(Dice& dice) {
  const Color paper = dice.grey(0.82, 1);
  const Color ink = dice.grey(0, 0.25);
  Canvas canvas(paper);
  const double dot = dice.between(0.7, 1.5);
  const double pitch = dot * dice.between(10, 13);
  const double margin = dice.between(2, 8);
  const auto columns = static_cast<std::size_t>((Canvas::side - margin) / (6 * dot));
  double y = dice.between(-4, 8);
  while (y < Canvas::side) {
    if (dice.chance(0.08)) {
      y += pitch;  // between two paragraphs
      continue;
    }
    const bool last = dice.chance(0.15);
    const std::size_t length = last ? columns / 2 : columns;
    canvas.write(Place{{margin, y}, dot}, made_up_line(dice, length), ink);
    y += pitch;
  }
  return canvas;
}

Canvas draw_scene(Dice& dice) {
  Canvas canvas(dice.color(0, 1));
  const int near = dice.among(0, 8);  // what fills the image, if anything does
  if (near == 0) draw_wall(canvas, dice);
  if (near == 1) draw_tiles(canvas, dice);
  if (near == 2) draw_thicket(canvas, dice, -4);
  if (near == 3) draw_fence(canvas, dice, dice.between(10, 30));
  if (near == 4 || near == 5) draw_toys(canvas, dice);
  if (near <= 5) return canvas;
  const bool pale = dice.chance(0.25);  // snow, fog
  const double horizon = dice.between(24, 48);
  canvas.shade({0, horizon, pale ? dice.grey(0.8, 1) : dice.color(0.3, 1), dice.grey(0.6, 1)});
  if (dice.chance(0.5)) {
    const double size = dice.between(5, 14);
    canvas.disc(
        {Place{{dice.between(0, 60), dice.between(0, 20)}}, size, size, {1, 0.95, dice.between(0.4, 1)}});
  }
  for (int hills = dice.among(0, 3); hills > 0; --hills) {
    const double width = dice.between(30, 70);
    const double height = dice.between(8, 24);
    canvas.disc({Place{{dice.between(-30, 50), horizon - height / 2}}, width, height, dice.color(0.2, 0.8)});
  }
  canvas.shade(
      {horizon, Canvas::side, pale ? dice.grey(0.8, 1) : dice.color(0.2, 0.8), dice.color(0.1, 0.7)});
  for (int things = dice.among(1, 5); things > 0; --things) {
    const Point foot{dice.between(0, 60), dice.between(horizon, 62)};
    const int kind = dice.among(0, 4);
    if (kind == 0) draw_house(canvas, dice, foot);
    if (kind == 1) draw_tree(canvas, dice, foot);
    if (kind == 2) draw_fence(canvas, dice, foot.y - 8);
    if (kind == 3) draw_thicket(canvas, dice, foot.y);
    if (kind == 4) canvas.box({Place{foot}, dice.between(4, 20), dice.between(4, 16), dice.color(0, 1)});
  }
  return canvas;
}
