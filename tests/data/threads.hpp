// SPDX-License-Identifier: MIT
// A dataset asked by many threads at once.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "support/images.hpp"
#include "vary/data/dataset.hpp"

namespace tests {

/// True where four threads that read everything at once, each from another place on, get what one gets.
template <vary::Pixel T, vary::Dataset<T> D>
bool same_for_threads(const D& dataset) {
  const vary::Images<T> expected = vary::in_memory<T>(dataset);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < 4; ++number) {
    threads.emplace_back([&, number, copy = dataset] {
      vary::Image<T> memory;
      for (std::size_t i = 0; i < copy.size(); ++i) {
        const std::size_t index = (i + number * copy.size() / 4) % copy.size();
        const bool same = same_bits<T>(copy.image(index, memory), expected.image(index));
        if (!same || copy.label(index) != expected.label(index)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return wrong == 0;
}

}  // namespace tests
