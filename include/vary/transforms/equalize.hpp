// SPDX-License-Identifier: MIT
// Equalize, AutoContrast: all shades put to use.
#pragma once

#include "vary/ops/statistics/equalize.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The values of each channel evenly spread, always: each becomes the share of pixels below it (Pillow,
/// torchvision). Alpha stays.
struct Equalize {
  static constexpr const char* name = "Equalize";

  void check() const {}
  void sample(Draw&, Shape, Recipe& recipe) const { recipe.add(ops::Equalize{}); }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Each channel stretched so that its darkest value becomes 0 and its lightest 1; a channel of one value
/// stays. Alpha stays.
struct AutoContrast {
  static constexpr const char* name = "AutoContrast";
  Range<float> cutoff{0, 0};  ///< share of the pixels that is left out at either end, 0 to 0.49

  void check() const { check_between(name, "cutoff", cutoff, 0.0f, 0.49f); }
  void sample(Draw& draw, Shape, Recipe& recipe) const { recipe.add(ops::AutoContrast{draw(cutoff)}); }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const Equalize&))
VARY_COMPILE_ONCE(void TransformList::push_back(const AutoContrast&))

VARY_NAMESPACE_END
