// SPDX-License-Identifier: MIT
// ChannelSwap: a fixed order of channels.
#pragma once

#include <cstddef>

#include "vary/core/list.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// Channel c of the output is channel order[c] of the input: {2, 1, 0} takes RGB to BGR. Throws Error for
/// images of another number of channels.
struct ChannelSwap {
  static constexpr const char* name = "ChannelSwap";
  using Ops = OpTypes<ops::Reorder>;
  List<int, 8> order{2, 1, 0};  ///< each channel once

  void check() const {
    if (order.empty()) refuse(name, "order", "is empty; name each channel once");
    ops::Reorder{order}.check_order(name);
  }
  void sample(Draw&, Shape shape, Recipe& recipe) const {
    if (order.size() != static_cast<std::size_t>(shape.channels)) {
      refuse(name, "order", "names ", order.size(), " channels, the image of ", detail::spell(shape), " has ",
             shape.channels, "; name each once");
    }
    recipe.add(ops::Reorder{order});
  }

  VARY_CALL_OPERATOR
};

VARY_COMPILE_ONCE(void TransformList::push_back(const ChannelSwap&))

VARY_NAMESPACE_END
