// SPDX-License-Identifier: MIT
// The catalogue: every transform and combinator, for the laws that hold for all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "support/images.hpp"
#include "vary/vary.hpp"

namespace tests {

/// The channel counts of the tests of the catalogue. Its images are at least 8 x 8.
inline constexpr int channel_counts[] = {1, 3, 4, 5};

/// The ways to apply a transform to pixels of T.
template <class T>
struct Applied {
  template <vary::Transform X>
  explicit Applied(const X& transform)
      : pipeline(transform),
        functor([transform](vary::ImageView<const T> photo, const vary::Key& key) {
          return transform(photo, key);
        }),
        every_way([transform](vary::Image<T>& photo, const vary::Key& key) {
          const vary::Image<T>& constant = photo;
          const vary::ImageView<T> view = photo;
          const vary::ImageView<const T> constant_view = photo;
          return std::vector{transform(photo, key), transform(constant, key), transform(view, key),
                             transform(constant_view, key)};
        }),
        without_key([transform](vary::Image<T>& photo) { return transform(photo); }) {}

  vary::Pipeline<T> pipeline;
  std::function<vary::Image<T>(vary::ImageView<const T>, const vary::Key&)> functor;
  std::function<std::vector<vary::Image<T>>(vary::Image<T>&, const vary::Key&)> every_way;
  std::function<vary::Image<T>(vary::Image<T>&)> without_key;
};

/// The names of the ops in a list.
template <class... Os>
std::set<std::string> names_of(vary::OpTypes<Os...>) {
  return {Os::name...};
}

/// The names of the ops that a transform declares; none without a declaration.
template <vary::Transform X>
std::optional<std::set<std::string>> declared_ops() {
  if constexpr (requires { typename X::Ops; }) {
    return names_of(typename X::Ops{});
  } else {
    return std::nullopt;
  }
}

/// A transform of any type, with its fields.
class Entry {
 public:
  /// `least_copies`: a hundred keys give at least so many different copies; 1: exactly one. `only_channels`:
  /// the only number of channels that it takes, 0: any. `only_floats`: it refuses integers.
  template <vary::Transform X>
  Entry(std::string title, const X& transform, int least_copies, int only_channels = 0,
        bool only_floats = false)
      : name(std::move(title)),
        copies(least_copies),
        channels(only_channels),
        floats(only_floats),
        declared(declared_ops<X>()),
        push_to([transform](vary::TransformList& list) { list.push_back(transform); }),
        applied_(Applied<std::uint8_t>(transform), Applied<std::uint16_t>(transform),
                 Applied<float>(transform)) {}

  template <class T>
  [[nodiscard]] const Applied<T>& on() const {
    return std::get<Applied<T>>(applied_);
  }
  /// True for images of T that the transform takes.
  template <class T>
  [[nodiscard]] bool takes(int channel_count) const {
    return (channels == 0 || channels == channel_count) && (!floats || std::is_same_v<T, float>);
  }

  std::string name;
  int copies;
  int channels;
  bool floats;
  std::optional<std::set<std::string>> declared;  ///< the names of its Ops, if it declares any
  std::function<void(vary::TransformList&)> push_to;

 private:
  std::tuple<Applied<std::uint8_t>, Applied<std::uint16_t>, Applied<float>> applied_;
};

/// A function that changes some pixels, for custom().
struct Speckle {
  template <class T>
  void operator()(vary::ImageView<T> pixels, vary::Random& random) const {
    for (int i = 0; i < 20; ++i) {
      const auto x = static_cast<int>(random.below(static_cast<std::uint64_t>(pixels.width())));
      pixels.at(x, pixels.height() - 1) = vary::white<T>;
    }
  }
};

/// A transform of a user, without a name.
struct Shift {
  int most = 5;

