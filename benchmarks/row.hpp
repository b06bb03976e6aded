// SPDX-License-Identifier: MIT
// One row of the tables.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vary/vary.hpp>
#include <vector>

#include "opencv.hpp"

namespace benchmarks {

/// A benchmark on images of T whose result is an image or a tensor. For a tensor, Out is float; a CHW tensor
/// is an image of one channel with the planes one below the other.
template <vary::Pixel T, vary::Pixel Out = T>
struct Row {
  std::string name;
  std::function<void(vary::ImageView<const T>, const vary::Key&, vary::Image<Out>&)> vary;
  vary::Shape shape;  ///< of the result
  opencv::Call opencv;
  double bound;   ///< the largest allowed difference of the two results, in 255ths of full scale
  int draws = 1;  ///< the number of keys to compare with; one must agree
};

/// Allowed differences, in 255ths of full scale.
namespace bound {
inline constexpr double exact = 0;
inline constexpr double floats = 1e-3;  // sums of a few units in the last place
inline constexpr double rounding = 1;
inline constexpr double position = 5;   // OpenCV rounds positions to 1/32 pixel
inline constexpr double hue = 5;        // OpenCV has 256 hues
inline constexpr double jitter = 8;     // the same, and OpenCV rounds after each of four steps
inline constexpr double noise = 95;     // over 6 standard deviations of the difference
inline constexpr double equalize = 10;  // OpenCV sums the histogram from the other end
inline constexpr double clahe = 20;     // OpenCV's a and b have 8 bits, and its tiles are half a pixel off
inline constexpr double levels = 12;    // one step of six bits, where rounding differs, and then hue
inline constexpr double softness = 45;  // OpenCV resamples five times, which blurs
inline constexpr double any = 255;      // random pixels: nothing to compare
}  // namespace bound

/// Appends the row of a pipeline, unless the image has too few channels or there is nothing to do, such as a
/// resize to the same size.
template <vary::Pixel T>
void add_row(std::vector<Row<T>>& table, vary::Shape in, const std::string& name,
             const vary::Pipeline<T>& pipeline, opencv::Call call, double bound, int channels = 1,
             int draws = 1) {
  if (in.channels < channels) return;
  const vary::Recipe recipe = pipeline.recipe(in.width, in.height, in.channels);
  if (recipe.ops().empty()) return;
  const auto work = [pipeline](vary::ImageView<const T> view, const vary::Key& key, vary::Image<T>& out) {
    pipeline(view, key, out);
  };
  table.push_back({name, work, recipe.shape(), std::move(call), bound, draws});
}

}  // namespace benchmarks
