// SPDX-License-Identifier: MIT
// What a newcomer writes first, in the words of the design. Compiled without a build system, with warnings
// as errors.
#include <cstdint>
#include <cstdio>
#include <vary/io.hpp>
#include <vary/vary.hpp>

int main() {
  vary::Image<std::uint8_t> drawn(300, 260, 3);
  for (int y = 0; y < drawn.height(); ++y) {
    for (int x = 0; x < drawn.width(); ++x) drawn.at(x, y, 0) = static_cast<std::uint8_t>(x ^ y);
  }
  vary::save("plain.png", drawn);
  vary::Image<std::uint8_t> photo = vary::load<std::uint8_t>("plain.png");
  std::remove("plain.png");

  const vary::Pipeline<std::uint8_t> augment{
      vary::RandomResizedCrop{.width = 224, .height = 224},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}},
      vary::one_of(vary::GaussianBlur{.sigma = {0.1f, 2.0f}}, vary::GaussianNoise{.sigma = {0.01f, 0.05f}}),
      vary::ColorJitter{.brightness = {0.8f, 1.2f}, .contrast = {0.8f, 1.2f}},
  };
  vary::Image<std::uint8_t> copy = augment(photo, {.seed = 42, .epoch = 0, .index = 7});
  std::printf("%dx%dx%d\n", copy.width(), copy.height(), copy.channels());
  for (int index = 0; index < 3; ++index) augment(photo, {.seed = 42, .epoch = 0, .index = index}, copy);

  const std::size_t width = 64, height = 48;
  std::uint16_t pixels[width * height] = {};
  const vary::ImageView<const std::uint16_t> view(pixels, width, height, 1);
  const vary::Image<std::uint16_t> turned = vary::Rotate{.degrees = 30}(view);
  return copy.width() == 224 && photo == drawn && turned.width() == 64 ? 0 : 1;
}
