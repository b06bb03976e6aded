// SPDX-License-Identifier: MIT
// LoaderWork: the options of a Loader, the order of images, and the filling of batches. Needs oneTBB.
#pragma once

#include <oneapi/tbb/info.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "vary/data/batch.hpp"
#include "vary/data/dataset.hpp"
#include "vary/pipeline/pipeline.hpp"

VARY_NAMESPACE_BEGIN

/// The options of a Loader.
struct LoaderOptions {
  int batch = 32;                  ///< images per batch, 1 or more
  bool shuffle = true;             ///< a random order in each epoch, or the order of the dataset
  bool drop_last = false;          ///< drops the last batch if it is not full
  std::uint64_t seed = 0;          ///< of the order and of the copies
  Layout layout = Layout::chw;     ///< of an image
  List<float, 4> mean{0.0f};       ///< as in Tensor
  List<float, 4> deviation{1.0f};  ///< as in Tensor
  int threads = 0;                 ///< worker threads; 0 for the number of processors
  int ahead = 2;                   ///< batches to produce in advance; two more are kept in memory
};

namespace detail {

/// A dataset of any type.
template <Pixel T>
class AnyDataset {
 public:
  virtual ~AnyDataset() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual std::int64_t label(std::size_t index) const = 0;
  virtual ImageView<const T> image(std::size_t index, Image<T>& memory) const = 0;
  /// For error messages.
  [[nodiscard]] virtual std::string name(std::size_t index) const = 0;
};

template <Pixel T, Dataset<T> D>
class DatasetAdapter final : public AnyDataset<T> {
 public:
  explicit DatasetAdapter(D dataset) : dataset_(std::move(dataset)) {}
  [[nodiscard]] std::size_t size() const override { return dataset_.size(); }
  [[nodiscard]] std::int64_t label(std::size_t index) const override { return dataset_.label(index); }
  ImageView<const T> image(std::size_t index, Image<T>& memory) const override {
    return dataset_.image(index, memory);
  }
  [[nodiscard]] std::string name(std::size_t index) const override {
    std::string name = "image " + std::to_string(index);
    if constexpr (requires { dataset_.path(index).string(); }) name += ", " + dataset_.path(index).string();
    return name;
  }

 private:
  D dataset_;
};

/// The data that a Loader and its epochs share.
template <Pixel T, TensorValue U>
class LoaderWork {
 public:
  using Owner = std::unique_ptr<Batch<U>>;

  LoaderWork(std::unique_ptr<const AnyDataset<T>> dataset, Pipeline<T> augment, const LoaderOptions& options)
      : dataset_(std::move(dataset)), augment_(std::move(augment)), options_(options) {
    check_options();
    if (dataset_->size() == 0) refuse("Loader", "dataset", "has no images; give one with images");
    if (options.drop_last && dataset_->size() < batch()) {
      refuse("Loader", "batch", options.batch, " is above the ", dataset_->size(),
             " images, so drop_last leaves no batch; give a smaller one");
    }
    if (options_.threads == 0) options_.threads = tbb::info::default_concurrency();
    Image<T> memory;
    with_image_name(0, [&] {
      const ImageView<const T> first = dataset_->image(0, memory);
      shape_ = augment_.recipe(first.width(), first.height(), first.channels(), key(0, 0)).shape();
    });
    U number{};  // nothing is written to it
    Tensor<U>{.data = &number, .mean = options.mean, .deviation = options.deviation}.check(shape_);
  }

  [[nodiscard]] const LoaderOptions& options() const { return options_; }
  [[nodiscard]] Shape shape() const { return shape_; }
  /// Images in a full batch.
  [[nodiscard]] std::size_t batch() const { return static_cast<std::size_t>(options_.batch); }
  /// Images that an epoch uses.
  [[nodiscard]] std::size_t images() const {
    const std::size_t all = dataset_->size();
    return options_.drop_last ? all - all % batch() : all;
  }

  /// The indices of the images in the order of an epoch.
  [[nodiscard]] std::vector<std::size_t> order(std::uint64_t epoch) const {
    std::vector<std::size_t> order(dataset_->size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (options_.shuffle) Random(Key{options_.seed, epoch}).child("Loader").shuffle(std::span(order));
    return order;
  }

  /// Prepares a batch for the images of an order from `first` on.
  void open(Batch<U>& batch, const std::vector<std::size_t>& order, const Position& first) const {
    const std::size_t begin = first.index.value;
    const std::size_t count = std::min(this->batch(), images() - begin);
    const auto from = order.begin() + static_cast<std::ptrdiff_t>(begin);
    batch.indices.assign(from, from + static_cast<std::ptrdiff_t>(count));
    batch.labels.resize(count);
    batch.values.resize(count * shape_.elements());
    batch.shape = shape_;
    batch.layout = options_.layout;
    const bool last = begin + count == images();
    batch.next = last ? Position{first.epoch.value + 1, 0} : Position{first.epoch, begin + count};
  }

  /// Writes one image of a batch.
  void fill(Batch<U>& batch, std::size_t slot, std::uint64_t epoch, Image<T>& memory) const {
    const std::size_t index = batch.indices[slot];
    with_image_name(index, [&] {
      batch.labels[slot] = dataset_->label(index);
      const Tensor<U> tensor{.data = batch.values.data(),
                             .layout = options_.layout,
                             .mean = options_.mean,
                             .deviation = options_.deviation,
                             .index = slot,
                             .shape = shape_};
      augment_.into(tensor, dataset_->image(index, memory), key(epoch, index));
    });
  }

  /// Batches for an epoch; reuses the memory of earlier ones.
  std::vector<Owner> take_batches() {
    const std::lock_guard lock(mutex_);
    std::vector<Owner> batches = std::move(spare_);
    spare_.clear();
    const auto count = static_cast<std::size_t>(options_.ahead) + 2;
    while (batches.size() < count) batches.push_back(std::make_unique<Batch<U>>());
    return batches;
  }
  void give_back(std::vector<Owner> batches) {
    const std::lock_guard lock(mutex_);
    spare_ = std::move(batches);
  }

 private:
  [[nodiscard]] Key key(std::uint64_t epoch, std::size_t index) const {
    return {options_.seed, epoch, index};
  }

  void check_options() const {
    const auto check = [](const char* field, int value, int low) {
      if (value < low) refuse("Loader", field, value, " is out of range; give ", low, " or more");
    };
    check("batch", options_.batch, 1);
    check("threads", options_.threads, 0);
    check("ahead", options_.ahead, 0);
  }

  /// Calls f(); adds the name of the image to an Error.
  template <class F>
  void with_image_name(std::size_t index, const F& f) const {
    try {
      f();
    } catch (const Error& error) {
      throw Error(std::string(error.what()) + " (" + dataset_->name(index) + ")");
    }
  }

  std::unique_ptr<const AnyDataset<T>> dataset_;
  Pipeline<T> augment_;
  LoaderOptions options_;
  Shape shape_{};
  std::mutex mutex_;
  std::vector<Owner> spare_;
};

}  // namespace detail

VARY_NAMESPACE_END
