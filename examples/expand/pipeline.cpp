// SPDX-License-Identifier: MIT
#include "pipeline.hpp"

namespace {

/// A part of the image at the size of the image.
struct Zoom {
  static constexpr const char* name = "Zoom";
  vary::Range<double> scale{0.7, 1};

  void check() const { crop({1, 1, 1}).check(); }
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    crop(shape).sample(draw, shape, recipe);
  }

 private:
  [[nodiscard]] vary::RandomResizedCrop crop(vary::Shape shape) const {
    const double ratio = static_cast<double>(shape.width) / shape.height;
    return {
        .width = shape.width, .height = shape.height, .scale = scale, .ratio = {ratio * 0.9, ratio * 1.1}};
  }
};

/// ColorJitter, as much of it as the image has colours. Two channels are grey and alpha, which stays.
struct AnyColorJitter {
  static constexpr const char* name = "ColorJitter";

  void check() const { light.check(); }
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    if (shape.channels == 1) light.sample(draw, shape, recipe);
    if (shape.channels == 3 || shape.channels == 4) color.sample(draw, shape, recipe);
  }

 private:
  vary::ColorJitter light{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}};
  vary::ColorJitter color{
      .brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .saturation = {0.7, 1.3}, .hue = {-0.03, 0.03}};
};

/// GaussianNoise where there is no alpha, which noise would move too.
struct Grain {
  static constexpr const char* name = "GaussianNoise";
  vary::GaussianNoise noise;

  void check() const { noise.check(); }
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    if (shape.channels % 2 == 1) noise.sample(draw, shape, recipe);
  }
};

}  // namespace

vary::Pipeline<std::uint8_t> make_pipeline(const Options& options) {
  return vary::Pipeline<std::uint8_t>{
      vary::one_of(Zoom{}, vary::MirrorPadShrink{.scale = {0.75, 1}}),
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}},
      AnyColorJitter{},
      vary::one_of(vary::GaussianBlur{.sigma = {0.1, 0.8}}, Grain{{.sigma = {0.005, 0.03}}},
                   vary::sequence()),
      vary::GaussianBlur{.sigma = options.blur},
      vary::Dilate{.size = options.dilate > 1 ? options.dilate : 1},
      vary::GaussianNoise{.sigma = options.noise},
  };
}
