// SPDX-License-Identifier: MIT
// What a row of the tables is.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vary/vary.hpp>
#include <vector>

#include "opencv.hpp"

namespace benchmarks {

/// Work on images of T. It makes images too, or a tensor: then Out is float, and the planes of one that
/// lies in CHW are rows of one channel, below each other.
template <vary::Pixel T, vary::Pixel Out = T>
struct Row {
  std::string name;
  std::function<void(vary::ImageView<const T>, const vary::Key&, vary::Image<Out>&)> vary;
  vary::Shape shape;  ///< of the result
  opencv::Call opencv;
  double bound;   ///< how far the two results may be apart, in 255ths of full scale
  int draws = 1;  ///< for how many keys the results are compared; one must agree
};

/// How far results may be apart.
namespace bound {
inline constexpr double exact = 0;
inline constexpr double floats = 1e-3;  // sums of a few units in the last place
inline constexpr double rounding = 1;
inline constexpr double position = 5;  // OpenCV warps by 32nds of a pixel
inline constexpr double hue = 5;       // OpenCV has 256 of them
inline constexpr double jitter = 8;    // and rounds after each of four steps
inline constexpr double noise = 95;    // over six deviations of the difference of two noisy images
inline constexpr double equalize =
    10;                               // OpenCV counts from the darkest value, Pillow and vary to the lightest
inline constexpr double clahe = 20;   // OpenCV's a and b have 8 bits, and its tiles lie half a pixel off
inline constexpr double levels = 12;  // a step of six bits, which rounding may cost, and then hue
inline constexpr double softness = 45;  // OpenCV samples five times, and each blurs
inline constexpr double any = 255;      // random pixels: nothing to compare
}  // namespace bound

/// Appends the row of a pipeline. It is left out where images have too few channels for it, and where there
/// is nothing to do, such as a resize to the same size.
template <vary::Pixel T>
void add_row(std::vector<Row<T>>& table, vary::Shape in, const std::string& name,
             const vary::Pipeline<T>& pipeline, opencv::Call call, double bound, int channels = 1,
             int draws = 1) {
  if (in.channels < channels) return;
  const vary::Recipe drawn = pipeline.recipe(in.width, in.height, in.channels);
  if (drawn.ops().empty()) return;
  const auto work = [pipeline](vary::ImageView<const T> view, const vary::Key& key, vary::Image<T>& out) {
    pipeline(view, key, out);
  };
  table.push_back({name, work, drawn.shape(), std::move(call), bound, draws});
}

}  // namespace benchmarks
