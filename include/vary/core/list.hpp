// SPDX-License-Identifier: MIT
// List: a short sequence that lives inside its owner.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "vary/core/pool.hpp"

VARY_NAMESPACE_BEGIN

/// A sequence of plain values. Up to `Near` of them need no memory of their own, more have memory of the
/// thread's pool, so that ops can be drawn and copied without allocating.
template <class T, std::size_t Near>
class List {
 public:
  List() = default;
  List(std::initializer_list<T> values) {
    for (const T& value : values) push_back(value);
  }

  [[gnu::noinline]] void push_back(const T& value) {
    if (size() < Near) {
      near_[near_size_++] = value;
    } else {
      if (far_.empty()) {
        far_.reserve(2 * Near);
        far_.assign(near_.begin(), near_.end());
      }
      far_.push_back(value);
    }
  }

  [[nodiscard]] std::size_t size() const { return far_.empty() ? near_size_ : far_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] T* data() { return far_.empty() ? near_.data() : far_.data(); }
  [[nodiscard]] const T* data() const { return far_.empty() ? near_.data() : far_.data(); }
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
  std::array<T, Near> near_{};
  std::size_t near_size_ = 0;
  std::vector<T, PoolAllocator<T>> far_;  // all values, if more than Near; empty also after a move
};

VARY_NAMESPACE_END
