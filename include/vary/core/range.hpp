// SPDX-License-Identifier: MIT
// Range: how far a field of a transform may vary.
#pragma once

#include <limits>
#include <type_traits>
#include <utility>

#include "vary/core/error.hpp"

VARY_NAMESPACE_BEGIN

/// The values from `low` to `high`, both included. Made from one number (`exactly that`) or from two
/// of any arithmetic type, without a conversion warning. Throws Error for a number that V cannot
/// hold: a fraction for a Range<int>, for one.
template <class V>
requires std::is_arithmetic_v<V>
struct Range {
  V low{};
  V high{};

  constexpr Range() = default;
  template <class A>
  requires std::is_arithmetic_v<A>
  constexpr Range(A value) : Range(value, value) {}  // not explicit: a field takes a number
  template <class A, class B>
  requires(std::is_arithmetic_v<A>&& std::is_arithmetic_v<B>) constexpr Range(A first, B last)
      : low(convert(first)), high(convert(last)) {}

  /// One value only: nothing is drawn.
  [[nodiscard]] constexpr bool fixed() const { return low == high; }
  friend constexpr bool operator==(const Range&, const Range&) = default;

 private:
  template <class A>
  static constexpr V convert(A value) {
    if constexpr (std::is_integral_v<V> && std::is_floating_point_v<A>) {
      // Compared as doubles, with both limits exact: nothing out of range reaches the cast.
      const auto wide = static_cast<double>(value);
      constexpr auto lowest = static_cast<double>(std::numeric_limits<V>::min());
      constexpr double above = static_cast<double>(std::numeric_limits<V>::max() / 2 + 1) * 2.0;
      if (!(wide >= lowest && wide < above) || static_cast<double>(static_cast<V>(wide)) != wide) {
        refuse("Range", "", wide, " is not a whole number that fits; give one");
      }
    } else if constexpr (std::is_integral_v<V> && std::is_integral_v<A>) {
      if (!std::in_range<V>(+value)) {
        refuse("Range", "", value, " does not fit the type of the field");
      }
    }
    return static_cast<V>(value);
  }
};

VARY_NAMESPACE_END
