// SPDX-License-Identifier: MIT
// says: Pipeline
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline<std::uint8_t> augment{42};
