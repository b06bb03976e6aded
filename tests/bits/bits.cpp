// SPDX-License-Identifier: MIT
// Prints a hash for every op and for fifty random pipelines, for each pixel type. Whatever builds this
// program and whatever runs it must print the same lines.
//
//   bits [--target NAME] [--threads N] [--targets]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "support/images.hpp"
#include "vary/vary.hpp"

// The program's own arithmetic must not depend on the compiler either.
VARY_EXACT_FLOATS_BEGIN
namespace {

using tests::Dice;

class Hash {
 public:
  void add(const void* data, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
      value_ = (value_ ^ static_cast<const unsigned char*>(data)[i]) * 0x100000001B3u;
    }
  }
  void add(const std::string& text) { add(text.data(), text.size()); }
  template <class T>
  void add(const vary::Image<T>& image) {
    add(std::to_string(image.width()) + "x" + std::to_string(image.height()));
    add(image.data(), image.shape().elements() * sizeof(T));
  }
  [[nodiscard]] unsigned long long value() const { return value_; }

 private:
  unsigned long long value_ = 0xCBF29CE484222325u;
};

/// What is hashed under one name: a function of nothing but the pixel type.
struct Item {
  std::string name;
  std::function<void(Hash&)> fill;
};

constexpr vary::Border borders[] = {vary::Border::constant, vary::Border::edge, vary::Border::reflect,
                                    vary::Border::symmetric, vary::Border::wrap};
constexpr vary::Interpolation interpolations[] = {vary::Interpolation::nearest, vary::Interpolation::bilinear,
                                                  vary::Interpolation::bicubic, vary::Interpolation::lanczos,
                                                  vary::Interpolation::area};

/// Noise with a smooth part; floats leave [0, 1] here and there, and some are -0.
template <class T>
vary::Image<T> image(int width, int height, int channels, std::uint64_t seed) {
  vary::Image<T> image = tests::noise_image<T>(width, height, channels, seed);
  if constexpr (std::is_same_v<T, float>) {
    for (std::size_t i = 0; i < image.shape().elements(); i += 7)
      image.data()[i] *= i % 3 == 0 ? -0.0f : 1.5f;
  }
  return image;
}

/// The op drawn for a shape from some dice, on images of several shapes.
template <class T, class MakeOp>
Item op_item(const char* name, MakeOp make_op, int least_channels = 1) {
  return {name, [=](Hash& hash) {
            std::uint64_t seed = 1;
            for (const int channels : {1, 2, 3, 4, 5}) {
              if (channels < least_channels || (least_channels == 3 && channels == 5)) continue;
              for (const auto& [width, height] : {std::pair{1, 1}, {13, 7}, {64, 33}, {151, 40}}) {
                Dice dice(++seed);
                for (int round = 0; round < 3; ++round) {
                  vary::Recipe recipe({width, height, channels});
                  recipe.add(make_op(recipe.shape(), dice));
                  hash.add(vary::replay<T>(recipe, image<T>(width, height, channels, seed)));
                }
              }
            }
          }};
}

vary::ops::Convolve::Taps random_taps(Dice& dice) {
  const int radius = dice.between(0, 6);
  std::vector<double> weights;
  double sum = 0;
  for (int i = 0; i < 2 * radius + 1; ++i) sum += weights.emplace_back(dice.fraction() + 0.1);
  vary::ops::Convolve::Taps taps;
  for (const double weight : weights) taps.push_back(static_cast<float>(weight / sum));
  return taps;
}

