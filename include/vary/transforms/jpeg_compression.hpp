// SPDX-License-Identifier: MIT
// JpegCompression: images that have been files.
#pragma once

#include "vary/ops/jpeg/compress.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The blocks, rings and dull colours of a JPEG file, without writing one: the pixels are those that libjpeg
/// gives back, bit by bit. JPEG has 8 bits: other types are rounded to them. Alpha stays; with other than 3
/// or 4 channels each is a grey image by itself.
struct JpegCompression {
  static constexpr const char* name = "JpegCompression";
  Range<int> quality{50, 90};  ///< 1 to 100, as `cjpeg -quality`; what photos on the web have
  bool subsampled = true;      ///< 4:2:0, as files mostly are; false: 4:4:4

  void check() const { check_between(name, "quality", quality, 1, 100); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    recipe.add(ops::Compress{.quality = draw(quality), .subsampled = subsampled});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const JpegCompression&))

VARY_NAMESPACE_END
