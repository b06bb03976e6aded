// SPDX-License-Identifier: MIT
// Interpolation: how an image is read between its pixels.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>

#include "vary/core/math.hpp"

VARY_NAMESPACE_BEGIN

enum class Interpolation : std::uint8_t {
  nearest,   ///< the pixel that is nearest
  bilinear,  ///< weights falling linearly over 1 pixel (a triangle)
  bicubic,   ///< Keys' cubic with a = -0.5, over 2 pixels
  lanczos,   ///< a windowed sinc over 3 pixels
  area,      ///< the mean over what an output pixel covers, parts of pixels included
};

namespace detail {
inline constexpr std::string_view interpolation_names[] = {"nearest", "bilinear", "bicubic", "lanczos", "area"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(Interpolation) { return detail::interpolation_names; }

namespace detail {

/// How far the weights of a kernel reach, in pixels.
inline double kernel_radius(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::bilinear:
      return 1;
    case Interpolation::bicubic:
      return 2;
    case Interpolation::lanczos:
      return 3;
    case Interpolation::nearest:
    case Interpolation::area:
      break;
  }
  return 0.5;
}

/// The weight of a kernel at a distance, before weights are made to sum to one.
inline double kernel_weight(Interpolation interpolation, double distance) {
  const double x = std::fabs(distance);
  switch (interpolation) {
    case Interpolation::bilinear:
      return x < 1 ? 1 - x : 0;
    case Interpolation::bicubic:
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    case Interpolation::lanczos: {
      if (x == 0) return 1;
      if (x >= 3) return 0;
      const double turn = math::pi * x;
      return 3 * math::sin(turn) * math::sin(turn / 3) / (turn * turn);
    }
    case Interpolation::nearest:
    case Interpolation::area:
      break;
  }
  return x <= 0.5 ? 1 : 0;
}

}  // namespace detail

VARY_NAMESPACE_END