template <class T>
std::vector<Item> op_items() {
  using namespace vary;
  const auto border = [](Dice& dice) { return borders[dice.between(0, 4)]; };
  return {
      op_item<T>("Permute",
                 [=](Shape shape, Dice& dice) {
                   return ops::Permute{.width = dice.between(1, 90),
                                       .height = dice.between(1, 60),
                                       .x = dice.between(-shape.width, shape.width),
                                       .y = dice.between(-shape.height, shape.height),
                                       .flip_x = dice.between(0, 1) == 1,
                                       .flip_y = dice.between(0, 1) == 1,
                                       .transposed = dice.between(0, 1) == 1,
                                       .border = border(dice),
                                       .fill = 0.3};
                 }),
      op_item<T>("Warp",
                 [=](Shape shape, Dice& dice) {
                   const auto entry = [&] { return ops::Warp::quantised(3 * dice.fraction() - 1.5); };
                   return ops::Warp{.matrix = {entry(), entry(), entry() * shape.width, entry(), entry(),
                                               entry() * shape.height},
                                    .width = dice.between(1, 140),
                                    .height = dice.between(1, 60),
                                    .interpolation = interpolations[dice.between(0, 1)],
                                    .border = border(dice),
                                    .fill = 0.7};
                 }),
      op_item<T>("Warp, weighed",
                 [=](Shape shape, Dice& dice) {
                   const auto entry = [&] { return ops::Warp::quantised(6 * dice.fraction() - 3); };
                   return ops::Warp{.matrix = {entry(), entry(), entry() * shape.width, entry(), entry(),
                                               entry() * shape.height},
                                    .width = dice.between(1, 140),
                                    .height = dice.between(1, 20),
                                    .interpolation = interpolations[dice.between(1, 3)],
                                    .antialias = dice.between(0, 2) > 0,
                                    .border = border(dice),
                                    .fill = 0.7};
                 }),
      op_item<T>("Warp, projective",
                 [=](Shape shape, Dice& dice) {
                   const auto entry = [&] { return ops::Warp::quantised(6 * dice.fraction() - 3); };
                   const int width = dice.between(1, 140), height = dice.between(1, 20);
                   return ops::Warp{
                       .matrix = {entry(), entry(), entry() * shape.width, entry(), entry(),
                                  entry() * shape.height},
                       .perspective = {(dice.fraction() - 0.45) / width, (dice.fraction() - 0.45) / height},
                       .width = width,
                       .height = height,
                       .interpolation = interpolations[dice.between(0, 3)],
                       .border = border(dice)};
                 }),
      op_item<T>("Displace",
                 [=](Shape shape, Dice& dice) {
                   ops::Displace op{.spacing_x = 1 + 40 * dice.fraction(),
                                    .spacing_y = 1 + 40 * dice.fraction(),
                                    .smooth = dice.between(0, 1) == 1,
                                    .sigma = static_cast<float>(9 * dice.fraction()),
                                    .stream = {dice.next(), dice.next()},
                                    .interpolation = interpolations[dice.between(0, 1)],
                                    .border = border(dice),
                                    .fill = 0.7};
                   if (dice.between(0, 1) == 1) return op;
                   for (std::size_t i = 2 * op.columns(shape) * op.rows(shape); i > 0; --i) {
                     op.nodes.push_back(static_cast<float>(20 * dice.fraction() - 10));
                   }
                   return op;
                 }),
      op_item<T>("Resize",
                 [=](Shape, Dice& dice) {
                   return ops::Resize{.width = dice.between(1, 90),
                                      .height = dice.between(1, 60),
                                      .interpolation = interpolations[dice.between(0, 4)],
                                      .antialias = dice.between(0, 1) == 1};
                 }),
      op_item<T>(
          "Convolve",
          [=](Shape, Dice& dice) {
            return ops::Convolve{
                .across = random_taps(dice), .down = random_taps(dice), .border = border(dice), .fill = 0.5};
          }),
      op_item<T>("Filter",
                 [=](Shape, Dice& dice) {
                   ops::Filter op{.width = 2 * dice.between(0, 4) + 1,
                                  .height = 2 * dice.between(0, 4) + 1,
                                  .weights = {},
                                  .offset = static_cast<float>(dice.between(0, 1)) / 4,
                                  .keep_edge = dice.between(0, 3) == 0,
                                  .border = border(dice),
                                  .fill = 0.5};
                   const int kinds = dice.between(1, 9);  // of different weights
                   for (int k = 0; k < op.width * op.height; ++k) {
                     const int weight = dice.between(0, 2 * kinds) - kinds / 2;
                     op.weights.push_back(static_cast<float>(weight) / static_cast<float>(37 * kinds));
                   }
                   return op;
                 }),
      op_item<T>("Unsharp",
                 [=](Shape, Dice& dice) {
                   return ops::Unsharp{.taps = random_taps(dice),
                                       .amount = static_cast<float>(dice.between(0, 8)) / 8,
                                       .threshold = static_cast<float>(dice.between(0, 20)) / 255,
                                       .border = border(dice),
                                       .fill = 0.5};
                 }),
      op_item<T>("Box",
                 [=](Shape, Dice& dice) {
                   return ops::Box{.width = 2 * dice.between(0, 12) + 1,
                                   .height = 2 * dice.between(0, 12) + 1,
                                   .border = border(dice),
                                   .fill = 0.4};
                 }),
      op_item<T>("Rank",
                 [=](Shape, Dice& dice) {
                   return ops::Rank{.width = dice.between(1, 12),
                                    .height = dice.between(1, 12),
                                    .maximum = dice.between(0, 1) == 1,
                                    .border = border(dice)};
                 }),
      op_item<T>("Rank by windows",
                 [=](Shape, Dice& dice) {
                   return ops::Rank{.width = dice.between(2, 12),
                                    .height = dice.between(2, 12),
                                    .maximum = dice.between(0, 1) == 1,
                                    .border = border(dice),
                                    .window = static_cast<Window>(dice.between(1, 2))};
                 }),
      op_item<T>("Gradient",
                 [=](Shape, Dice& dice) {
                   return ops::Gradient{.width = dice.between(1, 6),
                                        .height = dice.between(1, 6),
                                        .border = border(dice),
                                        .window = static_cast<Window>(dice.between(0, 2))};
                 }),
      op_item<T>("Median",
                 [=](Shape, Dice& dice) {
                   return ops::Median{.size = 2 * dice.between(1, 4) + 1, .border = border(dice)};
                 }),
      op_item<T>("Curve",
                 [=](Shape, Dice& dice) {
                   ops::Curve op;
                   op.segments = {};
                   float from = 0;
                   for (int i = dice.between(0, 5); i >= 0; --i) {
                     op.segments.push_back({from, static_cast<float>(4 * dice.fraction() - 2),
                                            static_cast<float>(2 * dice.fraction() - 1)});
                     from += static_cast<float>(0.3 * dice.fraction());
                   }
                   return op;
                 }),
      op_item<T>("Curve by channel",
                 [=](Shape shape, Dice& dice) {
                   ops::Curve op{.segments = {},
                                 .per_channel = true,
                                 .alpha = dice.between(0, 1) == 1,
                                 .clamp = !std::is_same_v<T, float>};
                   const int each = dice.between(1, 2);
                   for (int i = 0; i < each * shape.channels; ++i) {
                     op.segments.push_back({static_cast<float>(0.5 * (i % each)),
                                            static_cast<float>(8 * dice.fraction() - 4),
                                            static_cast<float>(3 * dice.fraction() - 1)});
                   }
                   return op;
                 }),
      op_item<T>("Curve, cubic",
                 [=](Shape, Dice& dice) {
                   const auto number = [&] { return static_cast<float>(2 * dice.fraction() - 1); };
                   return ops::Curve{.segments = {{0, number(), 0.5f, number(), number()},
                                                  {0.4f, number(), 0.5f, number(), number()}}};
                 }),
      op_item<T>("Curve, power",
                 [=](Shape, Dice& dice) {
                   const double root = dice.fraction() + 0.05;
                   return ops::Curve{.exponent =
                                         static_cast<float>(dice.between(0, 1) == 1 ? root : 1 / root)};
                 }),
      op_item<T>("Posterize", [=](Shape, Dice& dice) { return ops::Posterize{dice.between(1, 16)}; }),
      op_item<T>("Equalize", [=](Shape, Dice&) { return ops::Equalize{}; }),
      op_item<T>(
          "Clahe",
          [=](Shape, Dice& dice) {
            return ops::Clahe{static_cast<float>(1 + 9 * dice.fraction()), dice.between(1, 9),
                              dice.between(1, 9)};
          },
          3),
      op_item<T>("AutoContrast",
                 [=](Shape, Dice& dice) {
                   return ops::AutoContrast{
                       dice.between(0, 1) == 1 ? static_cast<float>(0.4 * dice.fraction()) : 0.0f};
                 }),
      op_item<T>("Invert",
                 [=](Shape, Dice&) { return ops::Curve{.segments = {{.from = 0, .gain = -1, .bias = 1}}}; }),
      op_item<T>(
          "ColorMatrix",
          [=](Shape, Dice& dice) {
            ops::ColorMatrix op;
            for (float& entry : op.matrix) entry = static_cast<float>(2 * dice.fraction() - 1);
            return op;
          },
          3),
      op_item<T>(
          "Hue", [=](Shape, Dice& dice) { return ops::Hue{static_cast<float>(2 * dice.fraction() - 1)}; }, 3),
      op_item<T>(
          "Gray",
          [=](Shape, Dice& dice) {
            ops::ColorMatrix op = ops::saturation(0);
            for (float& entry : op.matrix) entry *= 1.5f;
            op.channels = dice.between(0, 1) == 1 ? 3 : 1;
            return op;
          },
          3),
      op_item<T>(
          "Hue, saturation and value",
          [=](Shape, Dice& dice) {
            const auto move = [&] { return static_cast<float>(dice.fraction() - 0.5); };
            const float shift = move(), saturation = move(), value = move();
            return ops::Hue{shift, saturation, value};
          },
          3),
      op_item<T>("Contrast",
                 [=](Shape, Dice& dice) { return ops::Contrast{static_cast<float>(3 * dice.fraction())}; }),
      op_item<T>("Reorder",
                 [=](Shape shape, Dice& dice) {
                   ops::Reorder op;
                   const int shift = dice.between(0, shape.channels - 1);
                   for (int c = 0; c < shape.channels; ++c) op.order.push_back((c + shift) % shape.channels);
                   return op;
                 }),
      op_item<T>("Noise",
                 [=](Shape, Dice& dice) {
                   return ops::Noise{.mean = static_cast<float>(0.2 * dice.fraction()),
                                     .sigma = static_cast<float>(dice.fraction()),
                                     .distribution = static_cast<Distribution>(dice.between(0, 2)),
                                     .multiplies = dice.between(0, 1) == 1,
                                     .per_channel = dice.between(0, 1) == 1,
                                     .steady = dice.between(0, 3) == 0,
                                     .clamp = dice.between(0, 1) == 1,
                                     .stream = {dice.next(), dice.next()}};
                 }),
      op_item<T>("Erase",
                 [=](Shape shape, Dice& dice) {
                   ops::Erase op{.kind = static_cast<EraseFill>(dice.between(0, 3)),
                                 .fill = 0.6,
                                 .stream = {dice.next(), dice.next()}};
                   for (int i = dice.between(1, 9); i > 0; --i) {
                     op.holes.push_back({.x = dice.between(-5, shape.width),
                                         .y = dice.between(-5, shape.height),
                                         .width = dice.between(1, 40),
                                         .height = dice.between(1, 20),
                                         .columns = dice.between(1, 4),
                                         .rows = dice.between(1, 4),
                                         .step_x = dice.between(1, 30),
                                         .step_y = dice.between(1, 15)});
                   }
                   return op;
                 }),
      op_item<T>("Impulse",
                 [=](Shape, Dice& dice) {
                   return ops::Impulse{.low_share = static_cast<float>(0.5 * dice.fraction()),
                                       .high_share = static_cast<float>(0.5 * dice.fraction()),
                                       .low = 0.2,
                                       .high = 0.9,
                                       .per_channel = dice.between(0, 1) == 1,
                                       .stream = {dice.next(), dice.next()}};
                 }),
      op_item<T>("Compress",
                 [=](Shape, Dice& dice) {
                   return ops::Compress{.quality = dice.between(1, 100),
                                        .subsampled = dice.between(0, 1) == 1};
                 }),
      op_item<T>("Photons",
                 [=](Shape, Dice& dice) {
                   const double light = dice.fraction();
                   return ops::Poisson{.scale = static_cast<float>(0.001 + 0.3 * light * light),
                                       .clamp = dice.between(0, 1) == 1,
                                       .stream = {dice.next(), dice.next()}};
                 }),
  };
}

