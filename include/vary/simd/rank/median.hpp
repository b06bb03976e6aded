// SPDX-License-Identifier: MIT
// The job of Median.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/simd/window/window.hpp"

VARY_NAMESPACE_BEGIN
namespace simd {

/// A step of a sorting network: low = min(a, b), high = max(a, b), all indices of lines.
struct MedianStep {
  std::uint16_t a, b, low, high;
};

/// A network. Its lines are its inputs, as many temporary lines, its results in order, and one line for
/// unused values.
struct MedianNetwork {
  const MedianStep* steps;
  std::size_t step_count;
  std::size_t inputs;
};

/// The networks for windows up to median_sorted. The windows of two output rows share all but one row each;
/// the shared rows are sorted in pairs.
struct MedianNetworks {
  MedianNetwork row;     ///< sorts a row of a window
  MedianNetwork pair;    ///< merges two sorted rows
  MedianNetwork shared;  ///< the middle values of all shared pairs: one more than a row has
  MedianNetwork last;    ///< the median of these and a sorted row
};

/// out(x, y) = the median of the window of (x, y), for each channel. Windows are square with an odd size.
template <Pixel T>
struct MedianRows {
  WindowRows<T> in;
  std::byte* lines;  ///< scratch for median_lines() extended rows with line_stride(), of median_lane_bytes(),
                     ///< followed by median_chunks() bytes
  const MedianNetworks* networks;  ///< for window sizes from 7 to median_sorted
  T* out;
  std::ptrdiff_t out_stride;  ///< elements
};

/// The largest window size that is sorted; larger windows use counting.
inline constexpr std::size_t median_sorted = 15;
constexpr bool median_sorts(std::size_t size) { return size > 1 && size <= median_sorted; }
/// The bytes of a line that a network processes at a time: enough to hide latency, few enough for the cache.
constexpr std::size_t median_chunk(std::size_t size) { return size <= 9 ? 512 : 256; }

/// The number of lines. Windows of size 3 and 5 have special code with lines of sorted columns, or of sorted
/// rows and pairs of rows. One line is for the constant, one for an unused output row.
constexpr std::size_t median_lines(std::size_t size) {
  if (size == 3) return 4 + 6 + 1;
  if (size == 5) return 4 + 15 + 20 + 2;
  return median_sorts(size) ? 2 + 1 : size + 1;
}
/// The bytes after the lines, for rows of `row_bytes` bytes: the chunks of the networks, and sorted rows and
/// pairs for each chunk of a row.
constexpr std::size_t median_chunks(std::size_t size, std::size_t row_bytes) {
  if (size <= 5 || !median_sorts(size)) return 0;
  const std::size_t pairs = size * (size - 1), singles = size * (size / 2 + 1);
  const std::size_t chunk = median_chunk(size), chunks = (row_bytes + chunk - 1) / chunk;
  return (chunks * (pairs + singles) + pairs + 2 * size + 5) * chunk;
}

/// The size of a lane; counting needs at least 16 bits.
template <Pixel T>
constexpr std::size_t median_lane_bytes(std::size_t size) {
  return sizeof(T) == 1 && !median_sorts(size) ? 2 : sizeof(T);
}

}  // namespace simd
VARY_NAMESPACE_END
