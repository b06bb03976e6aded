// SPDX-License-Identifier: MIT
// Epoch: the batches of one pass over a dataset, made ahead of the consumer. Needs oneTBB (libtbb-dev,
// -ltbb).
#pragma once

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "vary/data/loader_work.hpp"

VARY_NAMESPACE_BEGIN

/// The batches of one epoch from a position on, in order: a range to be walked through once. A thread of its
/// own makes them ahead, with the threads of oneTBB; destroying the range stops it after the pictures in
/// work. An exception met on the way comes out in place of the batch in which it happened, behind all earlier
/// ones.
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

  Epoch(std::shared_ptr<detail::LoaderWork<T, U>> work, const Position& start)
      : work_(std::move(work)), position_(start), queue_(work_->take_batches()) {
    producer_ = std::thread([this] { produce(); });
  }
  ~Epoch() {
    queue_.stop();
    producer_.join();
    auto batches = queue_.release();
    if (current_) batches.push_back(std::move(current_));
    work_->give_back(std::move(batches));
  }
  Epoch(const Epoch&) = delete;
  Epoch& operator=(const Epoch&) = delete;

  /// The next batch, or nullptr behind the last. It stays until the next one is asked for.
  Batch<U>* next() {
    current_ = queue_.exchange(std::move(current_));
    return current_.get();
  }
  Iterator begin() {
    next();
    return Iterator(*this);
  }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

 private:
  using Owner = typename detail::LoaderWork<T, U>::Owner;

  /// Some pictures of a batch, on their way through the stages.
  struct Portion {
    Batch<U>* batch = nullptr;
    std::size_t first = 0;
    std::size_t count = 0;
    Owner complete;            ///< the batch, if these are its last pictures
    std::exception_ptr error;  ///< what was met on the way
  };

  void produce() {
    try {
      const int threads = work_->options().threads;
      order_ = work_->order(position_.epoch);
      portions_.resize(4 * static_cast<std::size_t>(threads));
      // oneTBB has a thread for each processor, unless somebody asks for more.
      constexpr auto limit = tbb::global_control::max_allowed_parallelism;
      const auto wanted = static_cast<std::size_t>(threads);
      std::unique_ptr<tbb::global_control> more;
      if (wanted > tbb::global_control::active_value(limit)) {
        more = std::make_unique<tbb::global_control>(limit, wanted);
      }
      tbb::task_arena arena(threads);
      // Nobody waits inside of the pipeline, where it could hold up a thread of oneTBB: it ends where no
      // batch is free, and starts again when one is.
      while (position_.index < work_->pictures() && queue_.wait_for_spare()) arena.execute([this] { run(); });
      queue_.finish(nullptr);
    } catch (...) {
      queue_.finish(std::current_exception());
    }
  }

  void run() {
    const auto portion = [this](tbb::flow_control& control) -> Portion* {
      Portion* const next = next_portion();
      if (next == nullptr) control.stop();
      return next;
    };
    const auto fill = [this](Portion* portion) {
      // Whoever waits in here must not begin with another portion: it would use the same memory.
      tbb::this_task_arena::isolate([&] { fill_portion(*portion); });
      return portion;
    };
    const auto finish = [this](Portion* portion) {
      if (portion->error) std::rethrow_exception(portion->error);
      if (portion->complete) queue_.hand_over(std::move(portion->complete));
    };
    using Mode = tbb::filter_mode;
    tbb::parallel_pipeline(portions_.size(),
                           tbb::make_filter<void, Portion*>(Mode::serial_in_order, portion) &
                               tbb::make_filter<Portion*, Portion*>(Mode::parallel, fill) &
                               tbb::make_filter<Portion*, void>(Mode::serial_in_order, finish));
  }

  /// The next pictures to make, or nothing where there is no batch for them.
  Portion* next_portion() {
    if (!open_) {
      if (position_.index >= work_->pictures()) return nullptr;
      open_ = queue_.take_spare();
      if (!open_) return nullptr;
      work_->open(*open_, order_, position_);
      opened_ = 0;
    }
    Portion& portion = portions_[count_++ % portions_.size()];
    const std::size_t left = open_->size() - opened_;
    portion = {open_.get(), opened_, std::min(left, portion_size()), nullptr, nullptr};
    opened_ += portion.count;
    position_.index = position_.index.value + portion.count;
    if (portion.count == left) portion.complete = std::move(open_);
    return &portion;
  }

  /// Few enough that all threads work on one batch, many enough that the stages cost nothing beside small
  /// pictures.
  [[nodiscard]] std::size_t portion_size() const {
    return std::clamp<std::size_t>(work_->batch() / portions_.size(), 1, 16);
  }

  void fill_portion(Portion& portion) {
    try {
      Image<T>& memory = memories_.local();
      for (std::size_t i = 0; i < portion.count && !queue_.stopped(); ++i) {
        work_->fill(*portion.batch, portion.first + i, position_.epoch, memory);
      }
    } catch (...) {
      portion.error = std::current_exception();
    }
  }

  std::shared_ptr<detail::LoaderWork<T, U>> work_;
  Position position_;  ///< of the next picture to give out
  detail::BatchQueue<U> queue_;
  Owner current_;

  // Only for the producer and the stages that it runs.
  std::vector<std::size_t> order_;
  std::vector<Portion> portions_;
  std::size_t count_ = 0;  ///< of portions given out
  Owner open_;             ///< the batch that they are taken from
  std::size_t opened_ = 0;
  tbb::enumerable_thread_specific<Image<T>> memories_;
  std::thread producer_;
};

VARY_NAMESPACE_END
