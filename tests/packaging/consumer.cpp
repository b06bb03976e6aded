// SPDX-License-Identifier: MIT
// The smallest program that needs every part of an installation: headers, version, kernels.
#include <cstdint>
#include <vary/core/version.hpp>
#include <vary/vary.hpp>

int main() {
  vary::Image<std::uint8_t> photo(5, 2, 3);
  photo.at(0, 1, 2) = 77;
  const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}};
  const vary::Image<std::uint8_t> copy = augment(photo, {.seed = 1});
  return copy.at(4, 1, 2) == 77 ? 0 : 1;
}
