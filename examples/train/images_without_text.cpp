// SPDX-License-Identifier: MIT
// The test images without text.
#include <algorithm>

#include "test_images.hpp"

using draw::Canvas;
using draw::centered_frame;
using draw::Color;
using draw::Frame;
using draw::Random;

/// A row of houses with windows, and wires.
Canvas draw_street(Random& random) {
  Canvas canvas(random.color(0.3, 1));
  canvas.gradient({0, 40, random.color(0.3, 1), random.grey(0.5, 1)});
  const double background = random.uniform(46, 60);
  for (double x = random.uniform(-12, 0); x < Canvas::side;) {
    const double width = random.uniform(14, 30);
    const Frame house{{x, random.uniform(4, 26)}};
    canvas.box({house, width, 64, random.color(0.1, 0.9)});
    const Color glass = random.color(0, 1);
    const double pane = random.uniform(2.5, 5);
    for (double y = 2; y < background - 8; y += pane * 1.8) {
      for (double i = 2; i + pane < width; i += pane * 1.6) {
        if (random.chance(0.9)) canvas.box({house.child({i, y}), pane, pane * 1.3, glass});
      }
    }
    x += width + random.uniform(0, 4);
  }
  canvas.gradient({background, Canvas::side, random.grey(0.2, 0.6), random.grey(0.2, 0.6)});
  for (int wires = random.integer(0, 3); wires > 0; --wires) {
    canvas.box(
        {Frame{{-2, random.uniform(0, 20)}, 1, random.uniform(-0.1, 0.1)}, 70, 0.6, random.grey(0, 0.3)});
  }
  return canvas;
}

/// Signs and stickers with an arrow, a ring, a triangle, bars or nothing.
Canvas draw_plate_without_text(Random& random) {
  Canvas canvas = draw_background(random);
  const Plate plate = add_plate(canvas, random, random.chance(0.5), 0.3);
  const Color ink = ink_on(plate.background, random);
  const double size = std::min(plate.width, plate.height) * random.uniform(0.3, 0.6);
  const Frame middle = plate.frame.child({(plate.width - size) / 2, (plate.height - size) / 2});
  const int shape = random.integer(0, 4);
  if (shape == 0) {
    canvas.triangle({middle, size, size / 2, ink});
    canvas.box({middle.child({size * 0.35, size / 2}), size * 0.3, size / 2, ink});
  }
  if (shape == 1) canvas.disc({middle, size, size, ink, random.uniform(0, 0.8)});
  if (shape == 2) canvas.triangle({middle, size, size * 0.87, ink});
  for (int bars = 0; shape == 3 && bars < 3; ++bars) {
    canvas.box({middle.child({0, size * 0.35 * bars}), size, size * 0.18, ink});
  }
  return canvas;
}

/// Repeated lines, tiles, dots or strokes.
Canvas draw_pattern(Random& random) {
  const Color background = random.color(0.1, 1);
  Canvas canvas(background);
  const Color other = random.color(0, 0.9);
  const double step = random.uniform(4, 12);
  const double thick = step * random.uniform(0.2, 0.6);
  const double height = step * random.uniform(0.4, 1.2);
  const Frame pattern = centered_frame({32, 32}, 96, 96, random.uniform(-0.5, 0.5));
  const int kind = random.integer(0, 3);
  int row = 0;
  for (double y = 0; y < 96; y += height, ++row) {
    if (kind == 0) canvas.box({pattern.child({0, y}), 96, height * 0.4, other});
    for (double x = row % 2 == 0 ? 0 : step / 2; kind > 0 && x < 96; x += step) {
      const Frame at = pattern.child({x, y});
      if (kind == 1) canvas.box({at, step - 1, height - 1, other});
      if (kind == 2) canvas.disc({at, thick, thick, other});
      if (kind == 3 && random.chance(0.7)) canvas.box({at, thick, height * 0.8, random.color(0, 0.9)});
    }
  }
  return canvas;
}

/// Bars, dots or a landscape on a screen.
Canvas draw_chart(Random& random) {
  Canvas canvas(random.grey(0, 0.4));
  const double width = random.uniform(44, 64);
  const double height = random.uniform(34, 60);
  const Frame frame = centered_frame({32, 32}, width, height, random.uniform(-0.1, 0.1));
  const Color background = random.chance(0.75) ? random.color(0, 0.25) : random.grey(0.8, 1);
  canvas.box({frame, width, height, background});
  const Color ink = ink_on(background, random);
  const int kind = random.integer(0, 2);
  const double bar = random.uniform(2, 7);
  for (double x = 3; x + bar < width; x += bar * 1.5) {
    const double size = random.uniform(3, height * 0.8);
    if (kind == 0) canvas.box({frame.child({x, height - 3 - size}), bar, size, ink});
    if (kind == 1) canvas.disc({frame.child({x, size}), 3, 3, ink});
  }
  if (kind == 2) {
    canvas.disc(
        {frame.child({width * 0.1, height * 0.5}), width * 0.8, height * 0.5, random.color(0.2, 0.9)});
    canvas.disc({frame.child({width * 0.6, height * 0.1}), 8, 8, ink});
  }
  return canvas;
}
