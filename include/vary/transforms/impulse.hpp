// SPDX-License-Identifier: MIT
// SaltAndPepper and PixelDropout: pixels that a sensor or a cable has lost.
#pragma once

#include "vary/ops/noise/impulse.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Some pixels become white or black, in all their channels, whichever they are.
struct SaltAndPepper {
  static constexpr const char* name = "SaltAndPepper";
  Range<float> amount{0.01f, 0.06f};  ///< the share of pixels, 0 to 1
  Range<float> salt{0.4f, 0.6f};      ///< the white ones among them, 0 to 1

  void check() const {
    check_between(name, "amount", amount, 0.0f, 1.0f);
    check_between(name, "salt", salt, 0.0f, 1.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float share = draw(amount);
    const float white_share = share * draw(salt);
    recipe.add(ops::Impulse{.low_share = share - white_share,
                            .high_share = white_share,
                            .stream = draw.child("impulse").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// Some pixels take the colour `fill`.
struct PixelDropout {
  static constexpr const char* name = "PixelDropout";
  double dropout_prob = 0.01;  ///< the share of pixels, 0 to 1
  bool per_channel = false;    ///< true: each value by itself
  Fill fill = 0;

  void check() const {
    check_between(name, "dropout_prob", dropout_prob, 0.0, 1.0);
    fill.check(name, "fill");
  }
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    fill.check(name, "fill", shape.channels);
    recipe.add(ops::Impulse{.low_share = static_cast<float>(dropout_prob),
                            .low = fill,
                            .per_channel = per_channel,
                            .stream = draw.child("impulse").stream()});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const SaltAndPepper&))
VARY_COMPILE_ONCE(void TransformList::push_back(const PixelDropout&))

VARY_NAMESPACE_END
