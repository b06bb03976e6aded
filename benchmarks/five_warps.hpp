// SPDX-License-Identifier: MIT
// The quality of a chain of five warps.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <variant>
#include <vary/io.hpp>
#include <vary/vary.hpp>
#include <vector>

#include "chains.hpp"
#include "opencv_chains.hpp"
#include "reference.hpp"
#include "scene.hpp"

namespace benchmarks {

using RgbImage = vary::Image<std::uint8_t>;

/// Peak signal-to-noise ratio in decibels: 20 log10(255 / root mean squared error).
inline double psnr(const RgbImage& image, const reference::Values& exact) {
  double sum = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double error = image.data()[i] - exact[i];
    sum += error * error;
  }
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(exact.size()) / sum);
}

/// The ops of a recipe one at a time, as if every transform were called alone.
inline RgbImage replay_one_by_one(const vary::Recipe& recipe, RgbImage image) {
  for (const vary::Op& op : recipe.ops()) {
    vary::Recipe alone(image.shape());
    alone.add(op);
    image = vary::replay(alone, image);
  }
  return image;
}

/// The middles of images side by side, enlarged three times.
inline RgbImage side_by_side(const std::vector<RgbImage>& images) {
  constexpr int side = 160, scale = 3, gap = 8, step = side * scale + gap;
  const int count = static_cast<int>(images.size());
  RgbImage sheet(count * step - gap, side * scale, 3);
  for (int i = 0; i < count; ++i) {
    const vary::Resize enlarge{
        .width = side * scale, .height = side * scale, .interpolation = vary::Interpolation::nearest};
    const RgbImage middle =
        enlarge(vary::CenterCrop{.width = side, .height = side}(images[static_cast<std::size_t>(i)]));
    for (int y = 0; y < middle.height(); ++y) {
      const std::uint8_t* row = middle.row(y);
      std::copy(row, row + middle.shape().row_elements(), &sheet.at(i * step, y, 0));
    }
  }
  return sheet;
}

/// Prints the peak signal-to-noise ratio of the image after five_warps(), against the scene rendered through
/// all of the warps at once. Where a path is given, saves the middles of three results: one warp at a time,
/// the pipeline, and exact. False if the pipeline is worse than one warp at a time.
inline bool measure_five_warps(const std::string& image_path) {
  constexpr int size = 512;
  const auto identity = [](double x, double y) { return std::pair(x, y); };
  RgbImage source = reference::rounded(reference::rendered(size, size, identity), size, size);
  const auto pipeline = five_warps<std::uint8_t>();
  const vary::Recipe recipe = pipeline.recipe(size, size, 3);
  const auto through_all = [&](double x, double y) {
    std::pair position(x, y);
    for (std::size_t i = recipe.ops().size(); i-- > 0;) {
      position =
          reference::mapped(*recipe.ops()[i].get_if<vary::ops::Warp>())(position.first, position.second);
    }
    return position;
  };
  const reference::Values exact = reference::rendered(size, size, through_all);

  const RgbImage one_at_a_time = replay_one_by_one(recipe, source);
  const RgbImage in_one_pass = pipeline(source);
  RgbImage by_opencv(size, size, 3);
  cv::Mat opencv_matrix = opencv::wrap(by_opencv.view());
  opencv::warps(recipe)(opencv::wrap(source.view()), opencv_matrix);
  const double fused = psnr(in_one_pass, exact), separate = psnr(one_at_a_time, exact);
  std::printf("\nfive warps in a row, against the warped scene (decibels; higher is better):\n");
  std::printf("vary %.2f, vary one at a time %.2f, OpenCV %.2f\n", fused, separate, psnr(by_opencv, exact));
  if (!image_path.empty()) {
    vary::save(image_path, side_by_side({one_at_a_time, in_one_pass, reference::rounded(exact, size, size)}));
  }
  return fused >= separate;
}

}  // namespace benchmarks
