// SPDX-License-Identifier: MIT
// SaltAndPepper: white and black pixels.
#pragma once

#include "vary/ops/noise/impulse.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Sets randomly chosen pixels to white or black, in all channels.
struct SaltAndPepper {
  static constexpr const char* name = "SaltAndPepper";
  using Ops = OpTypes<ops::Impulse>;
  Range<float> amount{0.01f, 0.06f};  ///< fraction of all pixels, 0 to 1
  Range<float> salt{0.4f, 0.6f};      ///< fraction of white ones among them, 0 to 1

  void check() const {
    check_between(name, "amount", amount, 0.0f, 1.0f);
    check_between(name, "salt", salt, 0.0f, 1.0f);
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    const float all = draw(amount);
    const float white = all * draw(salt);
    recipe.add(
        ops::Impulse{.low_share = all - white, .high_share = white, .stream = draw.child("impulse").stream()},
        {"amount", static_cast<double>(all)});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const SaltAndPepper&))

VARY_NAMESPACE_END
