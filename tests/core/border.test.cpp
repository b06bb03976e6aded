// SPDX-License-Identifier: MIT
#include "vary/core/border.hpp"

#include <cstdint>
#include <string>

#include "support/catch.hpp"

using vary::Border;

namespace {

/// Walks from the first pixel to `position`, one step at a time, and says where it is then. What a walker
/// does at the end of the row is what numpy.pad writes beyond it.
std::int64_t walk(Border border, int position, int size) {
  int place = 0;
  int step = position < 0 ? -1 : 1;
  for (int i = 0; i != position; i += position < 0 ? -1 : 1) {
    const bool at_end = place + step < 0 || place + step >= size;
    if (!at_end) {
      place += step;
    } else if (border == Border::constant) {
      return -1;
    } else if (border == Border::reflect && size > 1) {
      step = -step;
      place += step;
    } else if (border == Border::symmetric) {
      step = -step;
    } else if (border == Border::wrap) {
      place = step > 0 ? 0 : size - 1;
    }
  }
  return place;
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

TEST_CASE("Borders continue a row as numpy.pad does", "[core]") {
  REQUIRE(pad(Border::constant) == "kkkkkkabcdkkkkkk");
  REQUIRE(pad(Border::edge) == "aaaaaaabcddddddd");
  REQUIRE(pad(Border::reflect) == "abcdcbabcdcbabcd");
  REQUIRE(pad(Border::symmetric) == "cddcbaabcddcbaab");
  REQUIRE(pad(Border::wrap) == "cdabcdabcdabcdab");
}

TEST_CASE("Borders hold for every size and far outside", "[core]") {
  for (const Border border :
       {Border::constant, Border::edge, Border::reflect, Border::symmetric, Border::wrap}) {
    for (int size = 1; size <= 6; ++size) {
      for (int position = -20; position <= 20; ++position) {
        CAPTURE(static_cast<int>(border), size, position);
        REQUIRE(vary::border_index(border, position, size) == walk(border, position, size));
      }
    }
  }
}

TEST_CASE("Borders can be asked about beyond 32 bits", "[core]") {
  constexpr std::int64_t far = INT64_C(7) << 40;
  REQUIRE(vary::border_index(Border::wrap, far + 3, 7) == 3);
  REQUIRE(vary::border_index(Border::symmetric, -2 * far - 3, 7) == 2);
  REQUIRE(vary::border_index(Border::reflect, -12 * far - 3, 7) == 3);
}
