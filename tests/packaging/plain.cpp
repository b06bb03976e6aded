// SPDX-License-Identifier: MIT
// What a newcomer writes first. Compiled without a build system and with warnings as errors.
#include <cstdint>
#include <cstdio>
#include <vary/vary.hpp>

int main() {
  vary::Image<std::uint8_t> photo(64, 48, 3);
  for (int y = 0; y < photo.height(); ++y) {
    for (int x = 0; x < photo.width(); ++x) photo.at(x, y, 0) = static_cast<std::uint8_t>(4 * x);
  }

  const vary::Pipeline<std::uint8_t> augment{
      vary::HorizontalFlip{},
      vary::Rotate{.degrees = {-15, 15}},
      vary::GaussianBlur{.sigma = {0.1f, 2.0f}},
      vary::GaussianNoise{.sigma = {0.01f, 0.05f}},
  };
  for (int index = 0; index < 3; ++index) {
    const auto copy = augment(photo, {.seed = 42, .epoch = 0, .index = index});
    if (copy.width() != 64 || copy.height() != 48) return 1;
    std::printf("copy %d: %d\n", index, copy.at(32, 24, 0));
  }
}
