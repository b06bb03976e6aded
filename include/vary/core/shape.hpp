// SPDX-License-Identifier: MIT
// Shape: the size of an image.
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "vary/core/error.hpp"

VARY_NAMESPACE_BEGIN

/// Width and height in pixels, and channels per pixel.
struct Shape {
  int width = 0;
  int height = 0;
  int channels = 1;

  /// The number of channel values in a row, and in the image.
  [[nodiscard]] constexpr std::size_t row_elements() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
  }
  [[nodiscard]] constexpr std::size_t elements() const {
    return row_elements() * static_cast<std::size_t>(height);
  }
  friend constexpr bool operator==(const Shape&, const Shape&) = default;
};

namespace detail {

/// The shape as a text: 640x480x3.
inline std::string spell(Shape shape) {
  std::string text = std::to_string(shape.width);
  for (const int size : {shape.height, shape.channels}) text.append("x").append(std::to_string(size));
  return text;
}

/// A width, height or channel count, given as any integer type. Throws Error unless it is in [1, INT_MAX].
template <std::integral I>
int extent(I value, const char* owner, const char* field) {
  if (std::cmp_less(+value, 1) || std::cmp_greater(+value, std::numeric_limits<int>::max())) {
    vary::refuse(owner, field, value, " is not a size; give 1 or more");
  }
  return static_cast<int>(value);
}

}  // namespace detail

VARY_NAMESPACE_END
