// SPDX-License-Identifier: MIT
// The functions of <cmath> whose last bits depend on the machine, written so that they do not.
#pragma once

#include <cmath>
#include <limits>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// Only sums, products, quotients and square roots, which IEEE 754 rounds correctly everywhere, in one
/// written order: glibc picks fused variants of sin, exp and log by processor, other libraries have
/// their own. Errors stay below 4 units in the last place for moderate arguments.
/// std::floor, std::fmod, std::ldexp, std::frexp, std::sqrt and std::fabs are exact: they may be used.
/// The sums are long and never hot: they are not inlined, so that units compile faster.
namespace math {

inline constexpr double pi = 3.14159265358979323846;

namespace detail {

/// Taylor sums for |x| <= pi / 4.
[[gnu::noinline]] inline double sin_near_zero(double x) {
  const double x2 = x * x;
  double sum = 0;
  for (int n = 19; n >= 3; n -= 2) sum = (sum + 1) * (-x2 / (n * (n - 1)));
  return x + x * sum;
}
[[gnu::noinline]] inline double cos_near_zero(double x) {
  const double x2 = x * x;
  double sum = 0;
  for (int n = 20; n >= 2; n -= 2) sum = (sum + 1) * (-x2 / (n * (n - 1)));
  return 1 + sum;
}

/// The sine of `quarters` quarter turns and `rest` radians, |rest| <= pi / 4.
inline double sin_of(long long quarters, double rest) {
  switch (quarters & 3) {
    case 0:
      return sin_near_zero(rest);
    case 1:
      return cos_near_zero(rest);
    case 2:
      return -sin_near_zero(rest);
    default:
      return -cos_near_zero(rest);
  }
}

inline double sin_radians(double x, int shift) {
  // pi / 2 in two parts: the first has 33 bits, so its products with moderate integers are exact.
  constexpr double high = 1.57079632673412561417e+00;
  constexpr double low = 6.07710050650619224932e-11;
  const double quarters = std::floor(x / (pi / 2) + 0.5);
  return sin_of(static_cast<long long>(quarters) + shift, (x - quarters * high) - quarters * low);
}

inline double sin_degrees(double degrees, int shift) {
  const double turn = std::fmod(degrees, 360.0);
  const double quarters = std::floor(turn / 90 + 0.5);
  return sin_of(static_cast<long long>(quarters) + shift, (turn - quarters * 90) * (pi / 180));
}

}  // namespace detail

/// Sine and cosine of radians, for |x| below a million.
inline double sin(double x) { return detail::sin_radians(x, 0); }
inline double cos(double x) { return detail::sin_radians(x, 1); }

/// Sine and cosine of degrees, exact for multiples of 90.
inline double sin_degrees(double degrees) { return detail::sin_degrees(degrees, 0); }
inline double cos_degrees(double degrees) { return detail::sin_degrees(degrees, 1); }

/// e to the power x.
[[gnu::noinline]] inline double exp(double x) {
  if (!(x > -745.2)) return x == x ? 0.0 : x;
  if (x > 710) return std::numeric_limits<double>::infinity();
  constexpr double high = 6.93147180369123816490e-01;  // ln 2 in two parts
  constexpr double low = 1.90821492927058770002e-10;
  const double power = std::floor(x / 0.69314718055994530942 + 0.5);
  const double rest = (x - power * high) - power * low;
  double sum = 0;
  for (int n = 16; n >= 1; --n) sum = (sum + 1) * (rest / n);
  return std::ldexp(1 + sum, static_cast<int>(power));
}

/// The natural logarithm; -infinity at 0, not a number below.
[[gnu::noinline]] inline double log(double x) {
  if (!(x > 0)) {
    return x == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  }
  if (x > std::numeric_limits<double>::max()) return x;
  int power = 0;
  double mantissa = std::frexp(x, &power);
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --power;
  }
  // ln m = 2 artanh((m - 1) / (m + 1))
  const double s = (mantissa - 1) / (mantissa + 1);
  const double s2 = s * s;
  double sum = 0;
  for (int n = 25; n >= 3; n -= 2) sum = (sum + 1.0 / n) * s2;
  constexpr double high = 6.93147180369123816490e-01;
  constexpr double low = 1.90821492927058770002e-10;
  return power * high + (2 * s + (2 * s * sum + power * low));
}

/// x to the power y, for x >= 0. Loses more than the others: some |y log x| units in the last place.
inline double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x == 0) return y > 0 ? 0.0 : std::numeric_limits<double>::infinity();
  return exp(y * log(x));
}

/// Half rounds up; the same for every value, unlike std::nearbyint, and without its rounding mode.
inline double round_half_up(double x) { return std::floor(x + 0.5); }

}  // namespace math

VARY_NAMESPACE_END
