// SPDX-License-Identifier: MIT
// What the model of the story meets in the field: text on things, and things without text, seen as a camera
// sees them.
#pragma once

#include <array>

#include "draw.hpp"

struct FieldKind {
  const char* name;
  bool text;
  draw::Canvas (*draw)(draw::Dice&);
};

draw::Canvas draw_sign(draw::Dice& dice);
draw::Canvas draw_sticker(draw::Dice& dice);
draw::Canvas draw_receipt(draw::Dice& dice);
draw::Canvas draw_screen(draw::Dice& dice);
draw::Canvas draw_street(draw::Dice& dice);
draw::Canvas draw_blank(draw::Dice& dice);
draw::Canvas draw_pattern(draw::Dice& dice);
draw::Canvas draw_chart(draw::Dice& dice);

inline constexpr std::array<FieldKind, 8> field_kinds{{
    {"signs", true, draw_sign},
    {"stickers", true, draw_sticker},
    {"receipts", true, draw_receipt},
    {"screens", true, draw_screen},
    {"streets", false, draw_street},
    {"blank signs and stickers", false, draw_blank},
    {"tiles, stripes, fabrics", false, draw_pattern},
    {"charts and images on screens", false, draw_chart},
}};

/// Something to hold a text or a shape.
struct Plate {
  draw::Place place;
  double width;
  double height;
  draw::Color ground;
};

/// Adds one, turned at random up to `turn` (as in Place) to either side.
Plate add_plate(draw::Canvas& canvas, draw::Dice& dice, bool round, double turn);

/// What a plate hangs at or lies on.
draw::Canvas draw_surroundings(draw::Dice& dice);

/// Ink that can be read on a ground.
draw::Color ink_on(const draw::Color& ground, draw::Dice& dice);

/// One of a kind, as a camera sees it: often blurred, noisy or dark.
draw::Canvas photograph(const FieldKind& kind, draw::Dice& dice);
