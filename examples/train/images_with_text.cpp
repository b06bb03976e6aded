// SPDX-License-Identifier: MIT
// The test images with text.
#include <algorithm>

#include "test_images.hpp"
#include "training_images.hpp"

using draw::Canvas;
using draw::centered_frame;
using draw::Color;
using draw::Frame;
using draw::Point;
using draw::Random;

namespace {

std::string upper(std::string word) {
  for (char& letter : word) letter = static_cast<char>(letter - 'a' + 'A');
  return word;
}

/// One to three words in the middle of a plate, one per line, as large as they fit.
void add_text(Canvas& canvas, Random& random, const Plate& plate, double share, bool capitals) {
  const int lines = random.integer(1, 3);
  const Color ink = ink_on(plate.background, random);
  for (int i = 0; i < lines; ++i) {
    std::string word = random_word(random, 3, 6);
    if (capitals) word = upper(word);
    const double dots = 6.0 * static_cast<double>(word.size()) - 1;
    const double line_height = plate.height * share / lines;
    const double dot = std::min({plate.width * share / dots, line_height / 8, 2.2});
    const Point at{(plate.width - dots * dot) / 2,
                   plate.height * (1 - share) / 2 + line_height * i + (line_height - 7 * dot) / 2};
    canvas.write(plate.frame.child(at, dot), word, ink);
  }
}

std::string price(Random& random) {
  std::string text = std::to_string(random.integer(0, 99));
  return text += "." + std::to_string(random.integer(10, 99));
}

}  // namespace

Canvas draw_sign(Random& random) {
  Canvas canvas = draw_background(random);
  add_text(canvas, random, add_plate(canvas, random, false, 0.2), 0.85, true);
  return canvas;
}

Canvas draw_sticker(Random& random) {
  Canvas canvas = draw_background(random);
  const Plate plate = add_plate(canvas, random, true, 0.5);
  add_text(canvas, random, plate, 0.66, random.chance(0.5));
  return canvas;
}

/// Words on the left, prices on the right, in faded print.
Canvas draw_receipt(Random& random) {
  Canvas canvas = draw_background(random);
  const double dot = random.uniform(0.55, 0.8);
  const double width = 14 * 6 * dot + 4;
  const double half_tan = random.uniform(-0.35, 0.35);
  const Frame frame = centered_frame({random.uniform(24, 40), 32}, width, 90, half_tan);
  canvas.box({frame, width, 90, random.grey(0.75, 1)});
  const Color ink = random.grey(0.1, 0.5);
  for (double y = random.uniform(2, 10); y < 84; y += dot * random.uniform(9, 11)) {
    if (random.chance(0.15)) continue;
    canvas.write(frame.child({2, y}, dot), upper(random_word(random, 3, 7)), ink);
    const std::string sum = price(random);
    canvas.write(frame.child({width - 2 - 6 * dot * static_cast<double>(sum.size()), y}, dot), sum, ink);
  }
  return canvas;
}

/// Lines of text indented like source code, light on dark or dark on light.
Canvas draw_screen(Random& random) {
  Canvas canvas(random.grey(0, 0.4));
  const double half_tan = random.uniform(-0.1, 0.1);
  const double width = random.uniform(44, 64);
  const double height = random.uniform(34, 60);
  const Frame frame = centered_frame({32, 32}, width, height, half_tan);
  const Color background = random.chance(0.75) ? random.color(0, 0.25) : random.grey(0.8, 1);
  canvas.box({frame, width, height, background});
  const double dot = random.uniform(0.55, 1);
  const auto columns = static_cast<int>((width - 2) / (6 * dot));
  for (double y = 2; y + 7 * dot < height; y += 10 * dot) {
    const int indent = random.integer(0, 2);
    std::string line = random_word(random, 2, 6);
    line += random.chance(0.5) ? ": " : " ";
    line += random_word(random, 2, 8);
    line = line.substr(0, static_cast<std::size_t>(std::max(1, columns - indent)));
    if (random.chance(0.9))
      canvas.write(frame.child({2 + 6 * dot * indent, y}, dot), line, ink_on(background, random));
  }
  return canvas;
}
