// SPDX-License-Identifier: MIT
// ImageView: a non-owning view of an image.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <utility>

#include "vary/core/error.hpp"
#include "vary/core/pixel.hpp"
#include "vary/core/shape.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {
struct Unchecked {};  // tag of the constructor that skips the checks
}  // namespace detail

/// A non-owning view of interleaved rows. `ImageView<const T>` is read-only, `ImageView<T>` is writable; as
/// with std::span, a const view does not make the pixels const.
template <class T>
requires Pixel<std::remove_const_t<T>>
class ImageView {
 public:
  using value_type = std::remove_const_t<T>;

  constexpr ImageView() = default;

  /// `stride` is the number of elements (not bytes) from one row to the next; 0 means tight rows.
  /// Throws Error for a size below 1, a null pointer, or a stride shorter than a row.
  template <std::integral W, std::integral H, std::integral C = int, std::integral S = int>
  ImageView(T* data, W width, H height, C channels = 1, S stride = 0)
      : data_(data),
        shape_{detail::extent(width, "ImageView", "width"), detail::extent(height, "ImageView", "height"),
               detail::extent(channels, "ImageView", "channels")},
        stride_(static_cast<std::ptrdiff_t>(stride)) {
    const auto row = static_cast<std::ptrdiff_t>(shape_.row_elements());
    if (data == nullptr) refuse("ImageView", "data", "is null; give a pointer to the pixels");
    if (stride_ == 0) stride_ = row;
    if (stride_ < row && shape_.height > 1) {
      refuse("ImageView", "stride", stride_, " is shorter than a row of ", row,
             " elements; strides count elements, not bytes");
    }
  }

  /// A writable view converts to a read-only one.
  constexpr operator ImageView<const T>() const requires(!std::is_const_v<T>) {
    return ImageView<const T>(detail::Unchecked{}, data_, shape_, stride_);
  }

  [[nodiscard]] constexpr int width() const { return shape_.width; }
  [[nodiscard]] constexpr int height() const { return shape_.height; }
  [[nodiscard]] constexpr int channels() const { return shape_.channels; }
  [[nodiscard]] constexpr Shape shape() const { return shape_; }
  /// The number of elements from one row to the next.
  [[nodiscard]] constexpr std::ptrdiff_t stride() const { return stride_; }
  [[nodiscard]] constexpr T* data() const { return data_; }
  [[nodiscard]] constexpr T* row(int y) const { return data_ + y * stride_; }
  [[nodiscard]] constexpr T& at(int x, int y, int c = 0) const {
    return row(y)[static_cast<std::ptrdiff_t>(x) * shape_.channels + c];
  }
  [[nodiscard]] constexpr ImageView view() const { return *this; }
  [[nodiscard]] constexpr bool empty() const { return data_ == nullptr; }

 private:
  constexpr ImageView(detail::Unchecked, T* data, Shape shape, std::ptrdiff_t stride)
      : data_(data), shape_(shape), stride_(stride) {}
  template <class U>
  requires Pixel<std::remove_const_t<U>>
  friend class ImageView;

  T* data_ = nullptr;
  Shape shape_{};
  std::ptrdiff_t stride_ = 0;
};

namespace detail {

/// The begin and the end of the memory of a view.
template <Pixel T>
std::pair<const void*, const void*> memory_of(ImageView<const T> view) {
  return {view.data(), view.row(view.height() - 1) + view.shape().row_elements()};
}

/// True where two views share memory.
template <Pixel T>
bool overlap(ImageView<const T> a, ImageView<const T> b) {
  return memory_of(a).first < memory_of(b).second && memory_of(b).first < memory_of(a).second;
}

/// out = in, two views of one shape that do not overlap.
template <Pixel T>
void copy_pixels(ImageView<const T> in, ImageView<T> out) {
  std::size_t row = in.shape().row_elements();
  int rows = in.height();
  if (in.stride() == out.stride() && in.stride() == static_cast<std::ptrdiff_t>(row)) {
    row *= static_cast<std::size_t>(rows);
    rows = 1;
  }
  for (int y = 0; y < rows; ++y) std::memcpy(out.row(y), in.row(y), row * sizeof(T));
}

}  // namespace detail

VARY_NAMESPACE_END
