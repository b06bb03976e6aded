// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/transpose.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Transpose;

TEST_CASE("Transpose exchanges rows and columns, and keeps the channels of a pixel together", "[transpose]") {
  REQUIRE(rows(Transpose{}(image({{1, 2, 3}, {4, 5, 6}}))) == Rows{{1, 4}, {2, 5}, {3, 6}});
  REQUIRE(rows(Transpose{}(image({{1, 2, 3, 4, 5, 6}}, 3))) == Rows{{1, 2, 3}, {4, 5, 6}});
}
