// SPDX-License-Identifier: MIT
// Image: an image that owns its memory.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "vary/core/shape.hpp"
#include "vary/core/view.hpp"

VARY_NAMESPACE_BEGIN

/// An owning image with tight, interleaved rows in 64-byte aligned memory. A regular type: copies are deep.
/// A default-constructed image is empty; `pipeline(view, key, image)` sets its shape and fills it.
template <Pixel T>
class Image {
 public:
  using value_type = T;

  Image() = default;

  /// A black (zero-filled) image. Throws Error for a size below 1.
  template <std::integral W, std::integral H, std::integral C = int>
  Image(W width, H height, C channels = 1) {
    resize({detail::extent(width, "Image", "width"), detail::extent(height, "Image", "height"),
            detail::extent(channels, "Image", "channels")});
    std::memset(data(), 0, shape_.elements() * sizeof(T));
  }

  /// A copy of the pixels of `source`.
  explicit Image(ImageView<const T> source) { assign(source); }

  Image(const Image& other) { assign(other.view()); }
  Image& operator=(const Image& other) {
    if (this != &other) assign(other.view());
    return *this;
  }
  Image(Image&& other) noexcept
      : memory_(std::move(other.memory_)),
        capacity_(std::exchange(other.capacity_, 0)),
        shape_(std::exchange(other.shape_, Shape{})) {}
  Image& operator=(Image&& other) noexcept {
    memory_ = std::move(other.memory_);
    capacity_ = std::exchange(other.capacity_, 0);
    shape_ = std::exchange(other.shape_, Shape{});
    return *this;
  }
  ~Image() = default;

  [[nodiscard]] int width() const { return shape_.width; }
  [[nodiscard]] int height() const { return shape_.height; }
  [[nodiscard]] int channels() const { return shape_.channels; }
  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] std::ptrdiff_t stride() const { return static_cast<std::ptrdiff_t>(shape_.row_elements()); }
  [[nodiscard]] bool empty() const { return shape_.width == 0; }

  [[nodiscard]] T* data() { return memory_.get(); }
  [[nodiscard]] const T* data() const { return memory_.get(); }
  [[nodiscard]] T* row(int y) { return data() + y * stride(); }
  [[nodiscard]] const T* row(int y) const { return data() + y * stride(); }
  [[nodiscard]] T& at(int x, int y, int c = 0) { return view().at(x, y, c); }
  [[nodiscard]] const T& at(int x, int y, int c = 0) const { return view().at(x, y, c); }

  // A temporary has no view to write. It has one to read, which may be an argument of a call, since the
  // temporary lives until the call returns; clang warns if the view is kept for longer.
  [[nodiscard]] ImageView<T> view() & VARY_LIFETIME_BOUND { return make_view(data()); }
  [[nodiscard]] ImageView<const T> view() const& VARY_LIFETIME_BOUND { return make_view(data()); }
  operator ImageView<T>() & VARY_LIFETIME_BOUND { return view(); }
  operator ImageView<const T>() const VARY_LIFETIME_BOUND { return view(); }

  /// Changes the shape, reusing the memory if it is large enough. The pixels are unspecified afterwards.
  void resize(Shape shape) {
    // In double, because an integer product might overflow to a small number.
    const double bytes = static_cast<double>(shape.row_elements()) * shape.height * sizeof(T);
    if (bytes > 0x1p60) throw std::bad_alloc();
    if (shape.elements() > capacity_) {
      memory_.reset(static_cast<T*>(::operator new(shape.elements() * sizeof(T), alignment)));
      capacity_ = shape.elements();
    }
    shape_ = shape;
  }

  /// Equal shape and equal pixels.
  friend bool operator==(const Image& a, const Image& b) {
    if (a.shape_ != b.shape_) return false;
    for (std::size_t i = 0; i < a.shape_.elements(); ++i) {
      if (a.data()[i] != b.data()[i]) return false;
    }
    return true;
  }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(T* memory) const { ::operator delete(memory, alignment); }
  };

  template <class U>
  [[nodiscard]] ImageView<U> make_view(U* data) const {
    if (empty()) return {};
    return {data, shape_.width, shape_.height, shape_.channels};
  }

  void assign(ImageView<const T> source) {
    resize(source.shape());
    for (int y = 0; y < source.height(); ++y) {
      std::memcpy(row(y), source.row(y), shape_.row_elements() * sizeof(T));
    }
  }

  std::unique_ptr<T, Free> memory_;
  std::size_t capacity_ = 0;
  Shape shape_{};
};

/// An Image or an ImageView that can be read.
template <class T>
concept Photo = requires(const T& image) {
  typename T::value_type;
  requires Pixel<typename T::value_type>;
  { image.view() } -> std::convertible_to<ImageView<const typename T::value_type>>;
};

VARY_NAMESPACE_END
