// SPDX-License-Identifier: MIT
// A dot-matrix font: letters, digits and some punctuation.
#pragma once

/// True if dot (x, y) of the 5 x 7 glyph has ink; (0, 0) is the upper left. Unknown letters have none.
bool has_ink(char letter, int x, int y);
