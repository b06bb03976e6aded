// SPDX-License-Identifier: MIT
// The three pixel types and how a real number becomes one.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// A channel value: 8 bits, 16 bits or float.
template <class T>
concept Pixel = std::same_as<T, std::uint8_t> || std::same_as<T, std::uint16_t> || std::same_as<T, float>;

/// Full scale: 255, 65535 or 1.0f.
template <Pixel T>
inline constexpr T white = std::numeric_limits<T>::max();
template <>
inline constexpr float white<float> = 1.0f;

/// The pixel nearest to `value`, which is in units of T: half rounds up, then clamped to
/// [0, white]. A float is clamped only.
template <Pixel T>
constexpr T to_pixel(double value) {
  constexpr double top = white<T>;
  if (!(value > 0)) return T{0};
  if (value >= top) return white<T>;
  if constexpr (std::same_as<T, float>) {
    return static_cast<float>(value);
  } else {
    return static_cast<T>(value + 0.5);  // positive: truncation is floor
  }
}

VARY_NAMESPACE_END
