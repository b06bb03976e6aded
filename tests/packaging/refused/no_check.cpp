// SPDX-License-Identifier: MIT
// says: check
#include <cstdint>
#include <vary/vary.hpp>

struct Mine {
  void sample(vary::Draw&, vary::Shape, vary::Recipe& recipe) const { recipe.add(vary::ops::Permute{}); }
};

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, Mine{}};
