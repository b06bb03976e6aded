// SPDX-License-Identifier: MIT
// says: Rotate
#include <cstdint>
#include <vary/pipeline/pipeline.hpp>
#include <vary/transforms/flip.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, vary::Rotate{.degrees = 3}};
