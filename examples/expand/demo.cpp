// SPDX-License-Identifier: MIT
#include "demo.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vary/io.hpp>
#include <vary/vary.hpp>

namespace fs = std::filesystem;

namespace {

using Image = vary::Image<std::uint8_t>;
using Color = std::array<double, 3>;

constexpr int side = 128;

/// A 5 x 7 glyph: columns from left to right, with the top pixel in the lowest bit.
struct Glyph {
  char letter;
  std::array<unsigned, 5> columns;
};
constexpr std::array<Glyph, 17> font{{
    {'A', {0x7E, 0x11, 0x11, 0x11, 0x7E}},
    {'C', {0x3E, 0x41, 0x41, 0x41, 0x22}},
    {'D', {0x7F, 0x41, 0x41, 0x41, 0x3E}},
    {'E', {0x7F, 0x49, 0x49, 0x49, 0x41}},
    {'H', {0x7F, 0x08, 0x08, 0x08, 0x7F}},
    {'I', {0x00, 0x41, 0x7F, 0x41, 0x00}},
    {'K', {0x7F, 0x08, 0x14, 0x22, 0x41}},
    {'L', {0x7F, 0x40, 0x40, 0x40, 0x40}},
    {'M', {0x7F, 0x02, 0x0C, 0x02, 0x7F}},
    {'N', {0x7F, 0x04, 0x08, 0x10, 0x7F}},
    {'O', {0x3E, 0x41, 0x41, 0x41, 0x3E}},
    {'P', {0x7F, 0x09, 0x09, 0x09, 0x06}},
    {'R', {0x7F, 0x09, 0x19, 0x29, 0x46}},
    {'S', {0x46, 0x49, 0x49, 0x49, 0x31}},
    {'T', {0x01, 0x01, 0x7F, 0x01, 0x01}},
    {'U', {0x3F, 0x40, 0x40, 0x40, 0x3F}},
    {'Y', {0x07, 0x08, 0x70, 0x08, 0x07}},
}};

void paint(Image& image, int x, int y, const Color& color) {
  for (int c = 0; c < 3; ++c) {
    image.at(x, y, c) = vary::to_pixel<std::uint8_t>(255 * color[static_cast<std::size_t>(c)]);
  }
}

/// A vertical gradient.
Image background(const Color& top, const Color& bottom) {
  Image image(side, side, 3);
  for (int y = 0; y < side; ++y) {
    const double t = static_cast<double>(y) / (side - 1);
    Color color{};
    for (std::size_t c = 0; c < 3; ++c) color[c] = top[c] + t * (bottom[c] - top[c]);
    for (int x = 0; x < side; ++x) paint(image, x, y, color);
  }
  return image;
}

void write_text(Image& image, std::string_view text, int x, int y, int scale, const Color& color) {
  for (const char letter : text) {
    for (const Glyph& glyph : font) {
      if (glyph.letter != letter) continue;
      for (int i = 0; i < 5 * scale; ++i) {
        for (int j = 0; j < 7 * scale; ++j) {
          const bool ink = (glyph.columns[static_cast<std::size_t>(i / scale)] >> j / scale & 1) != 0;
          if (ink && x + i < side && y + j < side) paint(image, x + i, y + j, color);
        }
      }
    }
    x += 6 * scale;
  }
}

Color color_of(vary::Random& random, double low, double high) {
  return {random.uniform(low, high), random.uniform(low, high), random.uniform(low, high)};
}

/// Three lines of text, dark on light.
Image draw_sign(vary::Random& random) {
  constexpr std::array<std::string_view, 8> words{"STOP",  "MIND",    "THE DOOR", "STEP",
                                                  "ALARM", "TICKETS", "PLEASE",   "CAR PARK"};
  Image image = background(color_of(random, 0.7, 1), color_of(random, 0.6, 0.9));
  const Color ink = color_of(random, 0, 0.3);
  int y = 10;
  for (int line = 0; line < 3; ++line) {
    const std::string_view word = words[static_cast<std::size_t>(random.below(words.size()))];
    const int scale = word.size() <= 4 ? 4 : 2;
    write_text(image, word, 8 + static_cast<int>(random.below(8)), y, scale, ink);
    y += 7 * scale + 12;
  }
  return image;
}

/// Random discs and squares.
Image draw_shapes(vary::Random& random) {
  Image image = background(color_of(random, 0.4, 1), color_of(random, 0, 0.6));
  for (int shape = 0; shape < 5; ++shape) {
    const Color color = color_of(random, 0, 1);
    const bool disc = random.chance(0.5);
    const auto x = static_cast<int>(random.integer(10, side - 10));
    const auto y = static_cast<int>(random.integer(10, side - 10));
    const auto radius = static_cast<int>(random.integer(8, 30));
    for (int j = -radius; j <= radius; ++j) {
      for (int i = -radius; i <= radius; ++i) {
        const bool inside = !disc || i * i + j * j <= radius * radius;
        const bool on_image = x + i >= 0 && x + i < side && y + j >= 0 && y + j < side;
        if (inside && on_image) paint(image, x + i, y + j, color);
      }
    }
  }
  return image;
}

}  // namespace

void draw_demo(const fs::path& folder) {
  fs::create_directories(folder / "signs");
  fs::create_directories(folder / "shapes");
  for (int i = 0; i < 12; ++i) {
    vary::Random random(vary::Key{.seed = 1, .index = i});
    const std::string name = (i < 10 ? "0" : "") + std::to_string(i) + ".png";
    vary::save(folder / "signs" / name, draw_sign(random));
    vary::save(folder / "shapes" / name, draw_shapes(random));
  }
}
