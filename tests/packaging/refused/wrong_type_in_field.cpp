// SPDX-License-Identifier: MIT
// says: error
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, vary::Rotate{.degrees = "thirty"}};
