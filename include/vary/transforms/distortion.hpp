// SPDX-License-Identifier: MIT
// Distortions: ElasticTransform, GridDistortion, OpticalDistortion.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/ops/sample/displace.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// What the distortions refuse alike.
inline void check_distortion(const char* name, Interpolation interpolation, const Fill& fill) {
  if (interpolation != Interpolation::bilinear && interpolation != Interpolation::nearest) {
    refuse(name, "interpolation", "bicubic, lanczos and area are for Resize; give nearest or bilinear");
  }
  fill.check(name, "fill");
}

}  // namespace detail

/// Every pixel moved by a smooth random field, as if the image were drawn on rubber. A shift is normal
/// along each axis, with a root mean square over the image of `alpha`; shifts a distance r apart are
/// correlated as exp(-r^2 / (4 sigma^2)), which is what random numbers smoothed by a Gaussian of deviation
/// `sigma` are. Beyond alpha = sigma / 2 the image begins to fold. The field is a cubic B-spline between
/// random nodes sqrt(3) sigma apart. Torchvision's alpha and sigma do as alpha = 0.0814 alpha / sigma here,
/// with the same sigma: its default of 50 and 5 is 0.81 and 5. Albumentations scales the field so that the
/// largest shift is its alpha pixels, some three times the root mean square.
struct ElasticTransform {
  static constexpr const char* name = "ElasticTransform";
  Range<double> alpha{1, 3};                              ///< pixels, 0 to 1000
  Range<double> sigma{10};                                ///< pixels, 1 to 10000
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "alpha", alpha, 0.0, 1000.0);
    check_between(name, "sigma", sigma, 1.0, 10000.0);
    detail::check_distortion(name, interpolation, fill);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    // The spline is the numbers of its nodes, weighted by B(x) B(y). The mean of B^2 is 151/315, so that of
    // the field is the square of this. B as a filter has the variance 1/3: that of the Gaussian.
    constexpr double share = 151.0 / 315;
    const auto deviation = static_cast<float>(draw(alpha) / share);
    const double spacing = draw(sigma) * std::sqrt(3.0);
    recipe.add(ops::Displace{.spacing_x = spacing,
                             .spacing_y = spacing,
                             .sigma = deviation,
                             .stream = draw.child("shifts").stream(),
                             .interpolation = interpolation,
                             .border = border,
                             .fill = fill});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The image cut into columns and rows of equal size, each of which shows a part of its own width or
/// height: 1 + strength times as much as before, drawn for each, then scaled so that all of them together
/// show the whole image. Its edges stay in place. A strength that is a single value stretches all alike, so
/// nothing moves.
struct GridDistortion {
  static constexpr const char* name = "GridDistortion";
  int columns = 5;                                        ///< 1 to 1000; at most one for each pixel
  int rows = 5;                                           ///< the same
  Range<double> strength{-0.3, 0.3};                      ///< -0.9 to 0.9
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "columns", columns, 1, 1000);
    check_between(name, "rows", rows, 1, 1000);
    check_between(name, "strength", strength, -0.9, 0.9);
    detail::check_distortion(name, interpolation, fill);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    if (strength.low == strength.high) return;
    const int across = columns < shape.width ? columns : shape.width;
    const int down = rows < shape.height ? rows : shape.height;
    const List<float, 16> dx = draw_shifts(draw, across, shape.width);
    const List<float, 16> dy = draw_shifts(draw, down, shape.height);
    ops::Displace op{.spacing_x = static_cast<double>(shape.width) / across,
                     .spacing_y = static_cast<double>(shape.height) / down,
                     .smooth = false,
                     .interpolation = interpolation,
                     .border = border,
                     .fill = fill};
    for (std::size_t row = 0; row < dy.size(); ++row) {
      for (const float shift : dx) op.nodes.push_back(shift);
    }
    for (const float shift : dy) {
      for (std::size_t column = 0; column < dx.size(); ++column) op.nodes.push_back(shift);
    }
    recipe.add(op);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }

 private:
  /// The shifts of the lines between `count` parts of an axis, and of its ends, which are 0.
  [[nodiscard]] List<float, 16> draw_shifts(Draw& draw, int count, int extent) const {
    List<double, 16> lines;
    double sum = 0;
    for (int i = 0; i < count; ++i) {
      lines.push_back(sum);
      sum += 1 + draw(strength);
    }
    lines.push_back(sum);
    List<float, 16> shifts;
    for (int i = 0; i <= count; ++i) {
      const double moved = lines[static_cast<std::size_t>(i)] / sum - static_cast<double>(i) / count;
      shifts.push_back(static_cast<float>(extent * moved));
    }
    return shifts;
  }
};

/// The image through a lens that bends: with d the way from the centre and r its length, 1 in the corners,
/// a pixel shows what was at the centre + d (1 + strength r^2), the first term of the radial model of Brown
/// and Conrady. Positive strengths give a barrel, with more around the image than there was; negative
/// ones a cushion, and below -1/3 the corners fold inwards.
/// Albumentations measures by width and height and has one term more: its limit of 0.05 moves the corners as
/// a strength of 0.0375 does.
struct OpticalDistortion {
  static constexpr const char* name = "OpticalDistortion";
  Range<double> strength{-0.1, 0.1};                      ///< -1 to 1
  Interpolation interpolation = Interpolation::bilinear;  ///< or nearest
  Border border = Border::reflect;
  Fill fill{};

  void check() const {
    check_between(name, "strength", strength, -1.0, 1.0);
    detail::check_distortion(name, interpolation, fill);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    const double k = draw(strength);
    const double w = shape.width;
    const double h = shape.height;
    const double step_x = w < 3 ? 1 : w / 3;
    const double step_y = h < 3 ? 1 : h / 3;
    ops::Displace op{.spacing_x = step_x,
                     .spacing_y = step_y,
                     .interpolation = interpolation,
                     .border = border,
                     .fill = fill};
    // A cubic spline holds k d r^2 exactly. What stands for a power of x at node j is the mean of its
    // products over the nodes j - 1, j and j + 1: x^3 - x step^2, x^2 - step^2 / 3, x.
    const double scale = 4 * k / (w * w + h * h);
    const auto columns = static_cast<int>(op.columns(shape));
    const auto rows = static_cast<int>(op.rows(shape));
    for (const bool across : {true, false}) {
      for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
          const double x = step_x * (column - 1) - w / 2;
          const double y = step_y * (row - 1) - h / 2;
          const double rest_x = x * x - step_x * step_x / (across ? 1 : 3);
          const double rest_y = y * y - step_y * step_y / (across ? 3 : 1);
          op.nodes.push_back(static_cast<float>(scale * (across ? x : y) * (rest_x + rest_y)));
        }
      }
    }
    recipe.add(op);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ElasticTransform&))
VARY_COMPILE_ONCE(void TransformList::push_back(const GridDistortion&))
VARY_COMPILE_ONCE(void TransformList::push_back(const OpticalDistortion&))

VARY_NAMESPACE_END
