// SPDX-License-Identifier: MIT
#include "vary/transforms/tone/clahe.hpp"

#include "transforms/checks.hpp"

using vary::CLAHE;

TEST_CASE("CLAHE increases the contrast of grey, keeps it grey, and does not change alpha", "[clahe]") {
  vary::Image<std::uint8_t> photo(40, 40, 4);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 40; ++x) {
      for (int c = 0; c < 3; ++c) photo.at(x, y, c) = static_cast<std::uint8_t>(90 + x / 2);
      photo.at(x, y, 3) = static_cast<std::uint8_t>(x);
    }
  }
  const auto copy = CLAHE{.clip_limit = 256, .columns = 1, .rows = 1}(photo);
  for (int x = 0; x < 40; ++x) {
    REQUIRE(copy.at(x, 7, 1) == copy.at(x, 7, 0));
    REQUIRE(copy.at(x, 7, 2) == copy.at(x, 7, 0));
    REQUIRE(copy.at(x, 7, 3) == x);
  }
  REQUIRE(copy.at(0, 7, 0) < 20);
  REQUIRE(copy.at(39, 7, 0) == 255);
}

TEST_CASE("CLAHE refuses fields out of range", "[clahe]") {
  tests::require_refused({
      {CLAHE{.clip_limit = 0.5}, "CLAHE.clip_limit: 0.5 is below 1; give 1 to 256"},
      {CLAHE{.clip_limit = {1, 300}}, "CLAHE.clip_limit: 300 is above 256; give 1 to 256"},
      {CLAHE{.clip_limit = {3, 2}}, "CLAHE.clip_limit: low 3 is above high 2; give the lower value first"},
      {CLAHE{.columns = 0}, "CLAHE.columns: 0 is below 1; give 1 to 1024"},
      {CLAHE{.rows = 2000}, "CLAHE.rows: 2000 is above 1024; give 1 to 1024"},
  });
}
