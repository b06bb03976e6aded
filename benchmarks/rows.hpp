// SPDX-License-Identifier: MIT
// The rows of single transforms, each in vary and in OpenCV.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <variant>
#include <vary/vary.hpp>
#include <vector>

#include "image.hpp"
#include "opencv.hpp"
#include "row.hpp"

namespace benchmarks {

inline const vary::Affine affine{
    .degrees = 15, .scale = 0.9, .shear_x = 10, .antialias = false, .border = vary::Border::constant};
inline const vary::Perspective perspective{.antialias = false, .border = vary::Border::constant};
/// Half of the area at a random position, to a fixed size.
inline const vary::RandomResizedCrop half_crop{.scale = 0.5, .ratio = 1, .antialias = false};

/// All rows of single transforms for images of a shape.
template <vary::Pixel T>
std::vector<Row<T>> rows(vary::Shape in) {
  using namespace vary;
  std::vector<Row<T>> table;
  const auto row = [&](const std::string& name, const auto& transform, opencv::Call call, double bound,
                       int channels = 1, int draws = 1) {
    add_row<T>(table, in, name, Pipeline<T>{transform}, std::move(call), bound, channels, draws);
  };
  const auto two_taps = [](int width, int height) {
    return Resize{.width = width, .height = height, .antialias = false};
  };
  const int w = in.width, h = in.height, c = in.channels;

  row(
      "hflip", HorizontalFlip{}, [](const cv::Mat& a, cv::Mat& b) { cv::flip(a, b, 1); }, bound::exact);
  row(
      "vflip", VerticalFlip{}, [](const cv::Mat& a, cv::Mat& b) { cv::flip(a, b, 0); }, bound::exact);
  row(
      "transpose", Transpose{}, [](const cv::Mat& a, cv::Mat& b) { cv::transpose(a, b); }, bound::exact);
  row(
      "rot90", Rotate90{.turns = 1},
      [](const cv::Mat& a, cv::Mat& b) { cv::rotate(a, b, cv::ROTATE_90_COUNTERCLOCKWISE); }, bound::exact);
  row("rotate30_const", Rotate{.degrees = 30, .border = Border::constant},
      opencv::rotate(30, cv::BORDER_CONSTANT), bound::position);
  row("rotate30_reflect101", Rotate{.degrees = 30}, opencv::rotate(30, cv::BORDER_REFLECT_101),
      bound::position);
  row("affine_const", affine, opencv::warp(Pipeline<T>{affine}.recipe(w, h, c).ops()[0]), bound::position);
  // OpenCV gets the corners drawn for the first key
  row("perspective_const", perspective, opencv::warp(Pipeline<T>{perspective}.recipe(w, h, c).ops()[0]),
      bound::position);
  // The nodes are 32 pixels apart. vary and OpenCV draw different fields, so nothing is compared.
  row("elastic_whole_grid32", ElasticTransform{.alpha = 4, .sigma = 32 / std::sqrt(3.0)},
      opencv::elastic(4, 32), bound::any);

  row("resize_half_linear", two_taps(w / 2, h / 2), opencv::resize(w / 2, h / 2, cv::INTER_LINEAR),
      bound::rounding);
  row("resize_up1.5_linear", two_taps(w * 3 / 2, h * 3 / 2),
      opencv::resize(w * 3 / 2, h * 3 / 2, cv::INTER_LINEAR), bound::rounding);
  row("resize_to224_linear", two_taps(224, 224), opencv::resize(224, 224, cv::INTER_LINEAR), bound::rounding);
  row("resize_to224_area", Resize{.width = 224, .height = 224, .interpolation = Interpolation::area},
      opencv::resize(224, 224, cv::INTER_AREA), bound::rounding);
  // The work is the same for every key. OpenCV gets the rect of the first key.
  const Recipe crop_recipe = Pipeline<T>{half_crop}.recipe(w, h, c);
  const auto& crop = *crop_recipe.ops().front().get_if<ops::Permute>();
  row("rrc_to224", half_crop, opencv::crop_and_resize({crop.x, crop.y, crop.width, crop.height}, 224, 224),
      bound::rounding);
  row("downscale25", Downscale{}, opencv::downscale(w / 4, h / 4), 2 * bound::rounding);
  row("reflectpad32", Pad{32, 32, 32, 32}, opencv::pad(32), bound::exact);
  row("mirrorpad_shrink50", MirrorPadShrink{.scale = 0.5, .antialias = false}, opencv::mirror_pad_half(),
      bound::rounding);

  for (const int size : {3, 5, 9}) {
    row("box" + std::to_string(size), BoxBlur{.size = size}, opencv::box(size), bound::rounding);
  }
  // 0.849 gives the weights 1 2 1, which are OpenCV's for size 3 and the only ones that Simd has.
  row("gauss3x3", GaussianBlur{.sigma = 0.8493218f, .size = 3}, opencv::gauss(3, 0), bound::rounding);
  row("gauss7x7_s1.5", GaussianBlur{.sigma = 1.5f, .size = 7}, opencv::gauss(7, 1.5), bound::rounding);
  row("gauss15x15_s3", GaussianBlur{.sigma = 3, .size = 15}, opencv::gauss(15, 3), bound::rounding);
  row("motionblur7_filter2D", MotionBlur{.size = 7, .degrees = 45}, opencv::motion_blur(7), bound::rounding);
  row("sharpness", Sharpness{.factor = 2}, opencv::sharpen(2), bound::rounding);
  for (const int size : {3, 5, 9}) {
    row("dilate_rect" + std::to_string(size), Dilate{.size = size}, opencv::dilate(size), bound::exact);
  }
  for (const int size : {3, 5, 9}) {
    row("dilate_ellipse" + std::to_string(size), Dilate{.size = size, .window = Window::ellipse},
        opencv::dilate(size, cv::MORPH_ELLIPSE), bound::exact);
  }
  for (const int size : {3, 5}) {
    row("median" + std::to_string(size), MedianBlur{.size = size, .border = Border::edge},
        opencv::median(size), bound::exact);
  }

  row("invert", Invert{}, opencv::invert<T>(c), bound::exact);
  row("gamma_lut", Gamma{.gamma = 0.6}, opencv::gamma<T>(0.6, c), bound::rounding);
  row("brightcontrast", BrightnessContrast{.brightness = 10.0 / 255, .contrast = 0.2},
      opencv::gain_and_bias<T>(1.2, 10.0 / 255, c), bound::rounding);
  row("posterize4", Posterize{.bits = 4}, opencv::keep_bits<T>(4, c), bound::exact);
  row("solarize128", Solarize{.threshold = 0.5}, opencv::solarize<T>(c), bound::exact);
  row("equalize", Equalize{}, opencv::equalize<T>(c), bound::equalize);
  row("autocontrast", AutoContrast{}, opencv::stretch<T>(c), bound::rounding);
  if (c != 2) row("clahe_lab", CLAHE{.clip_limit = 4}, opencv::clahe<T>(4, c), bound::clahe);
  const ChannelSwap swap = c == 4 ? ChannelSwap{.order = {2, 1, 0, 3}} : ChannelSwap{};
  row("rgb2bgr", swap, opencv::swap_red_and_blue(c), bound::exact, 3);
  row("gray", Grayscale{.channels = 1}, opencv::gray(c), bound::rounding, 3);
  row("gray3", Grayscale{.channels = 3}, opencv::gray_in_three(c), bound::rounding, 3);
  row("saturation", Saturation{.factor = 1.3}, opencv::saturate<T>(1.3, c), bound::rounding, 3);
  row("hueshift_hsv", Hue{.turns = 0.125}, opencv::shift_hue<T>(0.125, c), bound::hue, 3);
  // The order of the four is random: one of 200 keys has the order that is used for OpenCV.
  row("colorjitter", ColorJitter{.brightness = 1.2, .contrast = 0.8, .saturation = 1.3, .hue = 0.125},
      opencv::jitter<T>(1.2, 0.8, 1.3, 0.125, c), bound::jitter, 3, 200);
  row("gaussnoise_s10", GaussianNoise{.sigma = 10.0 / 255}, opencv::add_noise<T>(10.0 / 255), bound::noise);
  row("saltpepper2pct", SaltAndPepper{.amount = 0.02, .salt = 0.5}, opencv::salt_and_pepper<T>(0.02),
      bound::any);
  row("jpeg_roundtrip_q75", JpegCompression{.quality = 75}, opencv::jpeg<T>(75, c), bound::exact);
  // OpenCV gets the holes of the first key
  const CoarseDropout dropout{.holes = 8, .hole_width = 0.125, .hole_height = 0.125};
  std::vector<cv::Rect> holes;
  const Recipe dropout_recipe = Pipeline<T>{dropout}.recipe(w, h, c);
  for (const auto& hole : dropout_recipe.ops().front().get_if<ops::Erase>()->holes) {
    holes.emplace_back(hole.x, hole.y, hole.width, hole.height);
  }
  row("dropout8", dropout, opencv::fill_rectangles(holes), bound::exact);
  const Image<T> second = HorizontalFlip{}(image<T>(in));
  const auto mix = [second, mixer = MixUp{.weight = 0.3}](ImageView<const T> first, const Key& key,
                                                          Image<T>& out) { mixer(first, second, key, out); };
  table.push_back({"mixup", mix, in, opencv::mix<T>(second, 0.3), bound::rounding});
  return table;
}

}  // namespace benchmarks
