// SPDX-License-Identifier: MIT
// Five warps in a row: how much of the image is left.
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

using Photo = vary::Image<std::uint8_t>;

/// Ratio of full scale to the root of the mean squared error, in decibels.
inline double signal_to_noise(const Photo& image, const reference::Values& exact) {
  double sum = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double error = image.data()[i] - exact[i];
    sum += error * error;
  }
  return 10 * std::log10(255.0 * 255.0 * static_cast<double>(exact.size()) / sum);
}

/// The ops of a recipe each for itself, as if every transform were called alone.
inline Photo one_by_one(const vary::Recipe& recipe, Photo photo) {
  for (const vary::Op& op : recipe.ops()) {
    vary::Recipe alone(photo.shape());
    alone.add(op);
    photo = vary::replay(alone, photo);
  }
  return photo;
}

/// The middles of images side by side, every pixel three by three.
inline Photo side_by_side(const std::vector<Photo>& photos) {
  constexpr int side = 160, scale = 3, gap = 8, step = side * scale + gap;
  const int count = static_cast<int>(photos.size());
  Photo sheet(count * step - gap, side * scale, 3);
  for (int i = 0; i < count; ++i) {
    const vary::Resize large{
        .width = side * scale, .height = side * scale, .interpolation = vary::Interpolation::nearest};
    const Photo part =
        large(vary::CenterCrop{.width = side, .height = side}(photos[static_cast<std::size_t>(i)]));
    for (int y = 0; y < part.height(); ++y) {
      const std::uint8_t* row = part.row(y);
      std::copy(row, row + part.shape().row_elements(), &sheet.at(i * step, y, 0));
    }
  }
  return sheet;
}

/// Prints what the warps of five_warps() leave of the scene: its image after them, against the scene seen
/// through all of them at once. Where a path is given, saves the middles of what the steps make, of what the
/// pipeline makes, and of the exact image. False if the pipeline leaves less than the steps do.
inline bool measure_five_warps(const std::string& image_path) {
  constexpr int size = 512;
  const auto as_it_is = [](double x, double y) { return std::pair(x, y); };
  Photo source = reference::rounded(reference::rendered(size, size, as_it_is), size, size);
  const auto pipeline = five_warps<std::uint8_t>();
  const vary::Recipe recipe = pipeline.recipe(size, size, 3);
  const auto back_through_all = [&](double x, double y) {
    std::pair place(x, y);
    for (std::size_t i = recipe.ops().size(); i-- > 0;) {
      place = reference::mapped(*recipe.ops()[i].get_if<vary::ops::Warp>())(place.first, place.second);
    }
    return place;
  };
  const reference::Values exact = reference::rendered(size, size, back_through_all);

  const Photo stepwise = one_by_one(recipe, source);
  const Photo together = pipeline(source);
  Photo theirs(size, size, 3);
  cv::Mat wrapped = opencv::wrap(theirs.view());
  opencv::warps(recipe)(opencv::wrap(source.view()), wrapped);
  const double own = signal_to_noise(together, exact), steps = signal_to_noise(stepwise, exact);
  std::printf("\nfive warps in a row, against the warped scene (decibels; more is better):\n");
  std::printf("vary %.2f, its transforms one by one %.2f, OpenCV %.2f\n", own, steps,
              signal_to_noise(theirs, exact));
  if (!image_path.empty()) {
    vary::save(image_path, side_by_side({stepwise, together, reference::rounded(exact, size, size)}));
  }
  return own >= steps;
}

}  // namespace benchmarks
