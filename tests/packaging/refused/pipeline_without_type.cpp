// SPDX-License-Identifier: MIT
// says: error
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline augment{vary::HorizontalFlip{}, vary::Rotate{.degrees = 3}};
vary::Image<std::uint8_t> copy(const vary::Image<std::uint8_t>& photo) { return augment(photo, {.seed = 1}); }
