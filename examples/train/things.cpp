// SPDX-License-Identifier: MIT
// What has none.
#include <algorithm>

#include "field.hpp"

using draw::Canvas;
using draw::centred;
using draw::Color;
using draw::Dice;
using draw::Place;

/// A row of houses, with windows, shutters and wires.
Canvas draw_street(Dice& dice) {
  Canvas canvas(dice.color(0.3, 1));
  canvas.shade({0, 40, dice.color(0.3, 1), dice.grey(0.5, 1)});
  const double ground = dice.between(46, 60);
  for (double x = dice.between(-12, 0); x < Canvas::side;) {
    const double width = dice.between(14, 30);
    const Place house{{x, dice.between(4, 26)}};
    canvas.box({house, width, 64, dice.color(0.1, 0.9)});
    const Color glass = dice.color(0, 1);
    const double pane = dice.between(2.5, 5);
    for (double y = 2; y < ground - 8; y += pane * 1.8) {
      for (double i = 2; i + pane < width; i += pane * 1.6) {
        if (dice.chance(0.9)) canvas.box({house.part({i, y}), pane, pane * 1.3, glass});
      }
    }
    x += width + dice.between(0, 4);
  }
  canvas.shade({ground, Canvas::side, dice.grey(0.2, 0.6), dice.grey(0.2, 0.6)});
  for (int wires = dice.among(0, 3); wires > 0; --wires) {
    canvas.box({Place{{-2, dice.between(0, 20)}, 1, dice.between(-0.1, 0.1)}, 70, 0.6, dice.grey(0, 0.3)});
  }
  return canvas;
}

/// Signs and stickers that show an arrow, a ring, bars or nothing.
Canvas draw_blank(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  const Plate plate = add_plate(canvas, dice, dice.chance(0.5), 0.3);
  const Color ink = ink_on(plate.ground, dice);
  const double size = std::min(plate.width, plate.height) * dice.between(0.3, 0.6);
  const Place middle = plate.place.part({(plate.width - size) / 2, (plate.height - size) / 2});
  const int shape = dice.among(0, 4);
  if (shape == 0) {
    canvas.triangle({middle, size, size / 2, ink});
    canvas.box({middle.part({size * 0.35, size / 2}), size * 0.3, size / 2, ink});
  }
  if (shape == 1) canvas.disc({middle, size, size, ink, dice.between(0, 0.8)});
  if (shape == 2) canvas.triangle({middle, size, size * 0.87, ink});
  for (int bars = 0; shape == 3 && bars < 3; ++bars) {
    canvas.box({middle.part({0, size * 0.35 * bars}), size, size * 0.18, ink});
  }
  return canvas;
}

/// What repeats without saying anything.
Canvas draw_pattern(Dice& dice) {
  const Color ground = dice.color(0.1, 1);
  Canvas canvas(ground);
  const Color other = dice.color(0, 0.9);
  const double step = dice.between(4, 12);
  const double thick = step * dice.between(0.2, 0.6);
  const double height = step * dice.between(0.4, 1.2);
  const Place whole = centred({32, 32}, 96, 96, dice.between(-0.5, 0.5));
  const int kind = dice.among(0, 3);
  int row = 0;
  for (double y = 0; y < 96; y += height, ++row) {
    if (kind == 0) canvas.box({whole.part({0, y}), 96, height * 0.4, other});
    for (double x = row % 2 == 0 ? 0 : step / 2; kind > 0 && x < 96; x += step) {
      const Place at = whole.part({x, y});
      if (kind == 1) canvas.box({at, step - 1, height - 1, other});
      if (kind == 2) canvas.disc({at, thick, thick, other});
      if (kind == 3 && dice.chance(0.7)) canvas.box({at, thick, height * 0.8, dice.color(0, 0.9)});
    }
  }
  return canvas;
}

/// Bars, dots or a landscape on a screen.
Canvas draw_chart(Dice& dice) {
  Canvas canvas(dice.grey(0, 0.4));
  const double width = dice.between(44, 64);
  const double height = dice.between(34, 60);
  const Place place = centred({32, 32}, width, height, dice.between(-0.1, 0.1));
  const Color ground = dice.chance(0.75) ? dice.color(0, 0.25) : dice.grey(0.8, 1);
  canvas.box({place, width, height, ground});
  const Color ink = ink_on(ground, dice);
  const int kind = dice.among(0, 2);
  const double bar = dice.between(2, 7);
  for (double x = 3; x + bar < width; x += bar * 1.5) {
    const double size = dice.between(3, height * 0.8);
    if (kind == 0) canvas.box({place.part({x, height - 3 - size}), bar, size, ink});
    if (kind == 1) canvas.disc({place.part({x, size}), 3, 3, ink});
  }
  if (kind == 2) {
    canvas.disc({place.part({width * 0.1, height * 0.5}), width * 0.8, height * 0.5, dice.color(0.2, 0.9)});
    canvas.disc({place.part({width * 0.6, height * 0.1}), 8, 8, ink});
  }
  return canvas;
}
