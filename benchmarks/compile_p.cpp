// SPDX-License-Identifier: MIT
// P, which benchmarks/compile compiles: a program with three transforms.
#include <cstdint>
#include <vary/vary.hpp>

vary::Image<std::uint8_t> copy_of(const vary::Image<std::uint8_t>& image, int index) {
  static const vary::Pipeline<std::uint8_t> augment{
      vary::RandomResizedCrop{.width = 224, .height = 224},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::ColorJitter{.brightness = {0.8f, 1.2f}, .contrast = {0.8f, 1.2f}},
  };
  return augment(image, {.seed = 42, .index = index});
}