  void check() const {}
  void sample(vary::Draw& draw, vary::Shape shape, vary::Recipe& recipe) const {
    recipe.add(vary::ops::Permute{.width = shape.width,
                                  .height = shape.height,
                                  .x = draw(vary::Range<int>(-most, most)),
                                  .border = vary::Border::wrap});
  }
  template <vary::Photo P>
  auto operator()(const P& photo, const vary::Key& key = {}) const {
    return vary::perform(*this, photo, key);
  }
};

/// Every transform, with fields that change images. Recipes compare the function of a custom transform, so it
/// is one object.
inline const std::vector<Entry>& catalogue() {
  using vary::Border;
  using vary::Interpolation;
  constexpr int always = 100;
  static const vary::CustomTransform speckle = vary::custom("speckle", Speckle{});
  static const std::vector<Entry> entries{
      {"Crop", vary::Crop{.x = 1, .y = 2, .width = 7, .height = 6}, 1},
      {"CenterCrop", vary::CenterCrop{.width = 9, .height = 8, .pad_if_needed = true}, 1},
      {"CenterCrop wider", vary::CenterCrop{.width = 31, .height = 9, .pad_if_needed = true}, 1},
      {"RandomCrop", vary::RandomCrop{.width = 8, .height = 8, .pad_if_needed = true}, 50},
      {"RandomCrop, coloured margin",
       vary::RandomCrop{
           .width = 30, .height = 8, .pad_if_needed = true, .border = Border::constant, .fill = {1, 0.5, 0}},
       5, 3},
      {"Pad", vary::Pad{.left = 3, .top = 25, .right = 0, .bottom = 2}, 1},
      {"Pad with grey", vary::Pad{.right = 2, .border = Border::constant, .fill = 0.5}, 1},
      {"HorizontalFlip", vary::HorizontalFlip{}, 1},
      {"VerticalFlip", vary::VerticalFlip{}, 1},
      {"Transpose", vary::Transpose{}, 1},
      {"Rotate90", vary::Rotate90{}, 4},
      {"Rotate90 clockwise", vary::Rotate90{.turns = -1}, 1},
      {"Rotate", vary::Rotate{}, always},
      {"Rotate by 30", vary::Rotate{.degrees = 30, .border = Border::symmetric}, 1},
      {"Rotate by 90", vary::Rotate{.degrees = 90, .border = Border::wrap}, 1},
      {"Rotate, nearest",
       vary::Rotate{.degrees = {5, 50}, .interpolation = Interpolation::nearest, .border = Border::constant},
       50},
      {"Rotate, expanded",
       vary::Rotate{.degrees = {-180, 180}, .interpolation = Interpolation::bicubic, .expand = true}, always},
      {"Rotate, cropped", vary::Rotate{.interpolation = Interpolation::lanczos, .crop = true}, always},
      {"Affine",
       vary::Affine{.degrees = {-45, 45},
                    .translate_x = {-0.1, 0.1},
                    .translate_y = {-0.2, 0.3},
                    .scale = {0.5, 1.5},
                    .keep_ratio = false,
                    .shear_x = {-20, 20},
                    .shear_y = {-10, 10}},
       always},
      {"Affine by 90", vary::Affine{.degrees = 90, .border = Border::wrap}, 1},
      {"Affine, bicubic",
       vary::Affine{.degrees = 10,
                    .scale = 0.6,
                    .interpolation = Interpolation::bicubic,
                    .border = Border::constant,
                    .fill = 0.3},
       1},
      {"Translate", vary::Translate{}, 20},
      {"Shear", vary::Shear{}, always},
      {"Shear, steep", vary::Shear{.x = 50, .y = {-40, 60}, .antialias = false, .border = Border::wrap}, 90},
      {"Zoom", vary::Zoom{}, always},
      {"Zoom, lanczos", vary::Zoom{.factor = 0.3, .interpolation = Interpolation::lanczos}, 1},
      {"Perspective", vary::Perspective{}, always},
      {"Perspective, extreme",
       vary::Perspective{.distortion_scale = 1, .interpolation = Interpolation::nearest}, 90},
      {"ElasticTransform", vary::ElasticTransform{.sigma = {2, 5}}, always},
      {"ElasticTransform, nearest",
       vary::ElasticTransform{.alpha = 2, .interpolation = Interpolation::nearest, .border = Border::wrap},
       95},
      {"GridDistortion", vary::GridDistortion{}, always},
      {"GridDistortion, fine",
       vary::GridDistortion{.columns = 30, .rows = 9, .strength = {-0.9, 0.9}, .border = Border::constant},
       always},
      {"OpticalDistortion", vary::OpticalDistortion{}, 95},
      {"OpticalDistortion, a barrel", vary::OpticalDistortion{.strength = 0.5, .border = Border::edge}, 1},
      {"Resize", vary::Resize{.width = 31, .height = 12}, 1},
      {"Resize, lanczos", vary::Resize{.width = 9, .height = 29, .interpolation = Interpolation::lanczos}, 1},
      {"MirrorPadShrink", vary::MirrorPadShrink{}, 8},
      {"MirrorPadShrink to little", vary::MirrorPadShrink{.scale = 0.1, .border = Border::symmetric}, 1},
      {"Downscale", vary::Downscale{.scale = {0.25, 0.75}}, 8},
      {"GaussianBlur", vary::GaussianBlur{.sigma = {0.5, 2}}, 50},
      {"GaussianBlur, fixed", vary::GaussianBlur{.sigma = 1, .size = 5, .border = Border::constant}, 1},
      {"BoxBlur", vary::BoxBlur{}, 3},
      {"MotionBlur", vary::MotionBlur{}, 50},
      {"MotionBlur, fixed", vary::MotionBlur{.size = 7, .degrees = 45, .border = Border::constant}, 1},
      {"MotionBlur, forwards", vary::MotionBlur{.size = 5, .direction = {-1, 1}}, 50},
      {"Defocus", vary::Defocus{}, 50},
      {"Defocus, hard", vary::Defocus{.radius = 2, .alias_blur = 0, .border = Border::wrap}, 1},
      {"Sharpness", vary::Sharpness{.factor = {0, 2}}, 50},
      {"UnsharpMask", vary::UnsharpMask{}, 50},
      {"Sharpness, fixed", vary::Sharpness{.factor = 2}, 1},
      {"Emboss", vary::Emboss{}, 50},
      {"Dilate", vary::Dilate{}, 2},
      {"Erode", vary::Erode{.size = {2, 5}, .border = Border::wrap}, 4},
      {"Dilate by ellipses", vary::Dilate{.size = {3, 5}, .window = vary::Window::ellipse}, 3},
      {"Open", vary::Open{}, 2},
      {"Open by crosses", vary::Open{.size = 3, .window = vary::Window::cross}, 1},
      {"Close", vary::Close{.size = {2, 4}, .border = Border::symmetric}, 3},
      {"MorphologicalGradient", vary::MorphologicalGradient{}, 2},
      {"MedianBlur", vary::MedianBlur{}, 3},
      {"MedianBlur, fixed", vary::MedianBlur{.size = 3, .border = Border::edge}, 1},
      {"Invert", vary::Invert{}, 1},
      {"Brightness", vary::Brightness{}, 95},
      {"Brightness, fixed", vary::Brightness{.factor = 0.4}, 1},
      {"Contrast", vary::Contrast{}, 90},
      {"BrightnessContrast", vary::BrightnessContrast{}, 95},
      {"BrightnessContrast, flat", vary::BrightnessContrast{.brightness = {0, 1}, .contrast = -1}, 50},
      {"Gamma", vary::Gamma{}, 90},
      {"Gamma, fixed", vary::Gamma{.gamma = 2.2}, 1},
      {"ToneCurve", vary::ToneCurve{}, 95},
      {"ToneCurve by channel", vary::ToneCurve{.scale = 0.08f, .per_channel = true}, 95},
      {"Posterize", vary::Posterize{.bits = {2, 6}}, 5},
      {"Posterize, fixed", vary::Posterize{}, 1},
      {"Solarize", vary::Solarize{.threshold = {0, 1}}, 50},
      {"Solarize, fixed", vary::Solarize{}, 1},
      {"Equalize", vary::Equalize{}, 1},
      {"AutoContrast", vary::AutoContrast{}, 1},
      {"AutoContrast with a cutoff", vary::AutoContrast{.cutoff = {0, 0.2}}, 20},
      {"CLAHE", vary::CLAHE{.columns = 1, .rows = 1}, 4, 3},
      {"CLAHE with alpha", vary::CLAHE{.clip_limit = 2, .columns = 2, .rows = 3}, 1, 4},
      {"CLAHE of grey", vary::CLAHE{.columns = 1, .rows = 1}, 4, 1},
      {"Normalize", vary::Normalize{}, 1, 3, true},
      {"Normalize with alpha", vary::Normalize{}, 1, 4, true},
      {"Normalize all alike", vary::Normalize{.mean = {0.5}, .deviation = {0.25}}, 1, 0, true},
      {"ChannelDropout", vary::ChannelDropout{}, 3, 3},
      {"ChannelDropout with alpha", vary::ChannelDropout{.count = {1, 2}, .fill = 0.5}, 6, 4},
      {"ChannelDropout of five", vary::ChannelDropout{.count = {1, 4}}, 20, 5},
      {"RGBShift", vary::RGBShift{}, 95, 3},
      {"RGBShift with alpha", vary::RGBShift{.red = {-0.5, 0.5}, .green = 0, .blue = 0}, 50, 4},
      {"ChannelSwap", vary::ChannelSwap{.order = {1, 2, 0}}, 1, 3},
      {"ChannelSwap of five", vary::ChannelSwap{.order = {4, 1, 2, 3, 0}}, 1, 5},
      {"ChannelShuffle", vary::ChannelShuffle{}, 6, 3},
      {"ChannelShuffle with alpha", vary::ChannelShuffle{}, 6, 4},
      {"GaussianNoise", vary::GaussianNoise{}, always},
      {"GaussianNoise, grey", vary::GaussianNoise{.sigma = {0.05, 0.2}, .per_channel = false, .clamp = false},
       always},
      {"GaussianNoise, mean only", vary::GaussianNoise{.sigma = 0, .mean = 0.25}, 1},
      {"UniformNoise", vary::UniformNoise{.low = {-0.2, -0.1}, .high = {0, 0.3}}, always},
      {"LaplaceNoise", vary::LaplaceNoise{}, always},
      {"LaplaceNoise, grey", vary::LaplaceNoise{.scale = 0.2, .per_channel = false, .clamp = false}, always},
      {"MultiplicativeNoise", vary::MultiplicativeNoise{}, 50},
      {"MultiplicativeNoise by channel", vary::MultiplicativeNoise{.per_channel = true}, 50},
      {"MultiplicativeNoise by pixel", vary::MultiplicativeNoise{.elementwise = true}, always},
      {"MultiplicativeNoise, a gain", vary::MultiplicativeNoise{.multiplier = 1.5, .clamp = false}, 1},
      {"SaltAndPepper", vary::SaltAndPepper{.amount = {0.05, 0.2}}, always},
      {"SaltAndPepper, all of it", vary::SaltAndPepper{.amount = 1, .salt = 1}, 1},
      {"PixelDropout", vary::PixelDropout{.dropout_prob = 0.1, .fill = 0.5}, always},
      {"PixelDropout by channel", vary::PixelDropout{.dropout_prob = 0.1, .per_channel = true}, always},
      {"ShotNoise", vary::ShotNoise{}, always},
      {"ShotNoise, much light", vary::ShotNoise{.scale = {0.001, 0.1}, .clamp = false}, always},
      {"JpegCompression", vary::JpegCompression{}, 25},
      {"JpegCompression, fixed", vary::JpegCompression{.quality = 30, .subsampled = false}, 1},
      {"RandomResizedCrop", vary::RandomResizedCrop{.width = 13, .height = 9}, 50},
      {"RandomResizedCrop to the nearest",
       vary::RandomResizedCrop{.width = 9, .height = 8, .interpolation = Interpolation::nearest}, 50},
      {"ColorJitter",
       vary::ColorJitter{
           .brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .saturation = {0.5, 1.5}, .hue = {-0.2, 0.2}},
       always, 3},
      {"ColorJitter with alpha", vary::ColorJitter{.saturation = 1.5, .hue = {0.1, 0.4}}, always, 4},
      {"ColorJitter of any channels", vary::ColorJitter{.brightness = {0.5, 1.5}, .contrast = {0.5, 1.5}},
       always},
      {"CoarseDropout", vary::CoarseDropout{}, 50},
      {"CoarseDropout, mean",
       vary::CoarseDropout{.holes = {1, 3}, .hole_width = 0.3, .kind = vary::EraseFill::mean}, 50},
      {"CoarseDropout, random", vary::CoarseDropout{.holes = 12, .kind = vary::EraseFill::random}, always},
      {"CoarseDropout, mirrored",
       vary::CoarseDropout{.hole_width = 1, .hole_height = {0, 1}, .kind = vary::EraseFill::mirrored}, 50},
      {"CoarseDropout, coloured", vary::CoarseDropout{.holes = 1, .fill = {1, 0.5, 0}}, 50, 3},
      {"RandomErasing", vary::RandomErasing{}, 50},
      {"RandomErasing, mean", vary::RandomErasing{.ratio = 1, .kind = vary::EraseFill::mean}, 50},
      {"RandomErasing, random", vary::RandomErasing{.kind = vary::EraseFill::random}, always},
      {"RandomErasing, mirrored", vary::RandomErasing{.scale = 0.2, .kind = vary::EraseFill::mirrored}, 50},
      {"GridDropout", vary::GridDropout{.unit = {0.2, 0.5}, .fill = 0.5}, 50},
      {"GridDropout, mean", vary::GridDropout{.unit = 0.3, .kind = vary::EraseFill::mean}, 30},
      {"GridDropout, random", vary::GridDropout{.kind = vary::EraseFill::random}, always},
      {"GridDropout, mirrored",
       vary::GridDropout{.unit = 0.3, .ratio = {0.3, 1}, .kind = vary::EraseFill::mirrored}, 50},
      {"GridDropout from the corner", vary::GridDropout{.ratio = 0.7, .random_offset = false}, 1},
      {"Grayscale", vary::Grayscale{}, 1, 3},
      {"Grayscale with alpha", vary::Grayscale{}, 1, 4},
      {"Grayscale in one channel", vary::Grayscale{.channels = 1}, 1, 3},
      {"Sepia", vary::Sepia{}, 1, 3},
      {"Saturation", vary::Saturation{}, 90, 3},  // two draws may be less than a step apart
      {"Saturation with alpha", vary::Saturation{.factor = {0, 3}}, 90, 4},
      {"Hue", vary::Hue{}, 90, 3},
      {"HueSaturationValue", vary::HueSaturationValue{}, always, 3},
      {"HueSaturationValue with alpha", vary::HueSaturationValue{.hue = {-0.5, 0.5}}, always, 4},
      {"custom", speckle, 50},
      {"the user's own", Shift{}, 11},
      {"maybe", vary::maybe(0.5, vary::HorizontalFlip{}, vary::Invert{}), 2},
      {"one_of", vary::one_of(vary::HorizontalFlip{}, vary::VerticalFlip{}, vary::Dilate{.size = 3}), 3},
      {"some_of", vary::some_of({1, 2}, vary::HorizontalFlip{}, vary::VerticalFlip{}, vary::Erode{.size = 2}),
       6},
      {"shuffled", vary::shuffled(vary::HorizontalFlip{}, vary::Transpose{}, vary::Dilate{.size = 2}), 4},
      {"sequence", vary::sequence(vary::Rotate{}, vary::GaussianBlur{.sigma = 1}, vary::Rotate{}), always},
      {"bgr", vary::bgr(vary::ChannelSwap{.order = {1, 2, 0}}, vary::HorizontalFlip{}, vary::Sepia{}), 1, 3},
      {"bgr with alpha", vary::bgr(vary::ChannelSwap{.order = {1, 2, 3, 0}}), 1, 4},
      {"nested",
       vary::maybe(0.9, vary::one_of(vary::some_of(1, vary::Rotate{}, vary::BoxBlur{}), speckle),
                   vary::GaussianNoise{}),
       50},
  };
  return entries;
}

/// Every transform, with fields that change nothing.
inline const std::vector<Entry>& identities() {
  static const std::vector<Entry> entries{
      {"Crop of all", vary::Crop{.width = 24, .height = 20}, 1},
      {"CenterCrop of all", vary::CenterCrop{.width = 24, .height = 20}, 1},
      {"RandomCrop of all", vary::RandomCrop{.width = 24, .height = 20}, 1},
      {"Pad by nothing", vary::Pad{.border = vary::Border::constant, .fill = 1}, 1},
      {"Rotate90 by none", vary::Rotate90{.turns = 0}, 1},
      {"Rotate90 all around", vary::Rotate90{.turns = -4}, 1},
      {"Rotate by 0", vary::Rotate{.degrees = 0}, 1},
      {"Rotate by 360", vary::Rotate{.degrees = -360}, 1},
      {"Rotate by next to nothing", vary::Rotate{.degrees = 1e-12}, 1},
      {"Rotate by 0, cropped",
       vary::Rotate{.degrees = 0, .interpolation = vary::Interpolation::bicubic, .crop = true}, 1},
      {"Rotate by 360, expanded", vary::Rotate{.degrees = 360, .expand = true}, 1},
      {"Affine of nothing", vary::Affine{}, 1},
      {"Affine by 360", vary::Affine{.degrees = 360, .interpolation = vary::Interpolation::lanczos}, 1},
      {"Translate by 0", vary::Translate{.x = 0, .y = 0}, 1},
      {"Translate by less than half a pixel", vary::Translate{.x = 0.02, .y = -0.02}, 1},
      {"Shear by 0", vary::Shear{.x = 0}, 1},
      {"Zoom by 1", vary::Zoom{.factor = 1}, 1},
      {"Perspective of scale 0", vary::Perspective{.distortion_scale = 0}, 1},
      {"ElasticTransform of alpha 0", vary::ElasticTransform{.alpha = 0}, 1},
      {"GridDistortion of strength 0", vary::GridDistortion{.strength = 0}, 1},
      {"GridDistortion of one cell", vary::GridDistortion{.columns = 1, .rows = 1}, 1},
      {"OpticalDistortion of strength 0", vary::OpticalDistortion{.strength = 0}, 1},
      {"Resize to the same", vary::Resize{.width = 24, .height = 20}, 1},
      {"MirrorPadShrink by 1", vary::MirrorPadShrink{.scale = 1}, 1},
      {"Downscale by 1", vary::Downscale{.scale = 1}, 1},
      {"GaussianBlur of sigma 0", vary::GaussianBlur{.sigma = 0}, 1},
      {"GaussianBlur of sigma 0 and a size", vary::GaussianBlur{.sigma = 0, .size = 7}, 1},
      {"GaussianBlur of size 1", vary::GaussianBlur{.sigma = 2, .size = 1}, 1},
      {"GaussianBlur below one pixel", vary::GaussianBlur{.sigma = 0.25}, 1},
      {"BoxBlur of size 1", vary::BoxBlur{.size = 1}, 1},
      {"MotionBlur of size 1", vary::MotionBlur{.size = 1}, 1},
      {"Defocus of radius 0", vary::Defocus{.radius = 0}, 1},
      {"UnsharpMask of alpha 0", vary::UnsharpMask{.alpha = 0}, 1},
      {"Sharpness of factor 1", vary::Sharpness{.factor = 1}, 1},
      {"Emboss of alpha 0", vary::Emboss{.alpha = 0}, 1},
      {"Dilate of size 1", vary::Dilate{.size = 1}, 1},
      {"Erode of size 1", vary::Erode{.size = 1}, 1},
      {"Open of size 1", vary::Open{.size = 1, .window = vary::Window::ellipse}, 1},
      {"Close of size 1", vary::Close{.size = 1}, 1},
      {"MedianBlur of size 1", vary::MedianBlur{.size = 1}, 1},
      {"Brightness by 1", vary::Brightness{.factor = 1}, 1},
      {"Contrast by 1", vary::Contrast{.factor = 1}, 1},
      {"BrightnessContrast by 0", vary::BrightnessContrast{.brightness = 0, .contrast = 0}, 1},
      {"Gamma of 1", vary::Gamma{.gamma = 1}, 1},
      {"ToneCurve of scale 0", vary::ToneCurve{.scale = 0, .per_channel = true}, 1},
      {"Normalize from 0 by 1", vary::Normalize{.mean = {0}, .deviation = {1}}, 1},
      {"ChannelDropout of none", vary::ChannelDropout{.count = 0, .fill = 1}, 1},
      {"RGBShift by 0", vary::RGBShift{.red = 0, .green = 0, .blue = 0}, 1, 3},
      {"RGBShift by 0 with alpha", vary::RGBShift{.red = 0, .green = 0, .blue = 0}, 1, 4},
      {"ChannelSwap in order", vary::ChannelSwap{.order = {0, 1, 2}}, 1, 3},
      {"ChannelShuffle of one", vary::ChannelShuffle{}, 1, 1},
      {"GaussianNoise of sigma 0", vary::GaussianNoise{.sigma = 0}, 1},
      {"CoarseDropout of no hole", vary::CoarseDropout{.holes = 0}, 1},
      {"CoarseDropout without width", vary::CoarseDropout{.holes = {1, 9}, .hole_width = 0}, 1},
      {"RandomErasing that fits nowhere", vary::RandomErasing{.scale = 0.5, .ratio = 50}, 1},
      {"GridDropout of ratio 0", vary::GridDropout{.ratio = 0, .kind = vary::EraseFill::mean}, 1},
      {"UniformNoise of nothing", vary::UniformNoise{.low = 0, .high = 0}, 1},
      {"LaplaceNoise of scale 0", vary::LaplaceNoise{.scale = 0}, 1},
      {"MultiplicativeNoise by 1", vary::MultiplicativeNoise{.multiplier = 1, .elementwise = true}, 1},
      {"SaltAndPepper on no pixels", vary::SaltAndPepper{.amount = 0}, 1},
      {"PixelDropout of none", vary::PixelDropout{.dropout_prob = 0}, 1},
      {"ShotNoise of scale 0", vary::ShotNoise{.scale = 0}, 1},
      {"ColorJitter of nothing", vary::ColorJitter{}, 1},
      {"Saturation by 1", vary::Saturation{.factor = 1}, 1, 3},
      {"Hue by no turn", vary::Hue{.turns = 0}, 1, 4},
      {"HueSaturationValue of nothing", vary::HueSaturationValue{.hue = 0, .saturation = 0, .value = 0}, 1,
       3},
      {"maybe never", vary::maybe(0, vary::Invert{}), 1},
      {"maybe nothing", vary::maybe(1), 1},
      {"one_of nothings", vary::one_of(vary::Rotate{.degrees = 0}, vary::sequence()), 1},
      {"some_of none", vary::some_of(0, vary::Invert{}), 1},
      {"shuffled nothing", vary::shuffled(), 1},
      {"sequence of nothing", vary::sequence(vary::sequence()), 1},
  };
  return entries;
}

/// Noise; among floats there are values outside [0, 1], -0, denormals, infinity and NaN.
template <class T>
vary::Image<T> wild_image(int width, int height, int channels) {
  vary::Image<T> image = noise_image<T>(width, height, channels, 3);
  if constexpr (std::is_same_v<T, float>) {
    const float odd[] = {-1.5f, 7.25f, -0.0f, INFINITY, NAN, 1e-42f, 0.5f};
    for (std::size_t i = 0; i < image.shape().elements(); i += 3) image.data()[i] = odd[i % 7];
  }
  return image;
}

}  // namespace tests
