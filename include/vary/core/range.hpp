// SPDX-License-Identifier: MIT
// Range: the interval from which a transform draws the value of a field.
#pragma once

#include <limits>
#include <type_traits>
#include <utility>

#include "vary/core/error.hpp"

VARY_NAMESPACE_BEGIN

/// The closed interval [low, high]. Constructed from one number (low == high) or two, of any arithmetic type,
/// without a conversion warning. Throws Error for a number that V cannot represent, such as a fraction for a
/// Range<int>.
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

  /// True if there is one value only; no random number is used for it.
  [[nodiscard]] constexpr bool fixed() const { return low == high; }
  friend constexpr bool operator==(const Range&, const Range&) = default;

 private:
  template <class A>
  static constexpr V convert(A value) {
    if constexpr (std::is_integral_v<V> && std::is_floating_point_v<A>) {
      // Compared in double, where both limits are exact, so that nothing out of range is cast.
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
