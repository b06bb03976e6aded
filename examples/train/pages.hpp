// SPDX-License-Identifier: MIT
// What the model of the story is trained on: clean pages of a book, and plain scenes.
#pragma once

#include "draw.hpp"

draw::Canvas draw_page(draw::Dice& dice);
draw::Canvas draw_scene(draw::Dice& dice);

/// A word of small letters that nobody has read before.
std::string made_up_word(draw::Dice& dice, int shortest, int longest);
