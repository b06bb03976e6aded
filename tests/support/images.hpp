// SPDX-License-Identifier: MIT
// Images for tests: guarded memory, noise, comparison.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include "vary/core/image.hpp"

namespace tests {

/// An image with `padding` elements after each row and guard elements before and after the memory, to detect
/// writes outside of the pixels.
template <class T>
class Guarded {
 public:
  explicit Guarded(vary::Shape shape, int padding = 5)
      : shape_(shape),
        stride_(shape.row_elements() + static_cast<std::size_t>(padding)),
        memory_(2 * guard + stride_ * static_cast<std::size_t>(shape.height), mark()) {}

  [[nodiscard]] vary::ImageView<T> view() { return make<T>(memory_.data() + guard); }
  [[nodiscard]] vary::ImageView<const T> view() const { return make<const T>(memory_.data() + guard); }

  /// True if nothing but pixels has been written.
  [[nodiscard]] bool intact() const {
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      const bool inside = i >= guard && i < memory_.size() - guard;
      const bool pixel = inside && (i - guard) % stride_ < shape_.row_elements();
      if (!pixel && std::memcmp(&memory_[i], &sentinel, sizeof(T)) != 0) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t guard = 64;
  static T mark() { return static_cast<T>(std::is_same_v<T, float> ? -123.25 : 171); }
  template <class U>
  vary::ImageView<U> make(U* data) const {
    return {data, shape_.width, shape_.height, shape_.channels, stride_};
  }

  vary::Shape shape_;
  std::size_t stride_;
  std::vector<T> memory_;
  T sentinel = mark();
};

/// A small random number generator that is independent of the library (xorshift64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435769u + 88172645463325252u) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  /// An integer in [low, high].
  int between(int low, int high) {
    return low + static_cast<int>((next() >> 11) % static_cast<std::uint64_t>(high - low + 1));
  }
  double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

/// Fills an image with noise over the full range of T.
template <class T>
void fill_noise(vary::ImageView<T> image, std::uint64_t seed) {
  Dice dice(seed);
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      for (int c = 0; c < image.channels(); ++c) {
        const double value = dice.fraction();
        if constexpr (std::is_same_v<T, float>) {
          image.at(x, y, c) = static_cast<float>(value);
        } else {
          image.at(x, y, c) = static_cast<T>(value * (static_cast<double>(vary::white<T>) + 1));
        }
      }
    }
  }
}

template <class T>
Guarded<T> noise_image(vary::Shape shape, std::uint64_t seed, int padding = 5) {
  Guarded<T> image(shape, padding);
  fill_noise(image.view(), seed);
  return image;
}

template <class T>
vary::Image<T> noise_image(int width, int height, int channels, std::uint64_t seed = 1) {
  vary::Image<T> image(width, height, channels);
  fill_noise(image.view(), seed);
  return image;
}

/// The larger of two errors; infinite if one is NaN, which std::fmax would ignore.
inline double larger(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? static_cast<double>(INFINITY) : std::fmax(a, b);
}

/// The largest difference of two images, in units of T; infinite if the shapes differ.
template <class T>
double largest_difference(vary::ImageView<const T> a, vary::ImageView<const T> b) {
  if (a.shape() != b.shape()) return INFINITY;
  double largest = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (std::size_t i = 0; i < a.shape().row_elements(); ++i) {
      const double difference =
          std::fabs(static_cast<double>(a.row(y)[i]) - static_cast<double>(b.row(y)[i]));
      largest = larger(largest, difference);
    }
  }
  return largest;
}

/// True if shape and all bits are equal.
template <class T>
bool same_bits(vary::ImageView<const T> a, vary::ImageView<const T> b) {
  if (a.shape() != b.shape()) return false;
  for (int y = 0; y < a.height(); ++y) {
    if (std::memcmp(a.row(y), b.row(y), a.shape().row_elements() * sizeof(T)) != 0) return false;
  }
  return true;
}

}  // namespace tests
