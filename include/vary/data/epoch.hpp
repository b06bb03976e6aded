// SPDX-License-Identifier: MIT
// Epoch: the batches of one epoch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

#include "vary/data/batch_maker.hpp"

VARY_NAMESPACE_BEGIN

/// The batches of one epoch from a position on, in order: a single-pass range. Batches are produced ahead;
/// the destructor of the range waits only for the images in progress. An exception is thrown in place of the
/// batch in which it occurred, after all earlier batches.
template <Pixel T, TensorValue U>
class Epoch {
 public:
  class Iterator {
   public:
    using value_type = Batch<U>;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    explicit Iterator(Epoch& epoch) : epoch_(&epoch) {}
    Batch<U>& operator*() const { return *epoch_->current_; }
    Batch<U>* operator->() const { return epoch_->current_.get(); }
    Iterator& operator++() {
      epoch_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !epoch_->current_; }

   private:
    Epoch* epoch_;
  };

  Epoch(std::shared_ptr<detail::BatchMakers<T, U>> makers, const Position& start)
      : makers_(std::move(makers)), number_(start.epoch) {
    if (start.index < makers_->work().images()) maker_ = makers_->take(start);
  }
  ~Epoch() {
    if (maker_ && current_) maker_->queue().give_back(std::move(current_));
  }
  Epoch(const Epoch&) = delete;
  Epoch& operator=(const Epoch&) = delete;

  /// The next batch; nullptr after the last one. It is valid until the next call.
  Batch<U>* next() {
    if (!maker_) return nullptr;
    const bool last = current_ && current_->next.epoch.value != number_;
    if (current_) maker_->queue().give_back(std::move(current_));
    if (last) {
      makers_->give_back(std::move(maker_), {number_ + 1, 0});
    } else {
      current_ = maker_->queue().take();
    }
    return current_.get();
  }
  Iterator begin() {
    next();
    return Iterator(*this);
  }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

 private:
  std::shared_ptr<detail::BatchMakers<T, U>> makers_;
  std::uint64_t number_;
  std::unique_ptr<detail::BatchMaker<T, U>> maker_;  ///< null after the last batch
  std::unique_ptr<Batch<U>> current_;
};

VARY_NAMESPACE_END
