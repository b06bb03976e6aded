// SPDX-License-Identifier: MIT
// Subset: selected images of a dataset. split(): divides a dataset into two subsets.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "vary/data/dataset.hpp"
#include "vary/random/random.hpp"
#include "vary/transforms/limits.hpp"

VARY_NAMESPACE_BEGIN

/// Selected images of another dataset: image i is image indices[i] of that one. An index may occur several
/// times.
template <class D>
class Subset {
 public:
  /// Throws Error for an index that is not in the dataset.
  Subset(D dataset, std::vector<std::size_t> indices) : dataset_(std::move(dataset)) {
    const std::size_t size = dataset_.size();
    for (std::size_t i = 0; i < indices.size(); ++i) {
      if (indices[i] < size) continue;
      refuse("Subset", "indices", "index ", i, " is ", indices[i], ", the dataset has ", size,
             " images; give smaller ones");
    }
    indices_ = std::make_shared<const std::vector<std::size_t>>(std::move(indices));
  }

  [[nodiscard]] std::size_t size() const { return indices_->size(); }
  /// The index of an image in the other dataset. Throws Error unless number < size(), as label() and image()
  /// do.
  [[nodiscard]] std::size_t index(std::size_t number) const {
    detail::check_index("Subset", number, size());
    return (*indices_)[number];
  }
  [[nodiscard]] std::int64_t label(std::size_t number) const { return dataset_.label(index(number)); }
  template <Pixel T>
  requires Dataset<D, T>
  [[nodiscard]] ImageView<const T> image(std::size_t number, Image<T>& memory) const {
    return dataset_.image(index(number), memory);
  }

 private:
  D dataset_;
  std::shared_ptr<const std::vector<std::size_t>> indices_;
};

/// Divides a dataset into two disjoint subsets that together have all images. The first has `fraction` of the
/// images, rounded half up, selected at random by the key; both keep the order of the dataset. Throws Error
/// unless the fraction is in [0, 1].
template <class D>
[[nodiscard]] std::pair<Subset<D>, Subset<D>> split(const D& dataset, double fraction, const Key& key = {}) {
  check_between("split", "fraction", fraction, 0.0, 1.0);
  std::vector<std::size_t> first(dataset.size());
  std::iota(first.begin(), first.end(), std::size_t{0});
  Random(key).child("split").shuffle(std::span(first));
  const auto size =
      static_cast<std::ptrdiff_t>(std::floor(fraction * static_cast<double>(first.size()) + 0.5));
  std::vector<std::size_t> second(first.begin() + size, first.end());
  first.erase(first.begin() + size, first.end());
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  return {Subset<D>(dataset, std::move(first)), Subset<D>(dataset, std::move(second))};
}

VARY_NAMESPACE_END
