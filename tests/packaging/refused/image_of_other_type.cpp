// SPDX-License-Identifier: MIT
// says: error
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}};
vary::Image<float> copy(const vary::Image<float>& photo) { return augment(photo, {.seed = 1}); }
