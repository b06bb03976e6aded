// SPDX-License-Identifier: MIT
// Concurrent reads of a dataset.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "support/images.hpp"
#include "vary/data/dataset.hpp"

namespace tests {

/// True if four threads, which start at different images, read the same as one thread.
template <vary::Pixel T, vary::Dataset<T> D>
bool same_for_threads(const D& dataset) {
  const vary::Images<T> expected = vary::in_memory<T>(dataset);
  std::atomic<int> errors = 0;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread, copy = dataset] {
      vary::Image<T> memory;
      for (std::size_t i = 0; i < copy.size(); ++i) {
        const std::size_t index = (i + thread * copy.size() / 4) % copy.size();
        const bool same = same_bits<T>(copy.image(index, memory), expected.image(index));
        if (!same || copy.label(index) != expected.label(index)) ++errors;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return errors == 0;
}

}  // namespace tests
