// SPDX-License-Identifier: MIT
// The test images of the text task: objects with and without text, with the effects of a camera.
#pragma once

#include <array>

#include "draw.hpp"

struct TestKind {
  const char* name;
  bool text;
  draw::Canvas (*draw)(draw::Random&);
};

draw::Canvas draw_sign(draw::Random& random);
draw::Canvas draw_sticker(draw::Random& random);
draw::Canvas draw_receipt(draw::Random& random);
draw::Canvas draw_screen(draw::Random& random);
draw::Canvas draw_street(draw::Random& random);
draw::Canvas draw_plate_without_text(draw::Random& random);
draw::Canvas draw_pattern(draw::Random& random);
draw::Canvas draw_chart(draw::Random& random);

inline constexpr std::array<TestKind, 8> test_kinds{{
    {"signs", true, draw_sign},
    {"stickers", true, draw_sticker},
    {"receipts", true, draw_receipt},
    {"screens", true, draw_screen},
    {"streets", false, draw_street},
    {"blank signs and stickers", false, draw_plate_without_text},
    {"tiles, stripes, fabrics", false, draw_pattern},
    {"charts and images on screens", false, draw_chart},
}};

/// A flat object with text or a shape on it.
struct Plate {
  draw::Frame frame;
  double width;
  double height;
  draw::Color background;
};

/// Draws a plate, rotated at random by up to `half_tan` (as in Frame) in both directions.
Plate add_plate(draw::Canvas& canvas, draw::Random& random, bool round, double half_tan);

/// The background of a plate.
draw::Canvas draw_background(draw::Random& random);

/// An ink colour that contrasts with the background.
draw::Color ink_on(const draw::Color& background, draw::Random& random);

/// An image of this kind, at random blurred, noisy or dark.
draw::Canvas take_photo(const TestKind& kind, draw::Random& random);
