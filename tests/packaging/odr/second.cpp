// SPDX-License-Identifier: MIT
#include <cstdint>
#include <vary/vary.hpp>

vary::Image<std::uint8_t> second(const vary::Image<std::uint8_t>& photo) {
  return vary::Pipeline<std::uint8_t>{vary::Rotate{.degrees = {-15, 15}}}(photo, {.seed = 1});
}
