// SPDX-License-Identifier: MIT
// MixUp: a weighted mean of two images.
#pragma once

#include <optional>
#include <span>

#include "vary/ops/point/blend.hpp"
#include "vary/transforms/mix/mixed.hpp"

VARY_NAMESPACE_BEGIN

/// out = weight * first + (1 - weight) * second (Zhang et al. 2018). The weight is drawn from the
/// distribution Beta(alpha, alpha): uniform for alpha = 1, mostly near 0 and 1 below, mostly near 1/2 above.
/// It is rounded to a multiple of 2^-15.
struct MixUp {
  static constexpr const char* name = "MixUp";
  double alpha = 1;                ///< 0.001 to 1000
  std::optional<double> weight{};  ///< 0 to 1: this weight instead of a drawn one

  void check() const { detail::check_mixer(name, alpha, weight); }

  /// The mixed image of this key, and the weight of the first image in it.
  template <Photo A, Photo B>
  requires PhotoPair<A, B> Mixed<typename A::value_type>
  operator()(const A& first, const B& second, const Key& key = {}) const {
    return detail::mixed(*this, first, second, key);
  }
  /// The same with labels.
  template <Photo A, Photo B>
  requires PhotoPair<A, B> Mixed<typename A::value_type>
  operator()(const A& first, const B& second, const Key& key, std::span<const float> first_labels,
             std::span<const float> second_labels) const {
    return detail::mixed(*this, first, second, key, first_labels, second_labels);
  }
  /// The same into an image, whose memory is reused; returns the weight.
  template <Photo A, Photo B>
  requires PhotoPair<A, B>
  double operator()(const A& first, const B& second, const Key& key,
                    Image<typename A::value_type>& out) const {
    return detail::mix_into<MixUp, typename A::value_type>(*this, first.view(), second.view(), key, out);
  }

  /// Draws the weight, writes the pixels and returns the weight.
  template <Pixel T>
  double mix(Draw& draw, ImageView<const T> first, ImageView<const T> second, ImageView<T> out) const {
    const double of_first = ops::blend_weight(weight ? *weight : draw.beta(alpha, alpha));
    ops::blend<T>(first, second, of_first, out);
    return of_first;
  }
};

VARY_NAMESPACE_END
