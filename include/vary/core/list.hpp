// SPDX-License-Identifier: MIT
// List: a vector with inline storage for a few values.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "vary/core/pool.hpp"

VARY_NAMESPACE_BEGIN

/// A vector that stores up to `InlineCapacity` values in itself and more in memory from the thread's pool,
/// so that ops can be drawn and copied without allocating.
template <class T, std::size_t InlineCapacity>
class List {
 public:
  List() = default;
  List(std::initializer_list<T> values) {
    for (const T& value : values) push_back(value);
  }

  [[gnu::noinline]] void push_back(const T& value) {
    if (size() < InlineCapacity) {
      inline_[inline_size_++] = value;
    } else {
      if (heap_.empty()) {
        heap_.reserve(2 * InlineCapacity);
        heap_.assign(inline_.begin(), inline_.end());
      }
      heap_.push_back(value);
    }
  }

  [[nodiscard]] std::size_t size() const { return heap_.empty() ? inline_size_ : heap_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] T* data() { return heap_.empty() ? inline_.data() : heap_.data(); }
  [[nodiscard]] const T* data() const { return heap_.empty() ? inline_.data() : heap_.data(); }
  [[nodiscard]] T* begin() { return data(); }
  [[nodiscard]] T* end() { return data() + size(); }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] const T* end() const { return data() + size(); }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }

  friend bool operator==(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!(a[i] == b[i])) return false;
    }
    return true;
  }

 private:
  std::array<T, InlineCapacity> inline_{};
  std::size_t inline_size_ = 0;
  std::vector<T, PoolAllocator<T>> heap_;  // all values if more than InlineCapacity; empty after a move
};

VARY_NAMESPACE_END
