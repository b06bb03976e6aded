// SPDX-License-Identifier: MIT
// Key: the name of one copy.
#pragma once

#include <concepts>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A 64-bit number that any integer converts to without a warning, also between braces.
struct KeyPart {
  std::uint64_t value = 0;

  constexpr KeyPart() = default;
  template <std::integral I>
  constexpr KeyPart(I number) : value(static_cast<std::uint64_t>(number)) {}
  constexpr operator std::uint64_t() const { return value; }
};

}  // namespace detail

/// Names one copy: the same key gives the same copy, on any thread, in any order, in any process, on
/// any machine. Usually `seed` is the experiment, `epoch` the pass, `index` the image's number.
struct Key {
  detail::KeyPart seed{};
  detail::KeyPart epoch{};
  detail::KeyPart index{};

  friend constexpr bool operator==(const Key& a, const Key& b) {
    return a.seed.value == b.seed.value && a.epoch.value == b.epoch.value && a.index.value == b.index.value;
  }
};

VARY_NAMESPACE_END
