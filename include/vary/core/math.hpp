// SPDX-License-Identifier: MIT
// Portable replacements for the functions of <cmath> whose last bits depend on the platform.
#pragma once

#include <cmath>
#include <limits>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// These use only sums, products, quotients and square roots in a fixed order, which IEEE 754 rounds
/// identically everywhere. The standard functions are not portable: glibc selects FMA variants of sin, exp
/// and log by processor, and other libraries differ. Errors are below 4 units in the last place (ULP) for
/// moderate arguments.
/// std::floor, std::fmod, std::ldexp, std::frexp and std::fabs are exact and std::sqrt is rounded correctly:
/// they may be used.
/// The functions are never in a hot loop; they are not inlined, to save compile time.
namespace math {

inline constexpr double pi = 3.14159265358979323846;

namespace detail {

/// Taylor series for |x| <= pi / 4.
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

/// Sine and cosine of x in radians, for |x| <= 1e6.
inline double sin(double x) { return detail::sin_radians(x, 0); }
inline double cos(double x) { return detail::sin_radians(x, 1); }

/// Sine and cosine of an angle in degrees, exact for multiples of 90.
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

/// The natural logarithm; -infinity for 0, NaN for a negative number.
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

/// x to the power y, for x >= 0. Less accurate than the others: the error is about |y log x| ULP.
inline double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x == 0) return y > 0 ? 0.0 : std::numeric_limits<double>::infinity();
  return exp(y * log(x));
}

namespace detail {

/// The polynomial of degree 7 with these coefficients, lowest degree first.
inline double polynomial(const double (&coefficients)[8], double x) {
  double sum = coefficients[7];
  for (int i = 6; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace detail

/// The p-quantile of the standard normal distribution; infinite for p = 0 and 1, NaN outside [0, 1].
/// Relative error below 1e-14 (Wichura, algorithm AS 241, 1988).
[[gnu::noinline]] inline double normal_quantile(double p) {
  constexpr double centre[2][8] = {
      {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
       4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4,
       2.5090809287301226727e+3},
      {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
       2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
       5.2264952788528545610e+3}};
  constexpr double near[2][8] = {
      {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
       1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
       7.74545014278341407640e-4},
      {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
       1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
       1.05075007164441684324e-9}};
  constexpr double far[2][8] = {
      {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
       2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
       2.71155556874348757815e-5, 2.01033439929228813265e-7},
      {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
       7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
       2.04426310338993978564e-15}};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * detail::polynomial(centre[0], r) / detail::polynomial(centre[1], r);
  }
  const double tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) {
    if (tail != 0) return std::numeric_limits<double>::quiet_NaN();
    return q < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  }
  const double r = std::sqrt(-log(tail));
  const auto& ratio = r <= 5 ? near : far;
  const double x = r <= 5 ? r - 1.6 : r - 5;
  const double size = detail::polynomial(ratio[0], x) / detail::polynomial(ratio[1], x);
  return q < 0 ? -size : size;
}

/// floor(x + 0.5): halves round up. Unlike std::nearbyint it does not depend on the rounding mode.
inline double round_half_up(double x) { return std::floor(x + 0.5); }

}  // namespace math

VARY_NAMESPACE_END
