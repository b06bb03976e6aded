// SPDX-License-Identifier: MIT
#include "vary/transforms/morphology/window.hpp"

#include "transforms/checks.hpp"

TEST_CASE("Windows of morphology draw every size of their range equally often", "[window]") {
  tests::Counts counts;
  for (int i = 0; i < 3000; ++i) {
    vary::Draw draw = vary::Random(vary::Key{.index = i}).child("window");
    ++counts[std::to_string(vary::detail::draw_window(vary::Dilate{.size = {4, 6}}, draw, {9, 9, 3}))];
  }
  REQUIRE(tests::evenly(counts, 3));
  for (const char* size : {"4", "5", "6"}) REQUIRE(counts.count(size) == 1);
}
