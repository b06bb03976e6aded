// SPDX-License-Identifier: MIT
#include "vary/data/batch.hpp"

#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using Batch = vary::Batch<float>;
using Queue = vary::detail::BatchQueue<float>;

namespace {

std::vector<Queue::Owner> some_batches(int count) {
  std::vector<Queue::Owner> batches;
  for (int i = 0; i < count; ++i) batches.push_back(std::make_unique<Batch>());
  return batches;
}

}  // namespace

TEST_CASE("Positions are equal if epoch and index are equal", "[batch]") {
  REQUIRE(vary::Position{2, 64} == vary::Position{2u, 64L});
  REQUIRE_FALSE(vary::Position{2, 64} == vary::Position{2, 65});
  REQUIRE_FALSE(vary::Position{2, 64} == vary::Position{3, 64});
  REQUIRE(vary::Position{} == vary::Position{0, 0});
}

TEST_CASE("The queue keeps the order of batches", "[batch]") {
  Queue queue(some_batches(3));
  std::vector<const Batch*> filled;
  while (Queue::Owner batch = queue.take_spare()) {
    filled.push_back(batch.get());
    queue.hand_over(std::move(batch));
  }
  REQUIRE(filled.size() == 3);
  for (const Batch* expected : filled) REQUIRE(queue.take().get() == expected);
  queue.finish(nullptr);
  REQUIRE(queue.take() == nullptr);
}

TEST_CASE("The producer waits for a returned batch, the consumer for a filled one", "[batch]") {
  Queue queue(some_batches(1));
  int taken = 0;
  std::thread producer([&] {
    for (int i = 0; i < 100; ++i) {
      if (!queue.wait_for_spare()) return;
      Queue::Owner batch = queue.take_spare();
      batch->labels.assign(1, i);
      queue.hand_over(std::move(batch));
    }
    queue.finish(nullptr);
  });
  while (Queue::Owner batch = queue.take()) {
    if (batch->labels[0] == taken) ++taken;
    queue.give_back(std::move(batch));
  }
  producer.join();
  REQUIRE(taken == 100);
}

TEST_CASE("An exception of the producer is thrown after its batches, by every call", "[batch]") {
  Queue queue(some_batches(2));
  queue.hand_over(queue.take_spare());
  queue.finish(std::make_exception_ptr(std::runtime_error("a broken file")));
  REQUIRE(queue.take() != nullptr);
  REQUIRE_THROWS_WITH(queue.take(), "a broken file");
  REQUIRE_THROWS_WITH(queue.take(), "a broken file");
}

TEST_CASE("stop() wakes the producer and gives it no more batches", "[batch]") {
  Queue queue(some_batches(1));
  queue.hand_over(queue.take_spare());
  bool goes_on = true;
  std::thread producer([&] { goes_on = queue.wait_for_spare(); });
  REQUIRE_FALSE(queue.stopped());
  queue.stop();
  producer.join();
  REQUIRE_FALSE(goes_on);
  REQUIRE(queue.stopped());
  REQUIRE(queue.take_spare() == nullptr);
  REQUIRE(queue.release().size() == 1);
}
