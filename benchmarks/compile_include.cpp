// SPDX-License-Identifier: MIT
// Which benchmarks/compile compiles: the umbrella header alone.
#include <vary/vary.hpp>
