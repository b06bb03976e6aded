// SPDX-License-Identifier: MIT
// float16 and bfloat16: the 16-bit floating-point types of neural networks.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// IEEE 754 binary16: 5 exponent bits, 10 fraction bits, at most 65504. It has the layout of at::Half and of
/// ONNX Runtime's Float16_t, so pointers to them may be cast.
struct float16 {
  std::uint16_t bits;

  float16() = default;
  /// Rounds to nearest, ties to even; from 65520 on the result is infinite; a NaN becomes quiet. Takes only
  /// float, so that raw bits are not converted by mistake: see from_bits().
  explicit constexpr float16(std::same_as<float> auto value)
      : bits(round(std::bit_cast<std::uint32_t>(value))) {}
  static constexpr float16 from_bits(std::uint16_t bits) {
    float16 number{};
    number.bits = bits;
    return number;
  }

  /// The exact value.
  explicit constexpr operator float() const {
    const std::uint32_t sign = (bits & 0x8000u) << 16, magnitude = bits & 0x7FFFu;
    if (magnitude >= 0x7C00) {  // infinity or NaN
      const std::uint32_t quiet = magnitude > 0x7C00 ? 0x400000u : 0u;
      return std::bit_cast<float>(sign | 0x7F800000u | (magnitude & 0x3FFu) << 13 | quiet);
    }
    if (magnitude >= 0x0400) return std::bit_cast<float>(sign | ((magnitude << 13) + (112u << 23)));
    const float small = static_cast<float>(magnitude) * 0x1p-24f;
    return sign != 0 ? -small : small;
  }

 private:
  static constexpr std::uint16_t round(std::uint32_t value) {
    const std::uint32_t sign = value >> 16 & 0x8000u, magnitude = value & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u)
      return static_cast<std::uint16_t>(sign | 0x7E00u | (magnitude >> 13 & 0x3FFu));
    if (magnitude >= 0x47800000u) return static_cast<std::uint16_t>(sign | 0x7C00u);
    // Results below 2^-14 are subnormal: multiples of 2^-24, with fewer fraction bits.
    const std::uint32_t exponent = magnitude >> 23;
    if (exponent < 102) return static_cast<std::uint16_t>(sign);
    const bool subnormal = exponent < 113;
    const std::uint32_t dropped = subnormal ? 126 - exponent : 13;
    const std::uint32_t significand =
        subnormal ? (magnitude & 0x7FFFFFu) | 0x800000u : magnitude - (112u << 23);
    const std::uint32_t odd = significand >> dropped & 1;
    return static_cast<std::uint16_t>(sign | (significand + (1u << (dropped - 1)) - 1 + odd) >> dropped);
  }
};

/// The upper 16 bits of a float: 8 exponent bits, 7 fraction bits. It has the layout of at::BFloat16 and of
/// ONNX Runtime's BFloat16_t, so pointers to them may be cast.
struct bfloat16 {
  std::uint16_t bits;

  bfloat16() = default;
  /// Rounds to nearest, ties to even; a NaN becomes quiet. Takes only float, so that raw bits are not
  /// converted by mistake: see from_bits().
  explicit constexpr bfloat16(std::same_as<float> auto value)
      : bits(round(std::bit_cast<std::uint32_t>(value))) {}
  static constexpr bfloat16 from_bits(std::uint16_t bits) {
    bfloat16 number{};
    number.bits = bits;
    return number;
  }

  /// The exact value.
  explicit constexpr operator float() const { return std::bit_cast<float>(std::uint32_t{bits} << 16); }

 private:
  static constexpr std::uint16_t round(std::uint32_t value) {
    if ((value & 0x7FFFFFFFu) > 0x7F800000u) return static_cast<std::uint16_t>(value >> 16 | 0x40u);
    return static_cast<std::uint16_t>((value + 0x7FFFu + (value >> 16 & 1)) >> 16);
  }
};

/// The element types of a Tensor.
template <class U>
concept TensorValue = std::same_as<U, float> || std::same_as<U, float16> || std::same_as<U, bfloat16>;

VARY_NAMESPACE_END
