// SPDX-License-Identifier: MIT
#include "vary/simd/kernels.hpp"

#include "support/targets.hpp"

using vary::simd::target;
using vary::simd::targets;
using vary::simd::use_target;

TEST_CASE("The best target is used unless another is requested", "[simd]") {
  REQUIRE(!targets().empty());
  CHECK(target() == targets().front());
  REQUIRE(use_target(targets().back()));
  CHECK(target() == targets().back());
  REQUIRE(use_target(""));
  CHECK(target() == targets().front());
}

TEST_CASE("All targets are listed, independent of the current one", "[simd]") {
  const auto all = targets();
  tests::on_every_target([&] { CHECK(targets() == all); });
}

TEST_CASE("use_target rejects targets that the processor does not support", "[simd]") {
  for (const char* name : {"AVX", "avx2", "nonsense", " "}) {
    CHECK(!use_target(name));
    CHECK(target() == targets().front());
  }
}
