// SPDX-License-Identifier: MIT
// quickstart [IMAGE]: eight augmented copies of an image, or of a drawn one.
#include <cstdint>
#include <string>
#include <vary/io.hpp>
#include <vary/vary.hpp>

int main(int count, char** arguments) {
  vary::Image<std::uint8_t> image(320, 240, 3);
  if (count > 1) {
    image = vary::load<std::uint8_t>(arguments[1], 3);
  } else {
    for (int y = 0; y < 240; ++y)
      for (int x = 0; x < 320; ++x)
        for (int c = 0; c < 3; ++c) image.at(x, y, c) = static_cast<std::uint8_t>((x ^ y) * (c + 1));
  }

  const vary::Pipeline<std::uint8_t> augment{
      vary::RandomResizedCrop{.width = 224, .height = 224, .scale = {0.4, 1}},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}},  // corners are mirrored, never black
      vary::one_of(vary::GaussianBlur{.sigma = {0.1, 2}}, vary::GaussianNoise{.sigma = {0.01, 0.05}}),
      vary::ColorJitter{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}},
  };
  for (int i = 0; i < 8; ++i) {  // the same key gives the same copy, on any machine
    vary::save("copy_" + std::to_string(i) + ".png", augment(image, {.seed = 42, .epoch = i}));
  }
}
