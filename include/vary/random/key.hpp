// SPDX-License-Identifier: MIT
// Key: identifies one augmented copy.
#pragma once

#include <concepts>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A 64-bit integer to which any integer type converts without a warning, also in a braced initialiser.
struct KeyPart {
  std::uint64_t value = 0;

  constexpr KeyPart() = default;
  template <std::integral I>
  constexpr KeyPart(I number) : value(static_cast<std::uint64_t>(number)) {}
  constexpr operator std::uint64_t() const { return value; }
};

}  // namespace detail

/// Identifies one augmented copy: the same key gives the same copy on any thread, in any order, in any
/// process, on any machine. Usually `seed` stands for the experiment, `epoch` for the pass over the dataset,
/// and `index` for the image.
struct Key {
  detail::KeyPart seed{};
  detail::KeyPart epoch{};
  detail::KeyPart index{};

  friend constexpr bool operator==(const Key& a, const Key& b) {
    return a.seed.value == b.seed.value && a.epoch.value == b.epoch.value && a.index.value == b.index.value;
  }
};

VARY_NAMESPACE_END
