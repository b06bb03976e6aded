// SPDX-License-Identifier: MIT
// CutMix: a rectangle of another image.
#pragma once

#include <cmath>
#include <optional>
#include <span>

#include "vary/core/math.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/transforms/mix/mixed.hpp"

VARY_NAMESPACE_BEGIN

/// The first image with a rectangle of the second at the same position (Yun et al. 2019). The sides of the
/// rectangle are sqrt(1 - weight) of the image's, with a weight of the distribution Beta(alpha, alpha). Its
/// centre is uniform in the image, and it is clipped to the image. The weight returned is the fraction of the
/// pixels that the first image keeps.
struct CutMix {
  static constexpr const char* name = "CutMix";
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
    return detail::mix_into<CutMix, typename A::value_type>(*this, first.view(), second.view(), key, out);
  }

  /// Draws the weight, writes the pixels and returns the weight.
  template <Pixel T>
  double mix(Draw& draw, ImageView<const T> first, ImageView<const T> second, ImageView<T> out) const {
    const double side = std::sqrt(1 - (weight ? *weight : draw.beta(alpha, alpha)));
    const Side across(draw, side, first.width());
    const Side down(draw, side, first.height());
    const auto copy = [out](ImageView<const T> from, const Side& x, const Side& y) {
      if (x.count() < 1 || y.count() < 1) return;
      const auto rect = [&](auto view) {
        return decltype(view)(&view.at(x.from, y.from), x.count(), y.count(), view.channels(), view.stride());
      };
      ops::apply<T>(ops::Permute{.width = x.count(), .height = y.count()}, rect(from), rect(out));
    };
    const Side row(0, first.width());
    copy(first, row, {0, down.from});
    copy(first, {0, across.from}, down);
    copy(second, across, down);
    copy(first, {across.to, first.width()}, down);
    copy(first, row, {down.to, first.height()});
    const double area = static_cast<double>(first.width()) * first.height();
    return 1 - static_cast<double>(across.count()) * down.count() / area;
  }

 private:
  /// The pixels of the rectangle along one axis.
  struct Side {
    int from;
    int to;
    Side(int begin, int end) : from(begin), to(end) {}
    Side(Draw& draw, double fraction, int size) {
      const double length = math::round_half_up(fraction * size);
      const double start = math::round_half_up(draw.uniform(0, size) - length / 2);
      from = start > 0 ? (start < size ? static_cast<int>(start) : size) : 0;
      to = static_cast<int>(start + length < size ? start + length : size);
    }
    [[nodiscard]] int count() const { return to - from; }
  };
};

VARY_NAMESPACE_END
