// SPDX-License-Identifier: MIT
// ChannelShuffle: a random order of channels.
#pragma once

#include <cstddef>
#include <span>

#include "vary/ops/move/reorder.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// The channels in random order; all orders are equally likely. The last of four channels, alpha, stays in
/// its position.
struct ChannelShuffle {
  static constexpr const char* name = "ChannelShuffle";
  using Ops = OpTypes<ops::Reorder>;

  void check() const {}
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    ops::Reorder op;
    for (int c = 0; c < shape.channels; ++c) op.order.push_back(c);
    const std::size_t shuffled = shape.channels == 4 ? 3 : op.order.size();
    draw.shuffle(std::span(op.order.data(), shuffled));
    recipe.add(op);
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelShuffle&))

VARY_NAMESPACE_END
