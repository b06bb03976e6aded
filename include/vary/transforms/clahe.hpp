// SPDX-License-Identifier: MIT
// CLAHE: contrast where there is little.
#pragma once

#include "vary/ops/statistics/clahe.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Contrast limited adaptive histogram equalization: the lightness of colours (or the values of a grey
/// image) evenly spread in each of `columns` x `rows` tiles, mixed between their middles. A flat part grows
/// no more contrast than `clip_limit` allows. Alpha stays.
struct CLAHE {
  static constexpr const char* name = "CLAHE";
  Range<float> clip_limit{1, 4};  ///< steepest gain of contrast, 1 to 256
  int columns = 8;                ///< tiles in a row, 1 to 1024
  int rows = 8;

  void check() const {
    check_between(name, "clip_limit", clip_limit, 1.0f, 256.0f);
    check_between(name, "columns", columns, 1, ops::Clahe::most_tiles);
    check_between(name, "rows", rows, 1, ops::Clahe::most_tiles);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    if (shape.channels != 1) detail::check_color(name, shape);
    recipe.add(ops::Clahe{draw(clip_limit), columns, rows});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const CLAHE&))

VARY_NAMESPACE_END
