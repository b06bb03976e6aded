// SPDX-License-Identifier: MIT
// The middle value of a window: the job of Median.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/window/window.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A step of a network: of two lines the smaller values go to one, the larger to another.
struct MedianStep {
  std::uint16_t a, b, low, high;
};

/// Numbers of lines: those that it reads, as many of its own, its results in order, and one for what is not
/// wanted.
struct MedianNetwork {
  const MedianStep* steps;
  std::size_t step_count;
  std::size_t inputs;
};

/// What windows of median_sorted or less are found by. Two rows of windows have all but one row each in
/// common, which is sorted in pairs.
struct MedianNetworks {
  MedianNetwork row;     ///< sorts as many values as a window has columns
  MedianNetwork pair;    ///< merges two sorted rows
  MedianNetwork shared;  ///< the middle of all pairs in common: one value more than a row has
  MedianNetwork last;    ///< the median of these and of a sorted row
};

/// out(x, y) = the median of the window of (x, y), value by value. Windows are square, of odd size.
template <Pixel T>
struct MedianRows {
  WindowRows<T> in;
  std::byte* lines;  ///< room for median_lines() extended rows of line_stride, of median_lane_bytes(), and
                     ///< median_chunks() behind them
  const MedianNetworks* networks;  ///< for windows of 7 to median_sorted
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// The largest window that is sorted; in larger ones values are counted.
inline constexpr std::size_t median_sorted = 15;
constexpr bool median_sorts(std::size_t size) { return size > 1 && size <= median_sorted; }
/// Networks work on so many bytes of a line at a time: few steps that wait for each other, and near memory.
constexpr std::size_t median_chunk(std::size_t size) { return size <= 9 ? 512 : 256; }

/// Windows of 3 and 5 have networks of their own, which keep sorted columns, or rows and pairs of these. One
/// line is for the constant; one for a row of the output that is not wanted.
constexpr std::size_t median_lines(std::size_t size) {
  if (size == 3) return 4 + 6 + 1;
  if (size == 5) return 4 + 15 + 20 + 2;
  return median_sorts(size) ? 2 + 1 : size + 1;
}
/// Bytes behind the lines, for rows of so many bytes: chunks of networks, and those of sorted rows and pairs
/// for each chunk of a row.
constexpr std::size_t median_chunks(std::size_t size, std::size_t row_bytes) {
  if (size <= 5 || !median_sorts(size)) return 0;
  const std::size_t pairs = size * (size - 1), singles = size * (size / 2 + 1);
  const std::size_t chunk = median_chunk(size), chunks = (row_bytes + chunk - 1) / chunk;
  return (chunks * (pairs + singles) + pairs + 2 * size + 5) * chunk;
}

/// Values are counted in 16 bits at least.
template <Pixel T>
constexpr std::size_t median_lane_bytes(std::size_t size) {
  return sizeof(T) == 1 && !median_sorts(size) ? 2 : sizeof(T);
}

}  // namespace simd
VARY_NAMESPACE_END
