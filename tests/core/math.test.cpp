// SPDX-License-Identifier: MIT
#include "vary/core/math.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/images.hpp"

namespace math = vary::math;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The largest error of `f` in [low, high], in ULP of the true value, which the long double functions of the
/// standard library give.
template <class F, class Truth>
double largest_error(double low, double high, F f, Truth truth) {
  tests::Dice dice(1);
  double largest = 0;
  for (int i = 0; i < 20000; ++i) {
    const double x = low + (high - low) * dice.fraction();
    const long double expected = truth(x);
    const double nearest = std::fabs(static_cast<double>(expected));
    const long double unit = std::nextafter(nearest, infinity) - nearest;
    largest = std::max(largest, static_cast<double>(std::fabs(f(x) - expected) / unit));
  }
  return largest;
}

long double sine(double x) { return std::sin(static_cast<long double>(x)); }
long double cosine(double x) { return std::cos(static_cast<long double>(x)); }
long double radians(double degrees) { return degrees * (std::acos(-1.0L) / 180); }

}  // namespace

TEST_CASE("Sine and cosine are accurate to 4 ULP", "[core]") {
  for (const double limit : {0.01, 0.8, 3.2, 100.0, 1e4, 1e6}) {
    CAPTURE(limit);
    REQUIRE(largest_error(-limit, limit, math::sin, sine) < 4);
    REQUIRE(largest_error(-limit, limit, math::cos, cosine) < 4);
  }
  REQUIRE(math::sin(0) == 0);
  REQUIRE(math::cos(0) == 1);
  REQUIRE(math::sin(1e-300) == 1e-300);
  // math::pi is not exactly pi; this near to zero only the absolute error is small.
  REQUIRE(std::fabs(math::sin(math::pi) - 0x1.1a62633145c07p-53) < 0x1p-86);
}

TEST_CASE("Sine and cosine of degrees are accurate to 4 ULP", "[core]") {
  // Not near the zeros, where the true value is inaccurate because the radians are rounded.
  const auto sine_of = [](double x) { return std::sin(radians(x)); };
  const auto cosine_of = [](double x) { return std::cos(radians(x)); };
  REQUIRE(largest_error(-170, 170, math::sin_degrees, sine_of) < 4);
  REQUIRE(largest_error(-80, 80, math::cos_degrees, cosine_of) < 4);
  REQUIRE(largest_error(100, 260, math::cos_degrees, cosine_of) < 4);
}

TEST_CASE("Sine and cosine of quarter turns are exact", "[core]") {
  const double sines[] = {0, 1, 0, -1};
  for (int quarters = -4000; quarters <= 4000; ++quarters) {
    REQUIRE(math::sin_degrees(90 * quarters) == sines[quarters & 3]);
    REQUIRE(math::cos_degrees(90 * quarters) == sines[(quarters + 1) & 3]);
  }
  REQUIRE(math::sin_degrees(90 * 0x1p60) == 0);
  REQUIRE(math::cos_degrees(90 * 0x1p60) == 1);
}

TEST_CASE("Sine and cosine of degrees have a period of exactly 360", "[core]") {
  for (double x = 0; x < 360; x += 0.375) {
    REQUIRE(math::sin_degrees(x + 720) == math::sin_degrees(x));
    REQUIRE(math::cos_degrees(x - 360e6) == math::cos_degrees(x));
  }
}

TEST_CASE("The exponential is accurate to 4 ULP", "[core]") {
  const auto truth = [](double x) { return std::exp(static_cast<long double>(x)); };
  for (const double limit : {1e-8, 1.0, 30.0, 700.0}) {
    CAPTURE(limit);
    REQUIRE(largest_error(-limit, limit, math::exp, truth) < 4);
  }
  REQUIRE(largest_error(700, 709.78, math::exp, truth) < 4);
  REQUIRE(largest_error(-745, -700, math::exp, truth) < 4);  // subnormal results included
}

TEST_CASE("The exponential of special values follows C", "[core]") {
  REQUIRE(math::exp(0) == 1);
  REQUIRE(math::exp(-0.0) == 1);
  REQUIRE(math::exp(709.8) == infinity);
  REQUIRE(math::exp(1e300) == infinity);
  REQUIRE(math::exp(infinity) == infinity);
  REQUIRE(math::exp(-746) == 0);
  REQUIRE(math::exp(-1e300) == 0);
  REQUIRE(math::exp(-infinity) == 0);
  REQUIRE(std::isnan(math::exp(not_a_number)));
}

