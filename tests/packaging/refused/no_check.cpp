// SPDX-License-Identifier: MIT
// says: is not a transform, which has .void check\(\) const.
#include <cstdint>
#include <vary/vary.hpp>

struct Mine {
  void sample(vary::Draw&, vary::Shape, vary::Recipe& recipe) const { recipe.add(vary::ops::Posterize{}); }
};

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, Mine{}};
