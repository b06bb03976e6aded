// SPDX-License-Identifier: MIT
// Runs a test on every SIMD target that the processor supports.
#pragma once

#include <string>

#include "support/catch.hpp"
#include "vary/simd/kernels.hpp"

namespace tests {

/// Calls body() for each target, then selects the best target again.
template <class Body>
void on_every_target(const Body& body) {
  for (const std::string& name : vary::simd::targets()) {
    REQUIRE(vary::simd::use_target(name));
    REQUIRE(vary::simd::target() == name);
    INFO("target " << name);
    body();
  }
  vary::simd::use_target("");
}

}  // namespace tests
