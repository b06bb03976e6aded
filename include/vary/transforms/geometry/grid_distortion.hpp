// SPDX-License-Identifier: MIT
// GridDistortion: columns and rows of random sizes.
#pragma once

#include <cstddef>

#include "vary/core/list.hpp"
#include "vary/ops/sample/displace.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Divides the output into columns and rows of equal size. Each shows an interval of the input whose size is
/// proportional to 1 + strength, drawn for each one; together they show the whole image. A single value of
/// `strength` gives equal intervals and changes nothing.
struct GridDistortion {
  static constexpr const char* name = "GridDistortion";
  using Ops = OpTypes<ops::Displace>;
  int columns = 5;                                        ///< 1 to 1000; at most one per pixel
  int rows = 5;                                           ///< 1 to 1000; at most one per pixel
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

  VARY_CALL_OPERATOR

 private:
  /// The shifts of the lines between `count` cells along an axis, and of its ends, which are 0.
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
      const double offset = lines[static_cast<std::size_t>(i)] / sum - static_cast<double>(i) / count;
      shifts.push_back(static_cast<float>(extent * offset));
    }
    return shifts;
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const GridDistortion&))

VARY_NAMESPACE_END
