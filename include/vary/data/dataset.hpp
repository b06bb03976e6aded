// SPDX-License-Identifier: MIT
// Dataset: the concept of labelled images. Images: a dataset in memory.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "vary/core/error.hpp"
#include "vary/core/image.hpp"

VARY_NAMESPACE_BEGIN

/// Labelled images with indices from 0. Copies of a dataset share its data, and its members are thread-safe.
/// image(index, memory) returns a view of its own memory, or fills `memory` and returns a view of it.
template <class D, class T>
concept Dataset = Pixel<T> && std::copy_constructible<D> &&
    requires(const D& dataset, std::size_t index, Image<T>& memory) {
  { dataset.size() } -> std::convertible_to<std::size_t>;
  { dataset.label(index) } -> std::convertible_to<std::int64_t>;
  { dataset.image(index, memory) } -> std::convertible_to<ImageView<const T>>;
};

namespace detail {

/// Throws Error unless index < size.
inline void check_index(const char* owner, std::size_t index, std::size_t size) {
  if (index >= size)
    refuse(owner, "index", index, " is out of range for ", size, " images; give a smaller one");
}

}  // namespace detail

/// A dataset of images in memory.
template <Pixel T>
class Images {
 public:
  /// Throws Error unless there is one label for each image, and for an empty image.
  Images(std::vector<Image<T>> images, std::vector<std::int64_t> labels) {
    if (images.size() != labels.size()) {
      refuse("Images", "labels", labels.size(), " labels for ", images.size(), " images; give one for each");
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (images[i].empty()) refuse("Images", "images", "image ", i, " is empty; give one with pixels");
    }
    contents_ = std::make_shared<const Contents>(Contents{std::move(images), std::move(labels)});
  }

  [[nodiscard]] std::size_t size() const { return contents_->images.size(); }
  /// Throws Error unless index < size(), as image() does.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("Images", index, size());
    return contents_->labels[index];
  }
  [[nodiscard]] ImageView<const T> image(std::size_t index) const {
    detail::check_index("Images", index, size());
    return contents_->images[index];
  }
  [[nodiscard]] ImageView<const T> image(std::size_t index, Image<T>&) const { return image(index); }

 private:
  struct Contents {
    std::vector<Image<T>> images;
    std::vector<std::int64_t> labels;
  };
  std::shared_ptr<const Contents> contents_;
};

/// Reads all images of a dataset into memory, for small datasets that are used often.
template <Pixel T, Dataset<T> D>
[[nodiscard]] Images<T> in_memory(const D& dataset) {
  std::vector<Image<T>> images;
  std::vector<std::int64_t> labels;
  Image<T> memory;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    images.emplace_back(dataset.image(i, memory));
    labels.push_back(dataset.label(i));
  }
  return {std::move(images), std::move(labels)};
}

VARY_NAMESPACE_END
