// SPDX-License-Identifier: MIT
#include "vary/core/border.hpp"

#include <cstdint>
#include <string>

#include "support/catch.hpp"

using vary::Border;

namespace {

/// border_index() by its definition: goes from index 0 to `position` one step at a time, and turns, stays or
/// jumps at the end of the row as the border says.
std::int64_t reference_index(Border border, int position, int size) {
  int index = 0;
  int step = position < 0 ? -1 : 1;
  for (int i = 0; i != position; i += position < 0 ? -1 : 1) {
    const bool at_end = index + step < 0 || index + step >= size;
    if (!at_end) {
      index += step;
    } else if (border == Border::constant) {
      return -1;
    } else if (border == Border::reflect && size > 1) {
      step = -step;
      index += step;
    } else if (border == Border::symmetric) {
      step = -step;
    } else if (border == Border::wrap) {
      index = step > 0 ? 0 : size - 1;
    }
  }
  return index;
}

std::string pad(Border border) {
  std::string row;
  for (int i = -6; i < 10; ++i) {
    const std::int64_t from = vary::border_index(border, i, 4);
    row += from < 0 ? 'k' : "abcd"[from];
  }
  return row;
}

}  // namespace

TEST_CASE("border_index extends a row as numpy.pad does", "[core]") {
  REQUIRE(pad(Border::constant) == "kkkkkkabcdkkkkkk");
  REQUIRE(pad(Border::edge) == "aaaaaaabcddddddd");
  REQUIRE(pad(Border::reflect) == "abcdcbabcdcbabcd");
  REQUIRE(pad(Border::symmetric) == "cddcbaabcddcbaab");
  REQUIRE(pad(Border::wrap) == "cdabcdabcdabcdab");
}

TEST_CASE("border_index agrees with its definition for every size, also far outside", "[core]") {
  for (const Border border :
       {Border::constant, Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
    for (int size = 1; size <= 6; ++size) {
      for (int position = -20; position <= 20; ++position) {
        CAPTURE(static_cast<int>(border), size, position);
        REQUIRE(vary::border_index(border, position, size) == reference_index(border, position, size));
      }
    }
  }
}

TEST_CASE("border_index takes positions beyond 32 bits", "[core]") {
  constexpr std::int64_t far = INT64_C(7) << 40;
  REQUIRE(vary::border_index(Border::wrap, far + 3, 7) == 3);
  REQUIRE(vary::border_index(Border::symmetric, -2 * far - 3, 7) == 2);
  REQUIRE(vary::border_index(Border::reflect, -12 * far - 3, 7) == 3);
}
