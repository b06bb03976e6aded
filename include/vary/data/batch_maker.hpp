// SPDX-License-Identifier: MIT
// BatchMaker: a thread that produces batches ahead of the consumer. Needs oneTBB (libtbb-dev, -ltbb).
#pragma once

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "vary/data/loader_work.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Produces the batches from a position on, in order, with its own thread and those of oneTBB. Its destructor
/// waits only for the images in progress.
template <Pixel T, TensorValue U>
class BatchMaker {
 public:
  using Owner = typename LoaderWork<T, U>::Owner;

  /// Until the end of the epoch; if `continues`, also for all following epochs.
  BatchMaker(std::shared_ptr<LoaderWork<T, U>> work, const Position& start, bool continues)
      : work_(std::move(work)), position_(start), continues_(continues), queue_(work_->take_batches()) {
    thread_ = std::thread([this] { make_batches(); });
  }
  ~BatchMaker() {
    queue_.stop();
    thread_.join();
    work_->give_back(queue_.release());
  }
  BatchMaker(const BatchMaker&) = delete;
  BatchMaker& operator=(const BatchMaker&) = delete;

  [[nodiscard]] bool continues() const { return continues_; }
  /// The queue of the consumer.
  BatchQueue<U>& queue() { return queue_; }

 private:
  /// Consecutive images of a batch, the unit of work of the pipeline.
  struct Portion {
    Batch<U>* batch = nullptr;
    std::size_t first = 0;
    std::size_t count = 0;
    std::uint64_t epoch = 0;
    Owner complete;            ///< the batch if these are its last images
    std::exception_ptr error;  ///< thrown by these images
  };

  void make_batches() {
    try {
      const int threads = work_->options().threads;
      order_ = work_->order(position_.epoch);
      portions_.resize(4 * static_cast<std::size_t>(threads));
      // By default oneTBB has only one thread per processor.
      constexpr auto limit = tbb::global_control::max_allowed_parallelism;
      const auto thread_count = static_cast<std::size_t>(threads);
      std::unique_ptr<tbb::global_control> more;
      if (thread_count > tbb::global_control::active_value(limit)) {
        more = std::make_unique<tbb::global_control>(limit, thread_count);
      }
      tbb::task_arena arena(threads);
      // Waiting in the pipeline could block a thread of oneTBB, so the pipeline ends if no batch is free and
      // is restarted when one is.
      while (find_position() && queue_.wait_for_spare()) arena.execute([this] { run(); });
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
      // A thread that waits here must not start another portion, which would use the same memory.
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

  /// False after the last image.
  bool find_position() {
    if (open_ || position_.index < work_->images()) return true;
    if (!continues_) return false;
    position_ = {position_.epoch.value + 1, 0};
    order_ = work_->order(position_.epoch);
    return true;
  }

  /// The next portion; null if there is none or no batch is free.
  Portion* next_portion() {
    if (!open_) {
      if (!find_position()) return nullptr;
      open_ = queue_.take_spare();
      if (!open_) return nullptr;
      work_->open(*open_, order_, position_);
      opened_ = 0;
    }
    Portion& portion = portions_[count_++ % portions_.size()];
    const std::size_t left = open_->size() - opened_;
    portion = {open_.get(), opened_, std::min(left, portion_size()), position_.epoch, nullptr, nullptr};
    opened_ += portion.count;
    position_.index = position_.index.value + portion.count;
    if (portion.count == left) portion.complete = std::move(open_);
    return &portion;
  }

  /// Small enough that all threads work on one batch, large enough that the overhead is negligible for small
  /// images.
  [[nodiscard]] std::size_t portion_size() const {
    return std::clamp<std::size_t>(work_->batch() / portions_.size(), 1, 16);
  }

  void fill_portion(Portion& portion) {
    try {
      Image<T>& memory = memories_.local();
      for (std::size_t i = 0; i < portion.count && !queue_.stopped(); ++i) {
        work_->fill(*portion.batch, portion.first + i, portion.epoch, memory);
      }
    } catch (...) {
      portion.error = std::current_exception();
    }
  }

  std::shared_ptr<LoaderWork<T, U>> work_;
  Position position_;  ///< of the next image
  bool continues_;
  BatchQueue<U> queue_;

  // Used only by the thread and its pipeline.
  std::vector<std::size_t> order_;  ///< of the images in the epoch
  std::vector<Portion> portions_;
  std::size_t count_ = 0;  ///< of portions so far
  Owner open_;             ///< the batch of the next portion
  std::size_t opened_ = 0;
  tbb::enumerable_thread_specific<Image<T>> memories_;
  std::thread thread_;
};

/// The makers for the epochs of a loader. If the consumer requests consecutive epochs, one maker serves all
/// of them: it produces the first batches of an epoch while the last ones of the previous epoch are used.
template <Pixel T, TensorValue U>
class BatchMakers {
 public:
  using Maker = BatchMaker<T, U>;

  explicit BatchMakers(std::shared_ptr<LoaderWork<T, U>> work) : work_(std::move(work)) {}

  [[nodiscard]] LoaderWork<T, U>& work() const { return *work_; }

  /// A maker for the batches from a position on.
  std::unique_ptr<Maker> take(const Position& start) {
    const std::lock_guard lock(mutex_);
    const bool continues = has_last_epoch_ && start.epoch.value == last_epoch_ + 1;
    has_last_epoch_ = true;
    last_epoch_ = start.epoch;
    if (kept_maker_ && kept_position_ == start) return std::move(kept_maker_);
    kept_maker_.reset();  // the new maker reuses its batches
    return std::make_unique<Maker>(work_, start, continues);
  }
  /// Returns a maker whose next batch is at position `next`; keeps it if it continues with the next epoch.
  void give_back(std::unique_ptr<Maker> maker, const Position& next) {
    if (!maker->continues()) return;
    const std::lock_guard lock(mutex_);
    kept_maker_ = std::move(maker);
    kept_position_ = next;
  }

 private:
  std::shared_ptr<LoaderWork<T, U>> work_;
  std::mutex mutex_;
  bool has_last_epoch_ = false;
  std::uint64_t last_epoch_ = 0;
  std::unique_ptr<Maker> kept_maker_;
  Position kept_position_{};
};

}  // namespace detail
VARY_NAMESPACE_END
