// SPDX-License-Identifier: MIT
// Static dispatch, in the same program as the separately compiled kernels of the other tests: the namespaces
// are different.
#undef VARY_SEPARATE_KERNELS
#define VARY_STATIC_DISPATCH
#include "vary/simd/dispatch.hpp"

#include "support/catch.hpp"

namespace simd = vary::simd;

TEST_CASE("Static dispatch has one target", "[simd]") {
  const char* name = nullptr;
  simd::run(simd::NameTarget{&name});
  REQUIRE(name != nullptr);
  CHECK(simd::target() == name);
  CHECK(simd::targets() == std::vector<std::string>{name});
  CHECK(simd::use_target(""));
  CHECK(simd::use_target(name));
  CHECK(!simd::use_target("nonsense"));
  CHECK(simd::target() == name);
}

TEST_CASE("Static dispatch gives the same results", "[simd]") {
  float numbers[8];
  simd::run(simd::FillNormal{1, 2, 0, numbers, 8});
  const float expected[] = {-0.402845144f,  0.203658342f,  1.43698227f, -0.859236956f,
                            -0.0993603393f, -0.808584154f, 1.47002888f, -0.693334699f};  // as in ops/noise
  for (int i = 0; i < 8; ++i) CHECK(numbers[i] == expected[i]);
}
