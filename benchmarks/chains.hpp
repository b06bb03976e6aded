// SPDX-License-Identifier: MIT
// The rows of transform chains: several transforms, one after the other.
#pragma once

#include <utility>
#include <vary/vary.hpp>
#include <vector>

#include "opencv_chains.hpp"
#include "row.hpp"

namespace benchmarks {

/// Five ops that resample the image. The last one enlarges the middle so that no border is visible: borders
/// after five steps differ from borders after one.
template <vary::Pixel T>
vary::Pipeline<T> five_warps() {
  return vary::Pipeline<T>{vary::Rotate{.degrees = 10}, vary::Shear{.x = 5},
                           vary::Affine{.translate_x = 0.0123, .translate_y = -0.0117},
                           vary::Perspective{.distortion_scale = 0.1}, vary::Zoom{.factor = 1.6}};
}

/// All rows of transform chains for images of a shape.
template <vary::Pixel T>
std::vector<Row<T>> chains(vary::Shape in) {
  using namespace vary;
  std::vector<Row<T>> table;
  const int w = in.width, h = in.height, c = in.channels;
  const auto row = [&](const char* name, const Pipeline<T>& pipeline, opencv::Call call, double bound,
                       int channels = 1) {
    add_row<T>(table, in, name, pipeline, std::move(call), bound, channels);
  };
  const Rotate rotate{.degrees = 15};
  const BrightnessContrast adjust{.brightness = 10.0 / 255, .contrast = 0.2};
  const ChannelSwap swap = c == 4 ? ChannelSwap{.order = {2, 1, 0, 3}} : ChannelSwap{};
  const GaussianNoise noise{.sigma = 10.0 / 255};
  const opencv::Call rotated = opencv::rotate(15, cv::BORDER_REFLECT_101);
  const opencv::Call adjusted = opencv::gain_and_bias<T>(1.2, 10.0 / 255, c);
  const opencv::Call swapped = opencv::swap_red_and_blue(c);
  const opencv::Call noisy = opencv::add_noise<T>(10.0 / 255);

  row("chainB_flip_rot15_bc_noise", Pipeline<T>{HorizontalFlip{}, rotate, adjust, noise},
      opencv::chain({opencv::flip(1), rotated, adjusted, noisy}), bound::noise);

  const cv::Rect rect((w - w * 7 / 8) / 2, (h - h * 7 / 8) / 2, w * 7 / 8, h * 7 / 8);
  row("chainC_everything",
      Pipeline<T>{rotate, CenterCrop{.width = rect.width, .height = rect.height},
                  GaussianBlur{.sigma = 1.5, .size = 7}, Invert{}, Dilate{.size = 3}, swap, noise},
      opencv::chain({rotated, opencv::inside(rect, opencv::chain({opencv::gauss(7, 1.5), opencv::invert<T>(c),
                                                                  opencv::dilate(3), swapped, noisy}))}),
      bound::noise, 3);

  // contrast scales about the middle of the range
  row("chainD_pointwise5",
      Pipeline<T>{Invert{}, Brightness{.factor = 1.2},
                  BrightnessContrast{.brightness = -0.1, .contrast = 0.2}, Gamma{.gamma = 0.8}, swap},
      opencv::chain({opencv::invert<T>(c), opencv::gain_and_bias<T>(1.2, 0, c),
                     opencv::gain_and_bias<T>(1.2, -0.1, c), opencv::gamma<T>(0.8, c), swapped}),
      bound::rounding, 3);

  // The third row is the most expensive op of the first two alone.
  row("pointwise10_flips",
      Pipeline<T>{HorizontalFlip{}, Invert{}, Gamma{.gamma = 0.8}, adjust, Saturation{.factor = 1.3}, swap,
                  Solarize{.threshold = 0.5}, VerticalFlip{}, Posterize{.bits = 6}, Hue{.turns = 0.125}},
      opencv::chain({opencv::flip(1), opencv::invert<T>(c), opencv::gamma<T>(0.8, c), adjusted,
                     opencv::saturate<T>(1.3, c), swapped, opencv::solarize<T>(c), opencv::flip(0),
                     opencv::keep_bits<T>(6, c), opencv::shift_hue<T>(0.125, c)}),
      bound::levels, 3);
  row("pointwise10_one_color",
      Pipeline<T>{HorizontalFlip{}, Invert{}, Gamma{.gamma = 0.8}, adjust, swap, Solarize{.threshold = 0.5},
                  VerticalFlip{}, Posterize{.bits = 6}, Brightness{.factor = 1.2}, Hue{.turns = 0.125}},
      opencv::chain({opencv::flip(1), opencv::invert<T>(c), opencv::gamma<T>(0.8, c), adjusted, swapped,
                     opencv::solarize<T>(c), opencv::flip(0), opencv::keep_bits<T>(6, c),
                     opencv::gain_and_bias<T>(1.2, 0, c), opencv::shift_hue<T>(0.125, c)}),
      bound::levels, 3);
  row("pointwise10_hue_alone", Pipeline<T>{Hue{.turns = 0.125}}, opencv::shift_hue<T>(0.125, c), bound::hue,
      3);

  const Pipeline<T> five = five_warps<T>();
  row("five_warps", five, opencv::warps(five.recipe(w, h, c)), bound::softness);
  return table;
}

}  // namespace benchmarks
