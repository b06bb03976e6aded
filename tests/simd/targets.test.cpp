// SPDX-License-Identifier: MIT
#include "vary/simd/targets.hpp"

#include <set>

#include "support/targets.hpp"

TEST_CASE("target() returns the name of the current target, and names are unique", "[simd]") {
  std::set<std::string> names;
  tests::on_every_target([&] { names.insert(vary::simd::target()); });
  CHECK(names.size() == vary::simd::targets().size());
}
