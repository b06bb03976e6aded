// SPDX-License-Identifier: MIT
// ChannelSwap, ChannelShuffle: the channels in another order.
#pragma once

#include <cstddef>
#include <span>

#include "vary/ops/reorder.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Channel c of the result is channel order[c] of the picture: {2, 1, 0} takes RGB to BGR. Throws Error for
/// pictures with another number of channels.
struct ChannelSwap {
  static constexpr const char* name = "ChannelSwap";
  List<int, 8> order{2, 1, 0};  ///< each channel once

  void check() const {
    if (order.empty()) refuse(name, "order", "is empty; name each channel once");
    ops::Reorder{order}.check_order(name);
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    if (order.size() != static_cast<std::size_t>(shape.channels)) {
      refuse(name, "order", "names ", order.size(), " channels, the picture of ", detail::spell(shape),
             " has ", shape.channels, "; name each once");
    }
    recipe.add(ops::Reorder{order});
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

/// The channels in random order, every order equally likely; of four channels the last, alpha, stays.
struct ChannelShuffle {
  static constexpr const char* name = "ChannelShuffle";

  void check() const {}
  void sample(Draw& draw, Shape shape, Recipe& recipe) const {
    ops::Reorder op;
    for (int c = 0; c < shape.channels; ++c) op.order.push_back(c);
    const std::size_t moved = shape.channels == 4 ? 3 : op.order.size();
    draw.shuffle(std::span(op.order.data(), moved));
    recipe.add(op);
  }

  template <Photo P>
  Image<typename P::value_type> operator()(const P& photo, const Key& key = {}) const {
    return perform(*this, photo, key);
  }
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelSwap&))
VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelShuffle&))

VARY_NAMESPACE_END
