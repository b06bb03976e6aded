// SPDX-License-Identifier: MIT
#include "vary/core/config.hpp"

#include <cmath>

#include "support/catch.hpp"

// On x86-64 the compiler uses fused operations only if told that the processor has them.
#if defined(__x86_64__)
#define FUSED_OPERATIONS [[gnu::target("fma")]]
#else
#define FUSED_OPERATIONS
#endif

VARY_NAMESPACE_BEGIN
namespace {
FUSED_OPERATIONS double multiply_add(double a, double b, double c) { return a * b + c; }
FUSED_OPERATIONS float multiply_add(float a, float b, float c) { return a * b + c; }
}  // namespace
VARY_NAMESPACE_END

TEST_CASE("Products are rounded before they are added", "[core]") {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("fma")) return;
#endif
  // The square is 1 + 2^-29 + 2^-60; a separately rounded product loses the last term. Volatile, so that the
  // processor computes it and not the compiler.
  volatile double a = 1 + 0x1p-30;
  volatile float b = 1 + 0x1p-13f;
  const double x = a;
  const float y = b;
  REQUIRE(std::fma(x, x, -1 - 0x1p-29) == 0x1p-60);  // what fusing would give
  REQUIRE(std::fma(y, y, -1 - 0x1p-12f) == 0x1p-26f);
  REQUIRE(vary::multiply_add(x, x, -1 - 0x1p-29) == 0);
  REQUIRE(vary::multiply_add(y, y, -1 - 0x1p-12f) == 0);
}
