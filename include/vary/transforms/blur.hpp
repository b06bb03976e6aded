// SPDX-License-Identifier: MIT
// GaussianBlur, BoxBlur: means over neighbours.
#pragma once

#include "vary/ops/window/box.hpp"
#include "vary/ops/window/convolve.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Weights by exp(-distance^2 / (2 sigma^2)) that sum to one.
inline ops::Convolve::Taps gauss_taps(double sigma, int radius) {
  const auto weight = [&](int distance) { return math::exp(-0.5 * distance * distance / (sigma * sigma)); };
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) sum += weight(i);
  ops::Convolve::Taps taps;
  for (int i = -radius; i <= radius; ++i) taps.push_back(static_cast<float>(weight(i) / sum));
  return taps;
}

}  // namespace detail

/// A mean weighted by exp(-distance^2 / (2 sigma^2)), with exact weights.
struct GaussianBlur {
  static constexpr const char* name = "GaussianBlur";
  Range<float> sigma{0.1f, 2.0f};  ///< standard deviation in pixels, 0 (leaves the image) to 100
  int size = 0;                    ///< window in pixels, odd, to 1023; 0: 3.5 sigma to each side
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "sigma", sigma, 0.0f, 100.0f);
    check_between(name, "size", size, 0, 1023);
    if (size != 0 && size % 2 == 0) {
      refuse(name, "size", size, " has no middle; give an odd number, or 0");
    }
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const double width = static_cast<double>(draw(sigma));
    const int radius = size == 0 ? static_cast<int>(3.5 * width) : size / 2;
    if (width <= 0 || radius == 0) return;
    const ops::Convolve::Taps taps = detail::gauss_taps(width, radius);
    recipe.add(ops::Convolve{.across = taps, .down = taps, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The plain mean over a square window.
struct BoxBlur {
  static constexpr const char* name = "BoxBlur";
  Range<int> size{3, 7};  ///< window in pixels, both ends odd, 1 (leaves the image) to 1023
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_odd_between(name, "size", size, 1, 1023);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const int width = draw_odd(draw, size);
    recipe.add(ops::Box{.width = width, .height = width, .border = border, .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GaussianBlur&))
VARY_COMPILE_ONCE(void TransformList::push_back(const BoxBlur&))

VARY_NAMESPACE_END