TEST_CASE("The logarithm is accurate to 4 ULP", "[core]") {
  const auto truth = [](double x) { return std::log(static_cast<long double>(x)); };
  for (const double limit : {1e-300, 1e-5, 1.0, 2.0, 1e5, 1e300}) {
    CAPTURE(limit);
    REQUIRE(largest_error(limit / 16, limit, math::log, truth) < 4);
  }
  REQUIRE(largest_error(0.999, 1.001, math::log, truth) < 4);
  REQUIRE(largest_error(0x1p-1074, 0x1p-1022, math::log, truth) < 4);
}

TEST_CASE("The logarithm of special values follows C", "[core]") {
  REQUIRE(math::log(1) == 0);
  REQUIRE(math::log(0) == -infinity);
  REQUIRE(math::log(-0.0) == -infinity);
  REQUIRE(math::log(infinity) == infinity);
  REQUIRE(std::isnan(math::log(-1)));
  REQUIRE(std::isnan(math::log(-infinity)));
  REQUIRE(std::isnan(math::log(not_a_number)));
}

TEST_CASE("The error of a power is bounded by |y log x|", "[core]") {
  for (const double exponent : {-7.5, -1.0, 0.1, 0.5, 1 / 2.2, 2.2, 10.0}) {
    CAPTURE(exponent);
    const auto power = [=](double x) { return math::pow(x, exponent); };
    const auto truth = [=](double x) { return std::pow(static_cast<long double>(x), exponent); };
    // For x < 2^8, |y log x| is at most 5.55 |y|; its rounding error counts twice.
    REQUIRE(largest_error(0x1p-8, 0x1p8, power, truth) < 4 + 2 * 5.55 * std::fabs(exponent));
  }
}

TEST_CASE("Powers of special values follow C", "[core]") {
  for (const double x : {0.0, 0.5, 1.0, 1e300, infinity, not_a_number}) REQUIRE(math::pow(x, 0) == 1);
  for (const double y : {-2.0, 0.5, infinity, not_a_number}) REQUIRE(math::pow(1, y) == 1);
  REQUIRE(math::pow(0, 2.5) == 0);
  REQUIRE(math::pow(0, -2.5) == infinity);
  REQUIRE(math::pow(infinity, 0.5) == infinity);
  REQUIRE(math::pow(infinity, -0.5) == 0);
  REQUIRE(math::pow(0.5, infinity) == 0);
  REQUIRE(math::pow(2, infinity) == infinity);
  REQUIRE(std::isnan(math::pow(not_a_number, 2)));
  REQUIRE(std::isnan(math::pow(2, not_a_number)));
}

TEST_CASE("Normal quantiles are accurate to 1e-12", "[core]") {
  const auto below = [](long double x) { return std::erfc(-x / std::sqrt(2.0L)) / 2; };
  const auto density = [](long double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0L)); };
  for (long double x = -30; x < 5; x += 0.0137L) {
    const double p = static_cast<double>(below(x));
    // Without the rounding error of p, which dominates near p = 1.
    const double error = static_cast<double>(math::normal_quantile(p) - x - (p - below(x)) / density(x));
    CAPTURE(static_cast<double>(x));
    REQUIRE(std::fabs(error) < 1e-12 * std::fmax(1, std::fabs(static_cast<double>(x))));
  }
  REQUIRE(math::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
  REQUIRE(math::normal_quantile(1e-300) == Approx(-37.0471).epsilon(1e-6));
}

TEST_CASE("Normal quantiles of special values are infinite or NaN", "[core]") {
  REQUIRE(math::normal_quantile(0.5) == 0);
  REQUIRE(math::normal_quantile(0) == -infinity);
  REQUIRE(math::normal_quantile(1) == infinity);
  REQUIRE(math::normal_quantile(0.25) == -math::normal_quantile(0.75));
  REQUIRE(std::isnan(math::normal_quantile(-0.1)));
  REQUIRE(std::isnan(math::normal_quantile(1.1)));
  REQUIRE(std::isnan(math::normal_quantile(not_a_number)));
}

TEST_CASE("Halves round up", "[core]") {
  for (int i = -1000; i <= 1000; ++i) {
    REQUIRE(math::round_half_up(i) == i);
    REQUIRE(math::round_half_up(i - 0.5) == i);
    REQUIRE(math::round_half_up(i + 0.4999) == i);
  }
}

TEST_CASE("The results have the same bits on every platform", "[core]") {
  REQUIRE(math::sin(1) == 0x1.aed548f090ceep-1);
  REQUIRE(math::cos(1) == 0x1.14a280fb5068cp-1);
  REQUIRE(math::sin(1e5) == 0x1.24daa9c527e96p-5);
  REQUIRE(math::sin_degrees(30) == 0x1.fffffffffffffp-2);
  REQUIRE(math::exp(1) == 0x1.5bf0a8b14576ap+1);
  REQUIRE(math::log(2) == 0x1.62e42fefa39efp-1);
  REQUIRE(math::pow(0.5, 2.2) == 0x1.bdb8cdadbe12p-3);
}
