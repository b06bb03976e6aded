// SPDX-License-Identifier: MIT
// says: is not a transform
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, 42};
