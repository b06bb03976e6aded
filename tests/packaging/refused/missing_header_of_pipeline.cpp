// SPDX-License-Identifier: MIT
// says: Pipeline
#include <cstdint>
#include <vary/transforms/tone.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::Gamma{}};
