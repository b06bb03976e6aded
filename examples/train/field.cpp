// SPDX-License-Identifier: MIT
#include "field.hpp"

#include <algorithm>

#include "pages.hpp"

using draw::Canvas;
using draw::centred;
using draw::Color;
using draw::Dice;
using draw::Place;
using draw::Point;

namespace {

std::string upper(std::string word) {
  for (char& letter : word) letter = static_cast<char>(letter - 'a' + 'A');
  return word;
}

/// Ink that can be read on a ground: light on dark as often as the ground asks for it.
Color ink_on(const Color& ground, Dice& dice) {
  const double light = (ground[0] + ground[1] + ground[2]) / 3;
  return light > 0.5 ? dice.color(0, 0.3) : dice.color(0.75, 1);
}

/// Something to lie on or hang at: a smooth wall, a table, a dim room with a window.
Canvas draw_surroundings(Dice& dice) {
  Canvas canvas(dice.color(0, 1));
  canvas.shade(0, Canvas::side, dice.color(0.1, 0.9), dice.color(0.1, 0.9));
  for (int things = dice.among(0, 3); things > 0; --things) {
    const Place place({dice.between(-10, 60), dice.between(-10, 60)}, 1, dice.between(-0.3, 0.3));
    const double size = dice.between(8, 30);
    if (dice.chance(0.5)) {
      canvas.box(place, size, size * dice.between(0.3, 2), dice.color(0, 1));
    } else {
      canvas.disc(place, size, size, dice.color(0, 1));
    }
  }
  return canvas;
}

struct Plate {
  Place place;
  double width;
  double height;
  Color ground;
};

Plate add_plate(Canvas& canvas, Dice& dice, bool round, double turn) {
  const double width = dice.between(34, 58);
  const double height = round ? width * dice.between(0.7, 1) : dice.between(22, 46);
  const Point middle{dice.between(26, 38), dice.between(26, 38)};
  Plate plate{centred(middle, width, height, dice.between(-turn, turn)), width, height, dice.color(0, 1)};
  const Color edge = dice.color(0, 1);
  if (round) {
    canvas.disc(plate.place, width, height, plate.ground);
    if (dice.chance(0.6)) canvas.disc(plate.place, width, height, edge, 0.88);
  } else {
    canvas.box(plate.place, width, height, edge);
    const double rim = dice.chance(0.6) ? dice.between(0.8, 2) : 0;
    canvas.box(plate.place.part({rim, rim}), width - 2 * rim, height - 2 * rim, plate.ground);
  }
  return plate;
}

/// Lines of words in the middle of a plate, as large as they fit.
void add_words(Canvas& canvas, Dice& dice, const Plate& plate, double share, bool capitals) {
  const int lines = dice.among(1, 3);
  const Color ink = ink_on(plate.ground, dice);
  for (int i = 0; i < lines; ++i) {
    std::string word = made_up_word(dice, 3, 6);
    if (capitals) word = upper(word);
    const double dots = 6.0 * static_cast<double>(word.size()) - 1;
    const double room = plate.height * share / lines;
    const double dot = std::min({plate.width * share / dots, room / 8, 2.2});
    const Point at{(plate.width - dots * dot) / 2,
                   plate.height * (1 - share) / 2 + room * i + (room - 7 * dot) / 2};
    canvas.write(plate.place.part(at, dot), word, ink);
  }
}

std::string price(Dice& dice) {
  return std::to_string(dice.among(0, 99)) + "." + std::to_string(dice.among(10, 99));
}

}  // namespace

Canvas draw_sign(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  add_words(canvas, dice, add_plate(canvas, dice, false, 0.2), 0.85, true);
  return canvas;
}

Canvas draw_sticker(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  add_words(canvas, dice, add_plate(canvas, dice, true, 0.5), 0.66, dice.chance(0.5));
  return canvas;
}

/// Names at the left, prices at the right, in print that has faded.
Canvas draw_receipt(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  const double dot = dice.between(0.55, 0.8);
  const double width = 14 * 6 * dot + 4;
  const Place place = centred({dice.between(24, 40), 32}, width, 90, dice.between(-0.35, 0.35));
  canvas.box(place, width, 90, dice.grey(0.75, 1));
  const Color ink = dice.grey(0.1, 0.5);
  for (double y = dice.between(2, 10); y < 84; y += dot * dice.between(9, 11)) {
    if (dice.chance(0.15)) continue;
    canvas.write(place.part({2, y}, dot), upper(made_up_word(dice, 3, 7)), ink);
    const std::string sum = price(dice);
    canvas.write(place.part({width - 2 - 6 * dot * static_cast<double>(sum.size()), y}, dot), sum, ink);
  }
  return canvas;
}

