// SPDX-License-Identifier: MIT
// Normalize: values with mean 0 and deviation 1.
#pragma once

#include <cstddef>

#include "vary/core/list.hpp"
#include "vary/ops/point/curve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// (value - mean) / deviation, not clamped, with mean and deviation in fractions of full scale; the defaults
/// are those of ImageNet. Throws Error for images of integers, whose pixels cannot be negative.
struct Normalize {
  static constexpr const char* name = "Normalize";
  using Ops = OpTypes<ops::Curve>;
  List<float, 4> mean{0.485f, 0.456f, 0.406f};       ///< one for each channel or one for all; none for alpha
  List<float, 4> deviation{0.229f, 0.224f, 0.225f};  ///< as many as `mean`, 1e-6 to 1e6

  void check() const {
    if (mean.empty()) refuse(name, "mean", "has no value; give one, or one for each channel");
    if (deviation.size() != mean.size()) {
      refuse(name, "deviation", deviation.size(), " values for ", mean.size(), " means; give as many");
    }
    for (std::size_t c = 0; c < mean.size(); ++c) {
      check_between(name, "mean", mean[c], -1e6f, 1e6f);
      check_between(name, "deviation", deviation[c], 1e-6f, 1e6f);
    }
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    const std::size_t given = mean.size();
    const auto channels = static_cast<std::size_t>(shape.channels);
    const bool without_alpha = channels == 4 && given == 3;
    if (given != 1 && given != channels && !without_alpha) {
      refuse(name, "mean", given, " values for ", channels,
             " channels; give one value, or one for each channel");
    }
    ops::Curve curve{.segments = {}, .per_channel = given > 1, .alpha = !without_alpha, .clamp = false};
    for (std::size_t c = 0; c < given; ++c) {
      const double scale = 1 / static_cast<double>(deviation[c]);
      curve.segments.push_back({.gain = static_cast<float>(scale),
                                .bias = static_cast<float>(-static_cast<double>(mean[c]) * scale)});
    }
    if (without_alpha) curve.segments.push_back({});
    recipe.add(curve);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Normalize&))

VARY_NAMESPACE_END
