// SPDX-License-Identifier: MIT
// A font of dots: letters, digits and some signs.
#pragma once

/// True where letter `letter` has ink, 5 dots wide and 7 high, from the top left. Unknown letters have none.
bool has_ink(char letter, int x, int y);
