// SPDX-License-Identifier: MIT
// Mixed: two images and their labels in one, which MixUp and CutMix make.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "vary/core/image.hpp"
#include "vary/random/random.hpp"
#include "vary/transforms/limits.hpp"

VARY_NAMESPACE_BEGIN

/// An image mixed from two, with its labels.
template <Pixel T>
struct Mixed {
  Image<T> image;
  double weight = 1;            ///< of the first image; 1 - weight is the second's
  std::vector<float> labels{};  ///< the mixed labels; empty if none were given
};

/// weight * first + (1 - weight) * second for each label, which are one-hot or probabilities. Throws Error
/// for different numbers of labels.
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

/// Two images or views with the same pixel type.
template <class A, class B>
concept PhotoPair = Photo<A> && Photo<B> && std::same_as<typename A::value_type, typename B::value_type>;

namespace detail {

/// Mixes into an image and returns the weight of the first image.
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

/// Mixes into a new image.
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

/// Checks the fields that MixUp and CutMix share.
inline void check_mixer(const char* mixer, double alpha, const std::optional<double>& weight) {
  check_between(mixer, "alpha", alpha, 0.001, 1000.0);
  if (weight) check_between(mixer, "weight", *weight, 0.0, 1.0);
}

}  // namespace detail
VARY_NAMESPACE_END
