// SPDX-License-Identifier: MIT
#include "test_images.hpp"

using draw::Canvas;
using draw::centered_frame;
using draw::Color;
using draw::Point;
using draw::Random;

Color ink_on(const Color& background, Random& random) {
  const double light = (background[0] + background[1] + background[2]) / 3;
  return light > 0.5 ? random.color(0, 0.3) : random.color(0.75, 1);
}

Canvas draw_background(Random& random) {
  Canvas canvas(random.color(0, 1));
  canvas.gradient({0, Canvas::side, random.color(0.1, 0.9), random.color(0.1, 0.9)});
  for (int things = random.integer(0, 3); things > 0; --things) {
    const draw::Frame frame{{random.uniform(-10, 60), random.uniform(-10, 60)}, 1, random.uniform(-0.3, 0.3)};
    const double size = random.uniform(8, 30);
    if (random.chance(0.5)) {
      canvas.box({frame, size, size * random.uniform(0.3, 2), random.color(0, 1)});
    } else {
      canvas.disc({frame, size, size, random.color(0, 1)});
    }
  }
  return canvas;
}

Plate add_plate(Canvas& canvas, Random& random, bool round, double half_tan) {
  const double width = random.uniform(34, 58);
  const double height = round ? width * random.uniform(0.7, 1) : random.uniform(22, 46);
  const Point middle{random.uniform(26, 38), random.uniform(26, 38)};
  Plate plate{centered_frame(middle, width, height, random.uniform(-half_tan, half_tan)), width, height,
              random.color(0, 1)};
  const Color edge = random.color(0, 1);
  if (round) {
    canvas.disc({plate.frame, width, height, plate.background});
    if (random.chance(0.6)) canvas.disc({plate.frame, width, height, edge, 0.88});
  } else {
    canvas.box({plate.frame, width, height, edge});
    const double rim = random.chance(0.6) ? random.uniform(0.8, 2) : 0;
    canvas.box({plate.frame.child({rim, rim}), width - 2 * rim, height - 2 * rim, plate.background});
  }
  return plate;
}

Canvas take_photo(const TestKind& kind, Random& random) {
  Canvas canvas = kind.draw(random);
  if (random.chance(0.4)) canvas.blur(random.uniform(0.3, 1));
  if (random.chance(0.5)) canvas.light(random.uniform(0.5, 1));
  if (random.chance(0.5)) canvas.noise(random, random.uniform(0.02, 0.07));
  return canvas;
}
