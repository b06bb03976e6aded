// SPDX-License-Identifier: MIT
// Pixel: the types of a channel value, and the conversion of a real number to one.
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

/// `value`, in units of T, rounded half up and clamped to [0, white]; for float only clamped. NaN becomes 0.
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
