// SPDX-License-Identifier: MIT
#include "field.hpp"

using draw::Canvas;
using draw::centred;
using draw::Color;
using draw::Dice;
using draw::Point;

Color ink_on(const Color& ground, Dice& dice) {
  const double light = (ground[0] + ground[1] + ground[2]) / 3;
  return light > 0.5 ? dice.color(0, 0.3) : dice.color(0.75, 1);
}

Canvas draw_surroundings(Dice& dice) {
  Canvas canvas(dice.color(0, 1));
  canvas.shade({0, Canvas::side, dice.color(0.1, 0.9), dice.color(0.1, 0.9)});
  for (int things = dice.among(0, 3); things > 0; --things) {
    const draw::Place place{{dice.between(-10, 60), dice.between(-10, 60)}, 1, dice.between(-0.3, 0.3)};
    const double size = dice.between(8, 30);
    if (dice.chance(0.5)) {
      canvas.box({place, size, size * dice.between(0.3, 2), dice.color(0, 1)});
    } else {
      canvas.disc({place, size, size, dice.color(0, 1)});
    }
  }
  return canvas;
}

Plate add_plate(Canvas& canvas, Dice& dice, bool round, double turn) {
  const double width = dice.between(34, 58);
  const double height = round ? width * dice.between(0.7, 1) : dice.between(22, 46);
  const Point middle{dice.between(26, 38), dice.between(26, 38)};
  Plate plate{centred(middle, width, height, dice.between(-turn, turn)), width, height, dice.color(0, 1)};
  const Color edge = dice.color(0, 1);
  if (round) {
    canvas.disc({plate.place, width, height, plate.ground});
    if (dice.chance(0.6)) canvas.disc({plate.place, width, height, edge, 0.88});
  } else {
    canvas.box({plate.place, width, height, edge});
    const double rim = dice.chance(0.6) ? dice.between(0.8, 2) : 0;
    canvas.box({plate.place.part({rim, rim}), width - 2 * rim, height - 2 * rim, plate.ground});
  }
  return plate;
}

Canvas photograph(const FieldKind& kind, Dice& dice) {
  Canvas canvas = kind.draw(dice);
  if (dice.chance(0.4)) canvas.blur(dice.between(0.3, 1));
  if (dice.chance(0.5)) canvas.light(dice.between(0.5, 1));
  if (dice.chance(0.5)) canvas.noise(dice, dice.between(0.02, 0.07));
  return canvas;
}
