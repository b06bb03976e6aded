// SPDX-License-Identifier: MIT
// What has text.
#include <algorithm>

#include "field.hpp"
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
  std::string text = std::to_string(dice.among(0, 99));
  return text += "." + std::to_string(dice.among(10, 99));
}

}  // namespace

Canvas draw_sign(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  add_words(canvas, dice, add_plate(canvas, dice, false, 0.2), 0.85, true);
  return canvas;
}

Canvas draw_sticker(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  const Plate plate = add_plate(canvas, dice, true, 0.5);
  add_words(canvas, dice, plate, 0.66, dice.chance(0.5));
  return canvas;
}

/// Names at the left, prices at the right, in print that has faded.
Canvas draw_receipt(Dice& dice) {
  Canvas canvas = draw_surroundings(dice);
  const double dot = dice.between(0.55, 0.8);
  const double width = 14 * 6 * dot + 4;
  const double turn = dice.between(-0.35, 0.35);
  const Place place = centred({dice.between(24, 40), 32}, width, 90, turn);
  canvas.box({place, width, 90, dice.grey(0.75, 1)});
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
  canvas.box({place, width, height, ground});
  const double dot = dice.between(0.55, 1);
  const auto columns = static_cast<int>((width - 2) / (6 * dot));
  for (double y = 2; y + 7 * dot < height; y += 10 * dot) {
    const int indent = dice.among(0, 2);
    std::string line = made_up_word(dice, 2, 6);
    line += dice.chance(0.5) ? ": " : " ";
    line += made_up_word(dice, 2, 8);
    line = line.substr(0, static_cast<std::size_t>(std::max(1, columns - indent)));
    if (dice.chance(0.9))
      canvas.write(place.part({2 + 6 * dot * indent, y}, dot), line, ink_on(ground, dice));
  }
  return canvas;
}
