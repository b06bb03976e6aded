// SPDX-License-Identifier: MIT
// CLAHE: local contrast.
#pragma once

#include "vary/ops/statistics/clahe.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Contrast limited adaptive histogram equalization (Zuiderveld 1994): the lightness of colours, or the
/// values of a grey image, are equalized in each of `columns` x `rows` tiles and interpolated between the
/// centres of the tiles. Alpha does not change. Throws Error for images of other than 1, 3 or 4 channels.
struct CLAHE {
  static constexpr const char* name = "CLAHE";
  using Ops = OpTypes<ops::Clahe>;
  Range<float> clip_limit{1, 4};  ///< the largest gain of contrast, 1 to 256
  int columns = 8;                ///< tiles across the image, 1 to 1024
  int rows = 8;                   ///< tiles down the image, 1 to 1024

  void check() const {
    check_between(name, "clip_limit", clip_limit, 1.0f, 256.0f);
    check_between(name, "columns", columns, 1, ops::Clahe::most_tiles);
    check_between(name, "rows", rows, 1, ops::Clahe::most_tiles);
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    if (shape.channels != 1) detail::check_color(name, shape);
    const float limit = draw(clip_limit);
    recipe.add(ops::Clahe{limit, columns, rows}, {"clip_limit", static_cast<double>(limit)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const CLAHE&))

VARY_NAMESPACE_END
