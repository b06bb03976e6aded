// SPDX-License-Identifier: MIT
#include "vary/simd/targets.hpp"

#include <set>

#include "support/targets.hpp"

TEST_CASE("A target that is used names itself, and no two share a name", "[simd]") {
  std::set<std::string> names;
  tests::on_every_target([&] { names.insert(vary::simd::target()); });
  CHECK(names.size() == vary::simd::targets().size());
}
