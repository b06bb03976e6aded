// SPDX-License-Identifier: MIT
// The two kinds of floating-point numbers with 16 bits that networks take.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// IEEE binary16: 5 bits of exponent, 10 of fraction; up to 65504. Laid out like at::Half and ONNX Runtime's
/// Float16_t: a pointer to one may be cast to a pointer to the other.
struct float16 {
  std::uint16_t bits;

  float16() = default;
  /// The nearest one, ties to even; from 65520 on infinite. What is not a number stays so, made quiet.
  /// Floats only: bits are not taken for a number.
  explicit constexpr float16(std::same_as<float> auto value)
      : bits(round(std::bit_cast<std::uint32_t>(value))) {}
  static constexpr float16 from_bits(std::uint16_t bits) {
    float16 number{};
    number.bits = bits;
    return number;
  }

  /// Exact.
  explicit constexpr operator float() const {
    const std::uint32_t sign = (bits & 0x8000u) << 16, size = bits & 0x7FFFu;
    if (size >= 0x7C00) {  // infinite, or not a number
      const std::uint32_t quiet = size > 0x7C00 ? 0x400000u : 0u;
      return std::bit_cast<float>(sign | 0x7F800000u | (size & 0x3FFu) << 13 | quiet);
    }
    if (size >= 0x0400) return std::bit_cast<float>(sign | ((size << 13) + (112u << 23)));
    const float small = static_cast<float>(size) * 0x1p-24f;
    return sign != 0 ? -small : small;
  }

 private:
  static constexpr std::uint16_t round(std::uint32_t value) {
    const std::uint32_t sign = value >> 16 & 0x8000u, size = value & 0x7FFFFFFFu;
    if (size > 0x7F800000u) return static_cast<std::uint16_t>(sign | 0x7E00u | (size >> 13 & 0x3FFu));
    if (size >= 0x47800000u) return static_cast<std::uint16_t>(sign | 0x7C00u);
    // Below 2^-14 the fraction counts in 2^-24, and fewer of its bits are left.
    const std::uint32_t exponent = size >> 23;
    if (exponent < 102) return static_cast<std::uint16_t>(sign);
    const bool tiny = exponent < 113;
    const std::uint32_t dropped = tiny ? 126 - exponent : 13;
    const std::uint32_t whole = tiny ? (size & 0x7FFFFFu) | 0x800000u : size - (112u << 23);
    const std::uint32_t odd = whole >> dropped & 1;
    return static_cast<std::uint16_t>(sign | (whole + (1u << (dropped - 1)) - 1 + odd) >> dropped);
  }
};

/// The upper half of a float: 8 bits of exponent, 7 of fraction. Laid out like at::BFloat16 and ONNX
/// Runtime's BFloat16_t: a pointer to one may be cast to a pointer to the other.
struct bfloat16 {
  std::uint16_t bits;

  bfloat16() = default;
  /// The nearest one, ties to even. What is not a number stays so, made quiet.
  /// Floats only: bits are not taken for a number.
  explicit constexpr bfloat16(std::same_as<float> auto value)
      : bits(round(std::bit_cast<std::uint32_t>(value))) {}
  static constexpr bfloat16 from_bits(std::uint16_t bits) {
    bfloat16 number{};
    number.bits = bits;
    return number;
  }

  /// Exact.
  explicit constexpr operator float() const { return std::bit_cast<float>(std::uint32_t{bits} << 16); }

 private:
  static constexpr std::uint16_t round(std::uint32_t value) {
    if ((value & 0x7FFFFFFFu) > 0x7F800000u) return static_cast<std::uint16_t>(value >> 16 | 0x40u);
    return static_cast<std::uint16_t>((value + 0x7FFFu + (value >> 16 & 1)) >> 16);
  }
};

/// What a tensor may hold.
template <class U>
concept TensorValue = std::same_as<U, float> || std::same_as<U, float16> || std::same_as<U, bfloat16>;

VARY_NAMESPACE_END
