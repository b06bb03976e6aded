// SPDX-License-Identifier: MIT
// List: a short sequence that lives inside its owner.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// A sequence of plain values. Up to `Near` of them need no memory of their own, so that ops can be
/// drawn and copied without allocating.
template <class T, std::size_t Near>
class List {
 public:
  List() = default;
  List(std::initializer_list<T> values) {
    for (const T& value : values) push_back(value);
  }

  void push_back(const T& value) {
    if (size_ < Near) {
      near_[size_] = value;
    } else {
      if (size_ == Near) far_.assign(near_.begin(), near_.end());
      far_.push_back(value);
    }
    ++size_;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T* data() { return size_ <= Near ? near_.data() : far_.data(); }
  [[nodiscard]] const T* data() const { return size_ <= Near ? near_.data() : far_.data(); }
  [[nodiscard]] T* begin() { return data(); }
  [[nodiscard]] T* end() { return data() + size_; }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }

  friend bool operator==(const List& a, const List& b) {
    if (a.size_ != b.size_) return false;
    for (std::size_t i = 0; i < a.size_; ++i) {
      if (!(a[i] == b[i])) return false;
    }
    return true;
  }

 private:
  std::array<T, Near> near_{};
  std::vector<T> far_;  // all values, once there are more than Near
  std::size_t size_ = 0;
};

VARY_NAMESPACE_END
