// SPDX-License-Identifier: MIT
// CoarseDropout, RandomErasing, GridDropout: parts of the image are hidden.
#pragma once

#include <cmath>
#include <utility>

#include "vary/ops/move/erase.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A share of a side in whole pixels: none for 0, else at least one.
inline int pixels_of(double share, int side) {
  if (share <= 0) return 0;
  const double pixels = math::round_half_up(share * side);
  return pixels < 1 ? 1 : (pixels < side ? static_cast<int>(pixels) : side);
}

/// A hole of this size, anywhere within the image.
inline simd::Hole place_hole(Draw& draw, Shape shape, int width, int height) {
  const int x = draw(Range<int>(0, shape.width - width));
  const int y = draw(Range<int>(0, shape.height - height));
  return {.x = x, .y = y, .width = width, .height = height};
}

/// Adds the op for some holes of a transform that has the fields `kind` and `fill`.
template <class T>
void add_holes(const T& transform, List<simd::Hole, 8> holes, const Draw& draw, Shape shape, Recipe& recipe) {
  transform.fill.check(T::name, "fill", shape.channels);
  const bool random = transform.kind == EraseFill::random;
  recipe.add(ops::Erase{.holes = std::move(holes),
                        .kind = transform.kind,
                        .fill = transform.fill,
                        .stream = random ? draw.child("fill").stream() : Stream{}});
}

}  // namespace detail

/// Rectangles at random places, replaced (Albumentations).
struct CoarseDropout {
  static constexpr const char* name = "CoarseDropout";
  Range<int> holes{1, 2};               ///< how many, 0 to 10000
  Range<float> hole_width{0.1f, 0.2f};  ///< of each hole, as a share of the image's width, 0 to 1
  Range<float> hole_height{0.1f, 0.2f};
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< of constant

  void check() const {
    check_between(name, "holes", holes, 0, 10000);
    check_between(name, "hole_width", hole_width, 0.0f, 1.0f);
    check_between(name, "hole_height", hole_height, 0.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    List<simd::Hole, 8> made;
    for (int left = draw(holes); left > 0; --left) {
      const int width = detail::pixels_of(static_cast<double>(draw(hole_width)), shape.width);
      const int height = detail::pixels_of(static_cast<double>(draw(hole_height)), shape.height);
      made.push_back(detail::place_hole(draw, shape, width, height));
    }
    detail::add_holes(*this, std::move(made), draw, shape, recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// One rectangle, replaced: it covers a share `scale` of the area, with a width over height of `ratio`
/// (evenly spread in its logarithm). One that is not smaller than the image both ways is drawn again, up to
/// ten times; then nothing is erased. It always acts, where torchvision's acts in half of the cases: that is
/// maybe(0.5, RandomErasing{}).
struct RandomErasing {
  static constexpr const char* name = "RandomErasing";
  Range<double> scale{0.02, 0.33};  ///< above 0, to 1
  Range<double> ratio{0.3, 3.3};    ///< 0.001 to 1000
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< of constant

  void check() const {
    check_between(name, "scale", scale, 1e-9, 1.0);
    check_between(name, "ratio", ratio, 0.001, 1000.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const double area = static_cast<double>(shape.width) * shape.height;
    const double low = math::log(ratio.low);
    const double high = math::log(ratio.high);
    List<simd::Hole, 8> made;
    for (int attempt = 0; attempt < 10 && made.empty(); ++attempt) {
      const double covered = area * draw(scale);
      const double shape_ratio = math::exp(draw.uniform(low, high));
      const double width = math::round_half_up(std::sqrt(covered * shape_ratio));
      const double height = math::round_half_up(std::sqrt(covered / shape_ratio));
      if (width < 1 || height < 1 || width >= shape.width || height >= shape.height) continue;
      made.push_back(detail::place_hole(draw, shape, static_cast<int>(width), static_cast<int>(height)));
    }
    detail::add_holes(*this, std::move(made), draw, shape, recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// A hole in each cell of a square grid, replaced (Albumentations). What is left is connected.
struct GridDropout {
  static constexpr const char* name = "GridDropout";
  Range<float> unit{0.1f, 0.1f};   ///< side of a cell, as a share of the image's shorter side, 0 to 1; at
                                   ///< least 2 pixels
  Range<float> ratio{0.5f, 0.5f};  ///< side of a hole, as a share of the cell's, 0 to 1
  bool random_offset = true;       ///< false: the first hole is in the upper left corner
  EraseFill kind = EraseFill::constant;
  Fill fill{};  ///< of constant

  void check() const {
    check_between(name, "unit", unit, 0.0f, 1.0f);
    check_between(name, "ratio", ratio, 0.0f, 1.0f);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    const int side = shape.width < shape.height ? shape.width : shape.height;
    const int drawn = detail::pixels_of(static_cast<double>(draw(unit)), side);
    const int cell = drawn < 2 ? 2 : drawn;
    const double share = static_cast<double>(draw(ratio));
    const int rounded = detail::pixels_of(share, cell);
    const int hole = share < 1 && rounded == cell ? cell - 1 : rounded;
    const int x = random_offset ? draw(Range<int>(0, cell - 1)) : 0;
    const int y = random_offset ? draw(Range<int>(0, cell - 1)) : 0;
    const simd::Hole grid{.x = -x,
                          .y = -y,
                          .width = hole,
                          .height = hole,
                          .columns = (shape.width - 1 + x) / cell + 1,
                          .rows = (shape.height - 1 + y) / cell + 1,
                          .step_x = cell,
                          .step_y = cell};
    detail::add_holes(*this, {grid}, draw, shape, recipe);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const CoarseDropout&))
VARY_COMPILE_ONCE(void TransformList::push_back(const RandomErasing&))
VARY_COMPILE_ONCE(void TransformList::push_back(const GridDropout&))

VARY_NAMESPACE_END