/// Light lines on dark, indented as a program is, or the other way round.
Canvas draw_screen(Dice& dice) {
  Canvas canvas(dice.grey(0, 0.4));
  const double turn = dice.between(-0.1, 0.1);
  const double width = dice.between(44, 64);
  const double height = dice.between(34, 60);
  const Place place = centred({32, 32}, width, height, turn);
  const Color ground = dice.chance(0.75) ? dice.color(0, 0.25) : dice.grey(0.8, 1);
  canvas.box(place, width, height, ground);
  const double dot = dice.between(0.55, 1);
  const auto columns = static_cast<int>((width - 2) / (6 * dot));
  for (double y = 2; y + 7 * dot < height; y += 10 * dot) {
    const int indent = dice.among(0, 2);
    std::string line = made_up_word(dice, 2, 6) + (dice.chance(0.5) ? ": " : " ") + made_up_word(dice, 2, 8);
    line = line.substr(0, static_cast<std::size_t>(std::max(1, columns - indent)));
    if (dice.chance(0.9))
      canvas.write(place.part({2 + 6 * dot * indent, y}, dot), line, ink_on(ground, dice));
  }
  return canvas;
}

/// A row of houses, with windows, shutters and wires.
Canvas draw_street(Dice& dice) {
  Canvas canvas(dice.color(0.3, 1));
  canvas.shade(0, 40, dice.color(0.3, 1), dice.grey(0.5, 1));
  const double ground = dice.between(46, 60);
  for (double x = dice.between(-12, 0); x < Canvas::side;) {
    const double width = dice.between(14, 30);
    const Place house({x, dice.between(4, 26)});
    canvas.box(house, width, 64, dice.color(0.1, 0.9));
    const Color glass = dice.color(0, 1);
    const double pane = dice.between(2.5, 5);
    for (double y = 2; y < ground - 8; y += pane * 1.8) {
      for (double i = 2; i + pane < width; i += pane * 1.6) {
        if (dice.chance(0.9)) canvas.box(house.part({i, y}), pane, pane * 1.3, glass);
      }
    }
    x += width + dice.between(0, 4);
  }
  canvas.shade(ground, Canvas::side, dice.grey(0.2, 0.6), dice.grey(0.2, 0.6));
  for (int wires = dice.among(0, 3); wires > 0; --wires) {
    canvas.box(Place({-2, dice.between(0, 20)}, 1, dice.between(-0.1, 0.1)), 70, 0.6, dice.grey(0, 0.3));
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
    canvas.triangle(middle, size, size / 2, ink);
    canvas.box(middle.part({size * 0.35, size / 2}), size * 0.3, size / 2, ink);
  }
  if (shape == 1) canvas.disc(middle, size, size, ink, dice.between(0, 0.8));
  if (shape == 2) canvas.triangle(middle, size, size * 0.87, ink);
  for (int bars = 0; shape == 3 && bars < 3; ++bars) {
    canvas.box(middle.part({0, size * 0.35 * bars}), size, size * 0.18, ink);
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
    if (kind == 0) canvas.box(whole.part({0, y}), 96, height * 0.4, other);
    for (double x = row % 2 == 0 ? 0 : step / 2; kind > 0 && x < 96; x += step) {
      const Place at = whole.part({x, y});
      if (kind == 1) canvas.box(at, step - 1, height - 1, other);
      if (kind == 2) canvas.disc(at, thick, thick, other);
      if (kind == 3 && dice.chance(0.7)) canvas.box(at, thick, height * 0.8, dice.color(0, 0.9));
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
  canvas.box(place, width, height, ground);
  const Color ink = ink_on(ground, dice);
  const int kind = dice.among(0, 2);
  const double bar = dice.between(2, 7);
  for (double x = 3; x + bar < width; x += bar * 1.5) {
    const double size = dice.between(3, height * 0.8);
    if (kind == 0) canvas.box(place.part({x, height - 3 - size}), bar, size, ink);
    if (kind == 1) canvas.disc(place.part({x, size}), 3, 3, ink);
  }
  if (kind == 2) {
    canvas.disc(place.part({width * 0.1, height * 0.5}), width * 0.8, height * 0.5, dice.color(0.2, 0.9));
    canvas.disc(place.part({width * 0.6, height * 0.1}), 8, 8, ink);
  }
  return canvas;
}

Canvas photograph(const FieldKind& kind, Dice& dice) {
  Canvas canvas = kind.draw(dice);
  if (dice.chance(0.4)) canvas.blur(dice.between(0.3, 1));
  if (dice.chance(0.5)) canvas.light(dice.between(0.5, 1));
  if (dice.chance(0.5)) canvas.noise(dice, dice.between(0.02, 0.07));
  return canvas;
}
