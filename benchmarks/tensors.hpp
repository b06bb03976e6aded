// SPDX-License-Identifier: MIT
// The rows that write a tensor of floats.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vary/vary.hpp>
#include <vector>

#include "opencv_chains.hpp"
#include "row.hpp"
#include "rows.hpp"

namespace benchmarks {

/// All rows that write a tensor, for images of a shape.
template <vary::Pixel T>
std::vector<Row<T, float>> tensors(vary::Shape in) {
  using namespace vary;
  std::vector<Row<T, float>> table;
  const auto channels = static_cast<std::size_t>(in.channels);
  // The usual values for ImageNet; a fourth channel gets one half.
  constexpr float means[] = {0.485f, 0.456f, 0.406f, 0.5f}, deviations[] = {0.229f, 0.224f, 0.225f, 0.5f};
  Tensor<float> normal{.mean = {}, .deviation = {}};
  for (std::size_t c = 0; c < channels; ++c) {
    normal.mean.push_back(means[c]);
    normal.deviation.push_back(deviations[c]);
  }
  const std::vector<double> mean(normal.mean.begin(), normal.mean.end());
  const std::vector<double> deviation(normal.deviation.begin(), normal.deviation.end());
  constexpr auto full_scale = static_cast<double>(white<T>);

  const auto row = [&](const std::string& name, const Pipeline<T>& pipeline, Layout layout, opencv::Call call,
                       double bound) {
    Shape shape = pipeline.recipe(in.width, in.height, in.channels).shape();
    if (layout == Layout::chw) shape = {shape.width, shape.height * shape.channels, 1};
    const auto work = [pipeline, normal, layout, shape](ImageView<const T> view, const Key& key,
                                                        Image<float>& out) {
      out.resize(shape);
      Tensor<float> tensor = normal;
      tensor.data = out.data();
      tensor.layout = layout;
      pipeline.into(tensor, view, key);
    };
    table.push_back({name, work, shape, std::move(call), bound});
  };
  row("normalize_chw_f32", Pipeline<T>{}, Layout::chw, opencv::normalized_planes(mean, deviation, full_scale),
      bound::floats);
  row("normalize_hwc_f32", Pipeline<T>{}, Layout::hwc, opencv::normalized_pixels(mean, deviation, full_scale),
      bound::floats);
  // OpenCV gets the rect of the first key. The rounding error is divided by the deviation too.
  const Pipeline<T> chain{half_crop, HorizontalFlip{}};
  const Recipe recipe = chain.recipe(in.width, in.height, in.channels);
  const auto& crop = *recipe.ops().front().get_if<ops::Permute>();
  row("chainA_rrc_flip_norm", chain, Layout::chw,
      opencv::crop_resize_flip_normalize({crop.x, crop.y, crop.width, crop.height}, 224, 224, mean, deviation,
                                         full_scale),
      bound::floats + bound::rounding / *std::min_element(deviation.begin(), deviation.end()));
  return table;
}

}  // namespace benchmarks
