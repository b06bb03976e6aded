// SPDX-License-Identifier: MIT
// Border: how an image is extended beyond its edges, as numpy.pad does.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// How an image is extended beyond its edges, with the names of numpy.pad; shown for a row `a b c d`:
enum class Border : std::uint8_t {
  constant,   ///< k k | a b c d | k k
  edge,       ///< a a | a b c d | d d
  reflect,    ///< c b | a b c d | c b   (the edge pixel is not repeated; one pixel alone: edge)
  symmetric,  ///< b a | a b c d | d c   (the edge pixel is repeated)
  wrap,       ///< c d | a b c d | a b
};

namespace detail {
inline constexpr std::string_view border_names[] = {"constant", "edge", "reflect", "symmetric", "wrap"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(Border) { return detail::border_names; }

/// The index in [0, size) of the pixel that is repeated at position `i` of an axis; -1 where a constant
/// border uses its fill.
constexpr std::int64_t border_index(Border border, std::int64_t i, std::int64_t size) {
  if (i >= 0 && i < size) return i;
  const auto modulo = [](std::int64_t a, std::int64_t n) { return (a % n + n) % n; };
  switch (border) {
    case Border::constant:
      return -1;
    case Border::edge:
      return i < 0 ? 0 : size - 1;
    case Border::reflect: {
      if (size == 1) return 0;
      if (i < 0 && -i < size) return -i;  // one reflection, without a division
      if (i >= size && i < 2 * size - 1) return 2 * size - 2 - i;
      const std::int64_t m = modulo(i, 2 * (size - 1));
      return m < size ? m : 2 * (size - 1) - m;
    }
    case Border::symmetric: {
      if (i < 0 && -i <= size) return -1 - i;
      if (i >= size && i < 2 * size) return 2 * size - 1 - i;
      const std::int64_t m = modulo(i, 2 * size);
      return m < size ? m : 2 * size - 1 - m;
    }
    case Border::wrap:
      return modulo(i, size);
  }
  return -1;
}

VARY_NAMESPACE_END
