// SPDX-License-Identifier: MIT
#include "pipeline.hpp"

namespace {

/// A random rect of the image, resized to the size of the image.
struct ZoomIn {
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

/// ColorJitter for any channel count: grey images have no saturation and hue; grey with alpha is not changed.
struct ColorJitterForChannels {
  static constexpr const char* name = "ColorJitter";

  void check() const { grey.check(); }
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    if (shape.channels == 1) grey.sample(draw, shape, recipe);
    if (shape.channels == 3 || shape.channels == 4) color.sample(draw, shape, recipe);
  }

 private:
  vary::ColorJitter grey{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}};
  vary::ColorJitter color{
      .brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .saturation = {0.7, 1.3}, .hue = {-0.03, 0.03}};
};

/// GaussianNoise for images without alpha, since it would change alpha too.
struct NoiseWithoutAlpha {
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
      vary::one_of(ZoomIn{}, vary::MirrorPadShrink{.scale = {0.75, 1}}),
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}},
      ColorJitterForChannels{},
      vary::one_of(vary::GaussianBlur{.sigma = {0.1, 0.8}}, NoiseWithoutAlpha{{.sigma = {0.005, 0.03}}},
                   vary::sequence()),
      vary::GaussianBlur{.sigma = options.blur},
      vary::Dilate{.size = options.dilate > 1 ? options.dilate : 1},
      vary::GaussianNoise{.sigma = options.noise},
  };
}