/// Two images into one, by every way.
template <class T>
Item mix_item() {
  return {"mix", [](Hash& hash) {
            for (int i = 0; i < 20; ++i) {
              const int channels = 1 + i % 5;
              const vary::Image<T> first = image<T>(50 + i, 31, channels, 7);
              const vary::Image<T> second = image<T>(50 + i, 31, channels, 8);
              const vary::Key key{.seed = 4, .index = i};
              for (const auto& mixed :
                   {vary::MixUp{.alpha = 0.4}(first, second, key), vary::CutMix{}(first, second, key)}) {
                hash.add(mixed.image);
                hash.add(&mixed.weight, sizeof mixed.weight);
              }
            }
          }};
}

/// A pipeline of up to eight transforms, some of them within combinators.
vary::TransformList random_transforms(Dice& dice, int depth) {
  using namespace vary;
  TransformList list;
  Border border{};
  const auto fill_kind = [&] { return static_cast<EraseFill>(dice.between(0, 3)); };
  // The combinators come last.
  const std::vector<std::function<void()>> makers{
      [&] { list.push_back(Crop{.x = 1, .y = 0, .width = 9, .height = 9}); },
      [&] { list.push_back(CenterCrop{.width = 30, .height = 40, .pad_if_needed = true, .border = border}); },
      [&] { list.push_back(RandomCrop{.width = 45, .height = 30, .pad_if_needed = true, .border = border}); },
      [&] {
        list.push_back(Pad{.left = 3, .top = 0, .right = 12, .bottom = 5, .border = border, .fill = 0.2});
      },
      [&] { list.push_back(HorizontalFlip{}); },
      [&] { list.push_back(VerticalFlip{}); },
      [&] { list.push_back(Transpose{}); },
      [&] { list.push_back(Rotate90{}); },
      [&] { list.push_back(Rotate{.border = border, .fill = 0.4}); },
      [&] {
        list.push_back(Rotate{.interpolation = interpolations[dice.between(0, 3)],
                              .expand = dice.between(0, 1) == 1,
                              .border = border});
      },
      [&] {
        list.push_back(Rotate{.degrees = {-360, 360}, .crop = true, .border = border});
      },
      [&] {
        list.push_back(Affine{.degrees = {-40, 40},
                              .translate_x = {-0.2, 0.2},
                              .scale = {0.5, 2},
                              .keep_ratio = false,
                              .shear_y = {-30, 30},
                              .interpolation = interpolations[dice.between(0, 3)],
                              .border = border});
      },
      [&] { list.push_back(Translate{.border = border}); },
      [&] {
        list.push_back(Shear{.y = {-40, 40}, .border = border});
      },
      [&] {
        list.push_back(Zoom{.factor = {0.3, 3}, .border = border});
      },
      [&] {
        list.push_back(Perspective{.distortion_scale = dice.fraction(),
                                   .interpolation = interpolations[dice.between(0, 3)],
                                   .border = border});
      },
      [&] {
        list.push_back(ElasticTransform{.alpha = {0, 5}, .sigma = {2, 20}, .border = border, .fill = 0.4});
      },
      [&] { list.push_back(GridDistortion{.border = border}); },
      [&] { list.push_back(OpticalDistortion{.border = border}); },
      [&] {
        list.push_back(
            Resize{.width = 37, .height = 53, .interpolation = interpolations[dice.between(0, 4)]});
      },
      [&] {
        list.push_back(MirrorPadShrink{.scale = {0.2, 0.9}});
      },
      [&] {
        list.push_back(Downscale{.scale = {0.1, 0.9}, .shrinking = interpolations[dice.between(0, 4)]});
      },
      [&] {
        list.push_back(GaussianBlur{.sigma = {0.1, 4}, .border = border});
      },
      [&] {
        list.push_back(BoxBlur{.size = {1, 9}, .border = border});
      },
      [&] {
        list.push_back(MotionBlur{.size = {3, 9}, .direction = {-1, 1}, .border = border});
      },
      [&] { list.push_back(Defocus{.border = border}); },
      [&] {
        list.push_back(Sharpness{.factor = {0, 3}});
      },
      [&] {
        list.push_back(UnsharpMask{.alpha = {0, 1}, .border = border});
      },
      [&] { list.push_back(Emboss{.border = border}); },
      [&] {
        list.push_back(Dilate{.size = {1, 6}, .border = border});
      },
      [&] {
        list.push_back(Erode{.size = {1, 6}, .border = border});
      },
      [&] {
        list.push_back(Open{.size = {2, 4}, .window = static_cast<Window>(dice.between(0, 2))});
      },
      [&] {
        list.push_back(Close{.size = {2, 4}, .window = static_cast<Window>(dice.between(0, 2))});
      },
      [&] { list.push_back(MorphologicalGradient{.border = border}); },
      [&] { list.push_back(MedianBlur{.border = border}); },
      [&] { list.push_back(Invert{}); },
      [&] { list.push_back(ChannelSwap{}); },
      [&] { list.push_back(ChannelShuffle{}); },
      [&] {
        list.push_back(GaussianNoise{.sigma = {0, 0.3}, .mean = {-0.1, 0.1}});
      },
      [&] { list.push_back(RandomResizedCrop{.width = 40, .height = 50}); },
      [&] {
        list.push_back(ColorJitter{{0.5, 1.5}, {0.5, 1.5}, {0, 2}, {-0.5, 0.5}});
      },
      [&] {
        list.push_back(CoarseDropout{.holes = {1, 9}, .kind = fill_kind()});
      },
      [&] {
        list.push_back(Brightness{.factor = {0.5, 1.5}});
      },
      [&] { list.push_back(RandomErasing{.kind = fill_kind()}); },
      [&] {
        list.push_back(Contrast{.factor = {0.5, 1.5}});
      },
      [&] {
        list.push_back(GridDropout{.unit = {0.05, 0.5}, .kind = fill_kind()});
      },
      [&] { list.push_back(BrightnessContrast{}); },
      [&] {
        list.push_back(Gamma{.gamma = {0.4, 2.5}});
      },
      [&] { list.push_back(ToneCurve{.scale = 0.2f, .per_channel = dice.between(0, 1) == 1}); },
      [&] {
        list.push_back(Posterize{.bits = {3, 12}});
      },
      [&] {
        list.push_back(Solarize{.threshold = {0, 1}});
      },
      [&] { list.push_back(Equalize{}); },
      [&] { list.push_back(CLAHE{}); },
      [&] {
        list.push_back(AutoContrast{.cutoff = {0, 0.1}});
      },
      [&] {
        list.push_back(ChannelDropout{.count = {1, 2}, .fill = 0.5});
      },
      [&] { list.push_back(RGBShift{}); },
      [&] {
        list.push_back(UniformNoise{.low = {-0.2, 0}, .high = {0, 0.2}});
      },
      [&] { list.push_back(LaplaceNoise{}); },
      [&] {
        list.push_back(MultiplicativeNoise{.per_channel = dice.between(0, 1) == 1,
                                           .elementwise = dice.between(0, 1) == 1});
      },
      [&] { list.push_back(SaltAndPepper{}); },
      [&] { list.push_back(PixelDropout{.dropout_prob = 0.1, .per_channel = dice.between(0, 1) == 1}); },
      [&] {
        list.push_back(ShotNoise{.scale = {0.01, 0.3}});
      },
      [&] {
        list.push_back(JpegCompression{.quality = {5, 95}, .subsampled = dice.between(0, 1) == 1});
      },
      [&] { list.push_back(Grayscale{}); },
      [&] { list.push_back(Sepia{}); },
      [&] {
        list.push_back(Saturation{.factor = {0, 3}});
      },
      [&] { list.push_back(Hue{}); },
      [&] { list.push_back(HueSaturationValue{}); },
      [&] {
        list.push_back(Maybe{dice.fraction(), random_transforms(dice, depth + 1)});
      },
      [&] { list.push_back(OneOf{random_transforms(dice, depth + 1)}); },
      [&] { list.push_back(Shuffled{random_transforms(dice, depth + 1)}); },
      [&] {
        list.push_back(SomeOf{{0, 1}, random_transforms(dice, depth + 1)});
      },
  };
  const auto choices = static_cast<int>(makers.size()) - (depth < 2 ? 0 : 4);
  for (int i = dice.between(1, depth == 0 ? 8 : 3); i > 0; --i) {
    border = borders[dice.between(0, 4)];
    makers[static_cast<std::size_t>(dice.between(0, choices - 1))]();
  }
  return list;
}

