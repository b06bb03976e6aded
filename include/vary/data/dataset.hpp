// SPDX-License-Identifier: MIT
// Dataset: labelled images by number, and those that lie in memory.
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

/// Labelled images, numbered from 0. A dataset is a value whose copies share what it holds; any number of
/// threads may ask it at once. `image` gives a view of its own memory, or of `memory`, which it then fills.
template <class D, class T>
concept Dataset = Pixel<T> && std::copy_constructible<D> &&
    requires(const D& dataset, std::size_t index, Image<T>& memory) {
  { dataset.size() } -> std::convertible_to<std::size_t>;
  { dataset.label(index) } -> std::convertible_to<std::int64_t>;
  { dataset.image(index, memory) } -> std::convertible_to<ImageView<const T>>;
};

namespace detail {

/// Throws Error unless a dataset has this image.
inline void check_index(const char* owner, std::size_t index, std::size_t size) {
  if (index >= size) refuse(owner, "index", index, " is not one of ", size, " images; give less");
}

}  // namespace detail

/// Images that lie in memory, with a label each.
template <Pixel T>
class Images {
 public:
  /// Throws Error for another number of labels than of images, and for an empty image.
  Images(std::vector<Image<T>> images, std::vector<std::int64_t> labels) {
    if (images.size() != labels.size()) {
      refuse("Images", "labels", "are ", labels.size(), " for ", images.size(), " images; give as many");
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (images[i].empty()) refuse("Images", "images", "number ", i, " is empty; give one with pixels");
    }
    held_ = std::make_shared<const Held>(Held{std::move(images), std::move(labels)});
  }

  [[nodiscard]] std::size_t size() const { return held_->images.size(); }
  /// Throws Error for a number that is not below size(), as image() does.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("Images", index, size());
    return held_->labels[index];
  }
  [[nodiscard]] ImageView<const T> image(std::size_t index) const {
    detail::check_index("Images", index, size());
    return held_->images[index];
  }
  [[nodiscard]] ImageView<const T> image(std::size_t index, Image<T>&) const { return image(index); }

 private:
  struct Held {
    std::vector<Image<T>> images;
    std::vector<std::int64_t> labels;
  };
  std::shared_ptr<const Held> held_;
};

/// Reads a dataset once, to have its images in memory from then on: for small ones that are used often.
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
