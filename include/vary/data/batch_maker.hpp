// SPDX-License-Identifier: MIT
// BatchMaker: the thread that makes batches ahead of the consumer. Needs oneTBB (libtbb-dev, -ltbb).
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

/// Makes the batches from a position on, in order, by a thread of its own and those of oneTBB. It stops with
/// the images in work when it is destroyed.
template <Pixel T, TensorValue U>
class BatchMaker {
 public:
  using Owner = typename LoaderWork<T, U>::Owner;

  /// To the end of the epoch or, if it `goes_on`, through all that follow.
  BatchMaker(std::shared_ptr<LoaderWork<T, U>> work, const Position& start, bool goes_on)
      : work_(std::move(work)), position_(start), goes_on_(goes_on), queue_(work_->take_batches()) {
    thread_ = std::thread([this] { make_batches(); });
  }
  ~BatchMaker() {
    queue_.stop();
    thread_.join();
    work_->give_back(queue_.release());
  }
  BatchMaker(const BatchMaker&) = delete;
  BatchMaker& operator=(const BatchMaker&) = delete;

  [[nodiscard]] bool goes_on() const { return goes_on_; }
  /// What the consumer takes batches from, and gives them back to.
  BatchQueue<U>& queue() { return queue_; }

 private:
  /// Some images of a batch, on their way through the stages.
  struct Portion {
    Batch<U>* batch = nullptr;
    std::size_t first = 0;
    std::size_t count = 0;
    std::uint64_t epoch = 0;
    Owner complete;            ///< the batch, if these are its last images
    std::exception_ptr error;  ///< what was met on the way
  };

  void make_batches() {
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

  /// False behind the last image.
  bool find_position() {
    if (open_ || position_.index < work_->images()) return true;
    if (!goes_on_) return false;
    position_ = {position_.epoch.value + 1, 0};
    order_ = work_->order(position_.epoch);
    return true;
  }

  /// The next images to make, or nothing where there is no batch for them.
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

  /// Few enough that all threads work on one batch, many enough that the stages cost nothing beside small
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
  Position position_;  ///< of the next image to give out
  bool goes_on_;
  BatchQueue<U> queue_;

  // Only for the thread and the stages that it runs.
  std::vector<std::size_t> order_;  ///< of the images in the epoch
  std::vector<Portion> portions_;
  std::size_t count_ = 0;  ///< of portions given out
  Owner open_;             ///< the batch that they are taken from
  std::size_t opened_ = 0;
  tbb::enumerable_thread_specific<Image<T>> memories_;
  std::thread thread_;
};

/// Makers for the epochs of one loader. Where the consumer goes from epoch to epoch, one maker does, too: the
/// first batches of an epoch are made while the last ones of the epoch before are used.
template <Pixel T, TensorValue U>
class BatchMakers {
 public:
  using Maker = BatchMaker<T, U>;

  explicit BatchMakers(std::shared_ptr<LoaderWork<T, U>> work) : work_(std::move(work)) {}

  [[nodiscard]] LoaderWork<T, U>& work() const { return *work_; }

  /// One that makes batches from a position on.
  std::unique_ptr<Maker> take(const Position& start) {
    const std::lock_guard lock(mutex_);
    const bool goes_on = asked_before_ && start.epoch.value == last_epoch_ + 1;
    asked_before_ = true;
    last_epoch_ = start.epoch;
    if (kept_ && kept_at_ == start) return std::move(kept_);
    kept_.reset();  // its batches become those of the next
    return std::make_unique<Maker>(work_, start, goes_on);
  }
  /// Takes back one whose next batch is that of a position, and keeps it if there is one.
  void give_back(std::unique_ptr<Maker> maker, const Position& at) {
    if (!maker->goes_on()) return;
    const std::lock_guard lock(mutex_);
    kept_ = std::move(maker);
    kept_at_ = at;
  }

 private:
  std::shared_ptr<LoaderWork<T, U>> work_;
  std::mutex mutex_;
  bool asked_before_ = false;
  std::uint64_t last_epoch_ = 0;
  std::unique_ptr<Maker> kept_;
  Position kept_at_{};
};

}  // namespace detail
VARY_NAMESPACE_END
