// SPDX-License-Identifier: MIT
// says: sample
#include <cstdint>
#include <vary/vary.hpp>

struct Mine {
  void check() const {}
};

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, Mine{}};
