// SPDX-License-Identifier: MIT
// Batch: images as tensor elements with their labels. BatchQueue: passes batches to the consumer.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "vary/core/shape.hpp"
#include "vary/pipeline/tensor.hpp"
#include "vary/random/key.hpp"

VARY_NAMESPACE_BEGIN

/// A position in the order of an epoch. A training program stores it to resume from there.
struct Position {
  detail::KeyPart epoch{};
  detail::KeyPart index{};  ///< the number of images of the epoch before this position

  friend constexpr bool operator==(const Position& a, const Position& b) {
    return a.epoch.value == b.epoch.value && a.index.value == b.index.value;
  }
};

/// Images of the same shape as tensor elements, one after the other.
template <TensorValue U>
struct Batch {
  std::vector<U> values;
  std::vector<std::int64_t> labels;
  std::vector<std::size_t> indices;  ///< of the images in the dataset
  Shape shape{};                     ///< of each image
  Layout layout = Layout::chw;
  Position next{};  ///< the position of the following batch

  /// The number of images.
  [[nodiscard]] std::size_t size() const { return labels.size(); }
};

namespace detail {

/// Passes batches from one producer to one consumer, and back for reuse.
template <TensorValue U>
class BatchQueue {
 public:
  using Owner = std::unique_ptr<Batch<U>>;

  explicit BatchQueue(std::vector<Owner> batches) : spare_(std::move(batches)) {
    ready_.reserve(spare_.size());
  }

  // For the producer.

  /// Waits until there is a batch to fill. False if the consumer has stopped.
  bool wait_for_spare() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || !spare_.empty(); });
    return !stopped_;
  }
  /// A batch to fill; null if all are in use.
  Owner take_spare() {
    const std::lock_guard lock(mutex_);
    return stopped_ || spare_.empty() ? nullptr : take_last(spare_);
  }
  void hand_over(Owner batch) {
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(batch));
    changed_.notify_all();
  }
  /// To be called after the last batch. After all batches the consumer gets `error`, if there is one.
  void finish(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
    finished_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] bool stopped() const { return stopped_; }

  // For the consumer.

  /// Returns a used batch.
  void give_back(Owner used) {
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(used));
    changed_.notify_all();
  }
  /// Waits for the next batch; null after the last one. Rethrows the exception of the producer.
  Owner take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return finished_ || !ready_.empty(); });
    if (!ready_.empty()) {
      Owner first = std::move(ready_.front());
      ready_.erase(ready_.begin());
      return first;
    }
    if (error_) std::rethrow_exception(error_);
    return nullptr;
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  /// All batches in the queue; to be called after the producer has ended.
  std::vector<Owner> release() {
    for (Owner& batch : ready_) spare_.push_back(std::move(batch));
    ready_.clear();
    return std::move(spare_);
  }

 private:
  static Owner take_last(std::vector<Owner>& batches) {
    Owner last = std::move(batches.back());
    batches.pop_back();
    return last;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Owner> spare_;
  std::vector<Owner> ready_;  ///< in order
  std::atomic<bool> stopped_ = false;
  bool finished_ = false;
  std::exception_ptr error_;
};

}  // namespace detail

VARY_NAMESPACE_END
