// SPDX-License-Identifier: MIT
// JpegCompression: the artefacts of a JPEG file.
#pragma once

#include "vary/ops/jpeg/compress.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Compresses and decompresses the image as JPEG, without a file: the pixels are exactly those that libjpeg
/// decodes. Pixels of other types are rounded to 8 bits. Alpha does not change. With other than 3 or 4
/// channels, each is compressed as a grey image.
struct JpegCompression {
  static constexpr const char* name = "JpegCompression";
  using Ops = OpTypes<ops::Compress>;
  Range<int> quality{50, 90};  ///< 1 to 100, as in `cjpeg -quality`
  bool subsampled = true;      ///< true: 4:2:0, as in most files; false: 4:4:4

  void check() const { check_between(name, "quality", quality, 1, 100); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const int drawn = draw(quality);
    recipe.add(ops::Compress{.quality = drawn, .subsampled = subsampled},
               {"quality", static_cast<double>(drawn)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const JpegCompression&))

VARY_NAMESPACE_END
