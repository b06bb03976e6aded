// SPDX-License-Identifier: MIT
// Fill: the colour of a constant border.
#pragma once

#include <cmath>
#include <concepts>
#include <initializer_list>
#include <type_traits>

#include "vary/core/error.hpp"
#include "vary/core/list.hpp"
#include "vary/core/pixel.hpp"

VARY_NAMESPACE_BEGIN

/// One value for all channels or one for each, as fractions of full scale: 0, 0.5, {1, 0.5, 0}.
struct Fill {
  List<float, 4> values{0.0f};

  Fill() = default;
  template <class Number>
  requires std::is_arithmetic_v<Number> Fill(Number value) : values{static_cast<float>(value)} {}
  Fill(std::initializer_list<float> channel_values) : values(channel_values) {}

  /// Writes one pixel of `channels` values; integers are rounded and clamped, floats are not.
  template <Pixel T>
  void write(T* pixel, int channels) const {
    for (int c = 0; c < channels; ++c) {
      const float value = values.size() == 1 ? values[0] : values[static_cast<std::size_t>(c)];
      if constexpr (std::same_as<T, float>) {
        pixel[c] = value;
      } else {
        pixel[c] = to_pixel<T>(static_cast<double>(value) * white<T>);
      }
    }
  }

  /// Throws Error unless all values are finite and there is one value, or one for each of `channels`.
  void check(const char* owner, const char* field, int channels) const {
    check(owner, field);
    if (values.size() != 1 && values.size() != static_cast<std::size_t>(channels)) {
      refuse(owner, field, values.size(), " values for ", channels,
             " channels; give one value, or one for each channel");
    }
  }
  void check(const char* owner, const char* field) const {
    if (values.empty()) refuse(owner, field, "has no value; give one, or one for each channel");
    for (const float value : values) {
      if (!std::isfinite(value)) {
        refuse(owner, field, value, " is no colour; give a fraction of full scale");
      }
    }
  }

  friend bool operator==(const Fill&, const Fill&) = default;
};

VARY_NAMESPACE_END
