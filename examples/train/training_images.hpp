// SPDX-License-Identifier: MIT
// The training images of the text task: clean book pages, and scenes without text.
#pragma once

#include "draw.hpp"

draw::Canvas draw_page(draw::Random& random);
draw::Canvas draw_scene(draw::Random& random);

/// Random lowercase letters, with about their frequency in English.
std::string random_word(draw::Random& random, int shortest, int longest);
