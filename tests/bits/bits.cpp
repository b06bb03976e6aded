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

#include "support/pictures.hpp"
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
vary::Image<T> picture(int width, int height, int channels, std::uint64_t seed) {
  vary::Image<T> image = tests::noise_image<T>(width, height, channels, seed);
  if constexpr (std::is_same_v<T, float>) {
    for (std::size_t i = 0; i < image.shape().elements(); i += 7)
      image.data()[i] *= i % 3 == 0 ? -0.0f : 1.5f;
  }
  return image;
}

/// The op drawn for a shape from some dice, on pictures of several shapes.
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
                  hash.add(vary::replay<T>(recipe, picture<T>(width, height, channels, seed)));
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
      op_item<T>("Rank",
                 [=](Shape, Dice& dice) {
                   return ops::Rank{.width = dice.between(1, 12),
                                    .height = dice.between(1, 12),
                                    .maximum = dice.between(0, 1) == 1,
                                    .border = border(dice)};
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
                                     .law = static_cast<Law>(dice.between(0, 2)),
                                     .multiplies = dice.between(0, 1) == 1,
                                     .per_channel = dice.between(0, 1) == 1,
                                     .steady = dice.between(0, 3) == 0,
                                     .clamp = dice.between(0, 1) == 1,
                                     .stream = {dice.next(), dice.next()}};
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
      op_item<T>("Photons",
                 [=](Shape, Dice& dice) {
                   const double light = dice.fraction();
                   return ops::Photons{.scale = static_cast<float>(0.001 + 0.3 * light * light),
                                       .clamp = dice.between(0, 1) == 1,
                                       .stream = {dice.next(), dice.next()}};
                 }),
  };
}

/// A pipeline of up to eight transforms, some of them within combinators.
vary::TransformList random_transforms(Dice& dice, int depth) {
  using namespace vary;
  TransformList list;
  for (int i = dice.between(1, depth == 0 ? 8 : 3); i > 0; --i) {
    const Border border = borders[dice.between(0, 4)];
    switch (dice.between(0, depth < 2 ? 30 : 18)) {
      case 0:
        list.push_back(Crop{.x = 1, .y = 0, .width = 9, .height = 9});
        break;
      case 1:
        list.push_back(CenterCrop{.width = 30, .height = 40, .pad_if_needed = true, .border = border});
        break;
      case 2:
        list.push_back(RandomCrop{.width = 45, .height = 30, .pad_if_needed = true, .border = border});
        break;
      case 3:
        list.push_back(Pad{.left = 3, .top = 0, .right = 12, .bottom = 5, .border = border, .fill = 0.2});
        break;
      case 4:
        list.push_back(HorizontalFlip{});
        break;
      case 5:
        list.push_back(VerticalFlip{});
        break;
      case 6:
        list.push_back(Transpose{});
        break;
      case 7:
        list.push_back(Rotate90{});
        break;
      case 8:
        list.push_back(Rotate{.border = border, .fill = 0.4});
        break;
      case 9:
        list.push_back(
            Resize{.width = 37, .height = 53, .interpolation = interpolations[dice.between(0, 4)]});
        break;
      case 10:
        list.push_back(MirrorPadShrink{.scale = {0.2, 0.9}});
        break;
      case 11:
        list.push_back(GaussianBlur{.sigma = {0.1, 4}, .border = border});
        break;
      case 12:
        list.push_back(BoxBlur{.size = {1, 9}, .border = border});
        break;
      case 13:
        list.push_back(Dilate{.size = {1, 6}, .border = border});
        break;
      case 14:
        list.push_back(Erode{.size = {1, 6}, .border = border});
        break;
      case 15:
        list.push_back(Invert{});
        break;
      case 16:
        list.push_back(ChannelSwap{});
        break;
      case 17:
        list.push_back(ChannelShuffle{});
        break;
      case 23:
        list.push_back(RandomResizedCrop{.width = 40, .height = 50});
        break;
      case 24:
        list.push_back(ColorJitter{{0.5, 1.5}, {0.5, 1.5}, {0, 2}, {-0.5, 0.5}});
        break;
      case 18:
        list.push_back(GaussianNoise{.sigma = {0, 0.3}, .mean = {-0.1, 0.1}});
        break;
      case 19:
        list.push_back(Maybe{dice.fraction(), random_transforms(dice, depth + 1)});
        break;
      case 20:
        list.push_back(OneOf{random_transforms(dice, depth + 1)});
        break;
      case 21:
        list.push_back(Shuffled{random_transforms(dice, depth + 1)});
        break;
      case 22:
        list.push_back(SomeOf{{0, 1}, random_transforms(dice, depth + 1)});
        break;
      case 25:
        list.push_back(UniformNoise{.low = {-0.2, 0}, .high = {0, 0.2}});
        break;
      case 26:
        list.push_back(LaplaceNoise{});
        break;
      case 27:
        list.push_back(MultiplicativeNoise{.per_channel = dice.between(0, 1) == 1,
                                           .elementwise = dice.between(0, 1) == 1});
        break;
      case 28:
        list.push_back(SaltAndPepper{});
        break;
      case 29:
        list.push_back(PixelDropout{.dropout_prob = 0.1, .per_channel = dice.between(0, 1) == 1});
        break;
      case 30:
        list.push_back(ShotNoise{.scale = {0.01, 0.3}});
        break;
      default:
        break;
    }
  }
  return list;
}

template <class T>
Item pipeline_item(int number) {
  return {"pipeline" + std::to_string(number), [number](Hash& hash) {
            Dice dice(static_cast<std::uint64_t>(number) + 1000);
            const vary::Pipeline<T> pipeline{vary::Sequence{random_transforms(dice, 0)}};
            const vary::Image<T> photo = picture<T>(60 + number, 97 - number, 3, 5);
            vary::Image<T> copy;
            for (int index = 0; index < 3; ++index) {
              const vary::Key key{.seed = number, .epoch = 1, .index = index};
              try {
                hash.add(to_json(pipeline.recipe(photo.width(), photo.height(), 3, key)));
                pipeline(photo, key, copy);
                hash.add(copy);
              } catch (const vary::Error& error) {  // a crop of too small a picture is a result as well
                hash.add(error.what());
              }
            }
          }};
}

template <class T>
void append_items(const char* type, std::vector<Item>& items) {
  std::vector<Item> made = op_items<T>();
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
