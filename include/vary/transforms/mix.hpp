// SPDX-License-Identifier: MIT
// MixUp, CutMix: two images, and what they show, into one.
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "vary/core/image.hpp"
#include "vary/ops/point/blend.hpp"
#include "vary/random/random.hpp"
#include "vary/transforms/limits.hpp"

VARY_NAMESPACE_BEGIN

/// An image made of two.
template <Pixel T>
struct Mixed {
  Image<T> image;
  double weight = 1;            ///< of the first image; 1 - weight is the second's
  std::vector<float> labels{};  ///< those of both, mixed by the weight; empty where none were given
};

/// weight * first + (1 - weight) * second, label by label: one-hot, or any shares of classes. Throws Error
/// unless both have as many labels.
inline std::vector<float> mix_labels(std::span<const float> first, std::span<const float> second,
                                     double weight) {
  if (first.size() != second.size()) {
    refuse("mix_labels", "second", "has ", second.size(), " labels, the first ", first.size(),
           "; give as many for each image");
  }
  std::vector<float> labels;
  labels.reserve(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    labels.push_back(static_cast<float>(weight * static_cast<double>(first[i]) +
                                        (1 - weight) * static_cast<double>(second[i])));
  }
  return labels;
}

/// Two images or views with pixels of one type.
template <class A, class B>
concept PhotoPair = Photo<A> && Photo<B> && std::same_as<typename A::value_type, typename B::value_type>;

namespace detail {

/// Mixes into an image; returns the weight of the first image.
template <class Mixer, Pixel T>
double mix_into(const Mixer& mixer, ImageView<const T> first, ImageView<const T> second, const Key& key,
                Image<T>& out) {
  mixer.check();
  if (first.empty() || second.empty()) {
    refuse(Mixer::name, "", "got an empty image; give two with pixels");
  }
  if (first.shape() != second.shape()) {
    refuse(Mixer::name, "second", "is ", spell(second.shape()), ", the first ", spell(first.shape()),
           "; give two of one shape");
  }
  if (overlap<T>(first, out.view()) || overlap<T>(second, out.view())) {
    refuse(Mixer::name, "out", "is an image it would be made from; give another image");
  }
  out.resize(first.shape());
  Draw draw = Random(key).child(Mixer::name);
  return mixer.mix(draw, first, second, out.view());
}

template <class Mixer, class A, class B>
Mixed<typename A::value_type> mixed(const Mixer& mixer, const A& first, const B& second, const Key& key) {
  Mixed<typename A::value_type> result;
  result.weight =
      mix_into<Mixer, typename A::value_type>(mixer, first.view(), second.view(), key, result.image);
  return result;
}

template <class Mixer, class A, class B>
Mixed<typename A::value_type> mixed(const Mixer& mixer, const A& first, const B& second, const Key& key,
                                    std::span<const float> first_labels,
                                    std::span<const float> second_labels) {
  auto result = mixed(mixer, first, second, key);
  result.labels = mix_labels(first_labels, second_labels, result.weight);
  return result;
}

/// The fields that mixers share.
inline void check_mixer(const char* mixer, double alpha, const std::optional<double>& weight) {
  check_between(mixer, "alpha", alpha, 0.001, 1000.0);
  if (weight) check_between(mixer, "weight", *weight, 0.0, 1.0);
}

}  // namespace detail

/// out = weight * first + (1 - weight) * second, with a weight of the distribution Beta(alpha, alpha): even
/// for alpha 1, mostly near 0 and 1 below, mostly near 1/2 above. It is rounded to a multiple of 2^-15.
struct MixUp {
  static constexpr const char* name = "MixUp";
  double alpha = 1;                ///< 0.001 to 1000
  std::optional<double> weight{};  ///< 0 to 1: not drawn, but this

  void check() const { detail::check_mixer(name, alpha, weight); }

  /// The copy that the key names, and the weight of the first image in it.
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
  /// The same into an image, whose memory is used again; returns the weight.
  template <Photo A, Photo B>
  requires PhotoPair<A, B>
  double operator()(const A& first, const B& second, const Key& key,
                    Image<typename A::value_type>& out) const {
    return detail::mix_into<MixUp, typename A::value_type>(*this, first.view(), second.view(), key, out);
  }

  /// Draws, and writes the pixels; returns the weight.
  template <Pixel T>
  double mix(Draw& draw, ImageView<const T> first, ImageView<const T> second, ImageView<T> out) const {
    const double of_first = ops::blend_weight(weight ? *weight : draw.beta(alpha, alpha));
    ops::blend<T>(first, second, of_first, out);
    return of_first;
  }
};

/// The first image, with a rectangle from the same place of the second. Its sides are sqrt(1 - weight) of
/// the image's, with a weight of the distribution Beta(alpha, alpha); its centre is anywhere in the
/// image, and what reaches outside is cut off. The weight that is given back is the share of the area that
/// the first image keeps.
struct CutMix {
  static constexpr const char* name = "CutMix";
  double alpha = 1;                ///< 0.001 to 1000
  std::optional<double> weight{};  ///< 0 to 1: not drawn, but this

  void check() const { detail::check_mixer(name, alpha, weight); }

  /// The copy that the key names, and the weight of the first image in it.
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
  /// The same into an image, whose memory is used again; returns the weight.
  template <Photo A, Photo B>
  requires PhotoPair<A, B>
  double operator()(const A& first, const B& second, const Key& key,
                    Image<typename A::value_type>& out) const {
    return detail::mix_into<CutMix, typename A::value_type>(*this, first.view(), second.view(), key, out);
  }

  /// Draws, and writes the pixels; returns the weight.
  template <Pixel T>
  double mix(Draw& draw, ImageView<const T> first, ImageView<const T> second, ImageView<T> out) const {
    const double side = std::sqrt(1 - (weight ? *weight : draw.beta(alpha, alpha)));
    const Side across(draw, side, first.width());
    const Side down(draw, side, first.height());
    const auto copy = [out](ImageView<const T> from, const Side& x, const Side& y) {
      if (x.count() < 1 || y.count() < 1) return;
      const auto part = [&](auto view) {
        return decltype(view)(&view.at(x.from, y.from), x.count(), y.count(), view.channels(), view.stride());
      };
      ops::apply<T>(ops::Permute{.width = x.count(), .height = y.count()}, part(from), part(out));
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
  /// The part of an axis that the rectangle takes.
  struct Side {
    int from;
    int to;
    Side(int begin, int end) : from(begin), to(end) {}
    Side(Draw& draw, double share, int size) {
      const double length = math::round_half_up(share * size);
      const double start = math::round_half_up(draw.uniform(0, size) - length / 2);
      from = start > 0 ? (start < size ? static_cast<int>(start) : size) : 0;
      to = static_cast<int>(start + length < size ? start + length : size);
    }
    [[nodiscard]] int count() const { return to - from; }
  };
};

VARY_NAMESPACE_END
