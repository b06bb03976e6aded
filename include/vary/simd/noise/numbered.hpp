// SPDX-License-Identifier: MIT
// NumberedRows: the input and output rows of the noise jobs, with the index of each value in the image.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// Value i of row y has the index first + y * pitch + i in the full image, counted row by row.
template <Pixel T>
struct NumberedRows {
  const T* in;
  std::ptrdiff_t in_stride;  ///< elements
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
  std::size_t row_count;
  std::size_t count;  ///< values in a row
  std::uint64_t first;
  std::uint64_t pitch;  ///< values in a row of the full image

  [[nodiscard]] std::uint64_t number(std::size_t y, std::size_t i) const { return first + y * pitch + i; }

  /// The same as a single row if the rows are contiguous.
  [[nodiscard]] NumberedRows joined() const {
    const auto row = static_cast<std::ptrdiff_t>(count);
    NumberedRows rows = *this;
    if (in_stride == row && out_stride == row && pitch == count) {
      rows.count *= row_count;
      rows.row_count = 1;
    }
    return rows;
  }
};

}  // namespace simd
VARY_NAMESPACE_END
