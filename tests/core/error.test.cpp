// SPDX-License-Identifier: MIT
#include "vary/core/error.hpp"

#include <climits>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "support/catch.hpp"

static_assert(std::is_base_of_v<std::invalid_argument, vary::Error>);

namespace {

template <class... Parts>
std::string text_of(const Parts&... reason) {
  try {
    vary::refuse("Rotate", "degrees", reason...);
  } catch (const vary::Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("An error names the owner, the field, the value and the remedy", "[core]") {
  REQUIRE(text_of("low ", 30, " is above high ", 10, "; give the lower value first") ==
          "Rotate.degrees: low 30 is above high 10; give the lower value first");
  REQUIRE_THROWS_WITH(vary::refuse("Pipeline", "", "is empty"), "Pipeline: is empty");
}

TEST_CASE("An error message may contain texts and numbers of any type", "[core]") {
  REQUIRE(text_of(std::string(100, 'x'), "-", std::string("y")) ==
          "Rotate.degrees: " + std::string(100, 'x') + "-y");
  REQUIRE(text_of(true, 0, std::int8_t{-128}, std::uint8_t{255}) == "Rotate.degrees: 10-128255");
  REQUIRE(text_of(LLONG_MIN) == "Rotate.degrees: -9223372036854775808");
  REQUIRE(text_of(LLONG_MAX) == "Rotate.degrees: 9223372036854775807");
  REQUIRE(text_of(ULLONG_MAX) == "Rotate.degrees: 1.844674e+19");
  REQUIRE(text_of(0.1f) == "Rotate.degrees: 0.1");  // not 0.100000001
  REQUIRE(text_of(-2.5, " ", 1e-9, " ", 1.0L) == "Rotate.degrees: -2.5 1e-09 1");
}
