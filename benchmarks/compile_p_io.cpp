// SPDX-License-Identifier: MIT
// P+io, which benchmarks/compile compiles: a program with three transforms that loads and saves images.
#include <cstdint>
#include <string>
#include <vary/io.hpp>
#include <vary/vary.hpp>

int main(int count, char** paths) {
  const vary::Pipeline<std::uint8_t> augment{
      vary::RandomResizedCrop{.width = 224, .height = 224},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::ColorJitter{.brightness = {0.8f, 1.2f}, .contrast = {0.8f, 1.2f}},
  };
  for (int i = 1; i < count; ++i) {
    const vary::Image<std::uint8_t> image = vary::load<std::uint8_t>(paths[i]);
    vary::save("copy" + std::to_string(i) + ".jpg", augment(image, {.seed = 42, .index = i}));
  }
}
