// SPDX-License-Identifier: MIT
// Everything that kernels do is tried on every instruction set of the processor.
#pragma once

#include <string>

#include "support/catch.hpp"
#include "vary/simd/kernels.hpp"

namespace tests {

/// body() on each target in turn; afterwards the best one is in use again.
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