template <class T>
Item pipeline_item(int number) {
  return {"pipeline" + std::to_string(number), [number](Hash& hash) {
            Dice dice(static_cast<std::uint64_t>(number) + 1000);
            const vary::Pipeline<T> pipeline{vary::Sequence{random_transforms(dice, 0)}};
            const vary::Image<T> photo = image<T>(60 + number, 97 - number, 3, 5);
            vary::Image<T> copy;
            for (int index = 0; index < 3; ++index) {
              const vary::Key key{.seed = number, .epoch = 1, .index = index};
              try {
                hash.add(to_json(pipeline.recipe(photo.width(), photo.height(), 3, key)));
                pipeline(photo, key, copy);
                hash.add(copy);
              } catch (const vary::Error& error) {  // a crop of too small an image is a result as well
                hash.add(error.what());
              }
            }
          }};
}

template <class T>
void append_items(const char* type, std::vector<Item>& items) {
  std::vector<Item> made = op_items<T>();
  made.push_back(mix_item<T>());
  for (int i = 0; i < 50; ++i) made.push_back(pipeline_item<T>(i));
  for (Item& item : made) items.push_back({std::string(type) + " " + item.name, item.fill});
}

Item jitter_item() {
  return {"double jitter", [](Hash& hash) {
            std::vector<double> values(1001, 0.25);
            vary::jitter(values, 3.5, {.seed = 9});
            hash.add(values.data(), values.size() * sizeof(double));
          }};
}

}  // namespace
VARY_EXACT_FLOATS_END

int main(int argc, char** argv) {
  std::size_t threads = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--targets") {
      for (const std::string& name : vary::simd::targets()) std::puts(name.c_str());
      return 0;
    }
    if (i + 1 < argc && option == "--threads") {
      threads = std::strtoul(argv[++i], nullptr, 10);
    } else if (i + 1 < argc && option == "--target" && vary::simd::use_target(argv[i + 1])) {
      ++i;
    } else {
      std::fprintf(stderr, "bits: unknown option or target: %s\n", argv[i]);
      return 2;
    }
  }

  std::vector<Item> items{jitter_item()};
  append_items<std::uint8_t>("u8", items);
  append_items<std::uint16_t>("u16", items);
  append_items<float>("float", items);

  std::vector<unsigned long long> hashes(items.size());
  const auto work = [&](std::size_t first) {
    for (std::size_t i = first; i < items.size(); i += threads) {
      Hash hash;
      items[i].fill(hash);
      hashes[i] = hash.value();
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t t = 1; t < threads; ++t) workers.emplace_back(work, t);
  work(0);
  for (std::thread& worker : workers) worker.join();

  for (std::size_t i = 0; i < items.size(); ++i)
    std::printf("%016llx %s\n", hashes[i], items[i].name.c_str());
}
