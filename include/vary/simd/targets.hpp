// SPDX-License-Identifier: MIT
// Which instruction set is in use.
#pragma once

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// *name = the target that runs the job.
struct NameTarget {
  const char** name;
};

}  // namespace simd
VARY_NAMESPACE_END
