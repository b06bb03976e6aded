// SPDX-License-Identifier: MIT
#include "vary/transforms/limits.hpp"

#include "transforms/checks.hpp"

using vary::check_between;
using vary::Range;

TEST_CASE("Limits include both ends", "[limits]") {
  REQUIRE_NOTHROW(check_between("Tilt", "slope", 2, 2, 5));
  REQUIRE_NOTHROW(check_between("Tilt", "slope", 5, 2, 5));
  REQUIRE_NOTHROW(check_between("Tilt", "slope", Range<float>(-0.5, 0.5), -0.5f, 0.5f));
}

TEST_CASE("An error names transform, field, value and the range to give", "[limits]") {
  const auto text = [](auto value, auto least, auto most) {
    return tests::refusal([&] { check_between("Tilt", "slope", value, least, most); });
  };
  REQUIRE(text(1, 2, 5) == "Tilt.slope: 1 is below 2; give 2 to 5");
  REQUIRE(text(6, 2, 5) == "Tilt.slope: 6 is above 5; give 2 to 5");
  REQUIRE(text(0.75, -0.5, 0.5) == "Tilt.slope: 0.75 is above 0.5; give -0.5 to 0.5");
  REQUIRE(text(std::nan(""), -0.5, 0.5) == "Tilt.slope: is not a number; give -0.5 to 0.5");
  REQUIRE(text(Range<int>(4, 3), 2, 5) == "Tilt.slope: low 4 is above high 3; give the lower value first");
  REQUIRE(text(Range<int>(1, 3), 2, 5) == "Tilt.slope: 1 is below 2; give 2 to 5");
  REQUIRE(text(Range<int>(3, 6), 2, 5) == "Tilt.slope: 6 is above 5; give 2 to 5");
  REQUIRE(text(Range<float>(0, NAN), 0.0f, 1.0f) == "Tilt.slope: is not a number; give 0 to 1");
}

TEST_CASE("The sum of four of the largest extents is an int", "[limits]") {
  STATIC_REQUIRE(4LL * vary::largest_extent < std::numeric_limits<int>::max());
}
